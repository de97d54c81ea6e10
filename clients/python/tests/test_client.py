import asyncio
import socket
import threading
import time
import unittest

from tests.scripted import GOOD, ScriptedServer, answer, error
from tests.support import run
from rlar import AnswerError, AsyncClient, Client, DeadlineError, RowError, ServerBusyError, ServerGoneError

ROW = {"id": "a", "prompt": "p", "reference": "r", "completions": ["r"]}
BUSY = error(503, "busy", "no place is free.", "Retry-After: 0")


def score_sync(url, rows=ROW, **options):
    with Client(url, **options) as client:
        return client.score(rows)


def score_async(url, rows=ROW, **options):
    async def work():
        async with AsyncClient(url, **options) as client:
            return await client.score(rows)

    return run(work())


class BothClients(unittest.TestCase):
    """What both clients do with a server's answers."""

    def each(self, *script, **options):
        """Both clients, each with a server of the script."""
        for score in (score_sync, score_async):
            with self.subTest(client=score.__name__), ScriptedServer(*script) as server:
                yield server, lambda rows=ROW: score(server.url, rows, **options)

    def test_a_good_answer_is_the_groups(self):
        for server, score in self.each():
            self.assertEqual(([1.0], "same"), (score()[0].rewards, score()[0].outcomes[0].reason))

    def test_busy_is_tried_again(self):
        for server, score in self.each(BUSY, error(429, "busy", "slow down."), answer(200)):
            self.assertEqual([1.0], score()[0].rewards)
            self.assertEqual(3, len(server.requests))

    def test_busy_beyond_the_budget_says_what_the_server_said(self):
        for server, score in self.each(error(503, "busy", "no place is free.", "Retry-After: 600"), budget=60):
            with self.assertRaisesRegex(ServerBusyError, "no place is free"):
                score()
            self.assertEqual(1, len(server.requests))

    def test_a_refusal_is_not_tried_again(self):
        for status in (400, 401, 404, 413, 422):
            for server, score in self.each(error(status, "bad_request", "field 'prompt': none.", field="prompt")):
                with self.assertRaises(RowError):
                    score()
                self.assertEqual(1, len(server.requests))

    def test_a_connection_that_breaks_is_tried_again(self):
        for broken in (None, (answer(200)[:-5], "close"), (b"HTTP/1.1 2", "close")):
            for server, score in self.each(broken, answer(200)):
                self.assertEqual([1.0], score()[0].rewards)
                self.assertEqual(2, len(server.requests))

    def test_no_server_says_the_address_and_what_to_do(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        for score in (score_sync, score_async):
            with self.subTest(client=score.__name__), self.assertRaisesRegex(ServerGoneError, rf"127\.0\.0\.1:{port}.*rlar serve.*RLAR_URL"):
                score(f"http://127.0.0.1:{port}", gone_after=0.3)

    def test_a_server_that_does_not_answer_ends_with_the_budget(self):
        for server, score in self.each(5.0, budget=0.3):
            with self.assertRaisesRegex(DeadlineError, "0.3 s"):
                score()

    def test_what_is_not_rlar_is_said_and_not_tried_again(self):
        for body in (b"<html>hello</html>", b"{}"):
            for server, score in self.each(answer(200, body)):
                with self.assertRaises(AnswerError):
                    score()
                self.assertEqual(1, len(server.requests))

    def test_an_early_refusal_of_a_large_body_is_read(self):
        class Early(ScriptedServer):
            def _serve(self, connection):
                with connection:
                    connection.recv(1000)
                    connection.sendall(error(413, "too_large", "the body is too large.", "Connection: close"))
                    time.sleep(0.2)

        for score in (score_sync, score_async):
            with self.subTest(client=score.__name__), Early() as server, self.assertRaises((RowError, ServerGoneError)):
                score(server.url, {**ROW, "completions": ["x" * (6 << 20)]}, gone_after=0.5)


class KeepAliveTests(unittest.TestCase):
    def test_a_connection_is_kept_and_a_stale_one_replaced_without_a_pause(self):
        with ScriptedServer(answer(200), answer(200), None, answer(200)) as server, Client(server.url) as client:
            client.score(ROW)
            client.score(ROW)
            self.assertEqual(1, server.connections)
            client.score(ROW)
            self.assertEqual((2, 4), (server.connections, len(server.requests)))

    def test_a_connection_that_the_server_closes_is_not_kept(self):
        with ScriptedServer((answer(200, GOOD, "Connection: close"), "close")) as server, Client(server.url) as client:
            client.score(ROW)
            client.score(ROW)
            self.assertEqual((2, 2), (server.connections, len(server.requests)))

    def test_threads_never_share_a_connection(self):
        with ScriptedServer(*[0.05] * 0) as server, Client(server.url) as client:
            start = threading.Barrier(8)

            def work():
                start.wait()
                for _ in range(20):
                    self.assertEqual([1.0], client.score(ROW)[0].rewards)

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(160, len(server.requests))
            self.assertLessEqual(server.connections, 8)

    def test_asyncio_opens_no_more_connections_than_allowed(self):
        with ScriptedServer() as server:
            async def work():
                async with AsyncClient(server.url, connections=4) as client:
                    await asyncio.gather(*(client.score(ROW) for _ in range(100)))

            run(work())
            self.assertLessEqual(server.connections, 4)

    def test_a_cancelled_call_hangs_up(self):
        with ScriptedServer(30.0) as server:
            async def work():
                client = AsyncClient(server.url)
                call = asyncio.ensure_future(client.score(ROW))
                while not server.requests:
                    await asyncio.sleep(0.01)
                call.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await call
                self.assertEqual([1.0], (await client.score(ROW))[0].rewards)
                await client.close()

            run(work())
            self.assertEqual(2, server.connections)
