"""`rlar serve` as a process of its own, killed while it is asked."""

import functools
import socket
import subprocess
import threading
import time
import unittest

from tests.support import PROGRAM, needs_program, row
from rlar import Client, ServerGoneError


@functools.lru_cache
def has_serve():
    return b"--port" in subprocess.run([*PROGRAM, "serve", "--help"], capture_output=True).stdout


class Serving:
    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(self.port)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self):
        self.process.kill()
        self.process.wait()


@needs_program
class KilledServerTests(unittest.TestCase):
    def setUp(self):
        if not has_serve():
            self.skipTest("this RLAR has no command serve")
        self.serving = Serving()
        self.addCleanup(lambda: self.serving.kill())

    def test_a_restart_is_bridged_and_nothing_is_lost_and_an_end_is_said(self):
        with Client(self.serving.url, gone_after=60) as client:
            client.score(row(0))
            groups = {}

            def work(first):
                for number in range(first, first + 60):
                    groups[number] = client.score(row(number))[0]

            threads = [threading.Thread(target=work, args=(thread * 100,)) for thread in range(8)]
            for thread in threads:
                thread.start()
            while len(groups) < 40:
                time.sleep(0.005)
            self.serving.kill()
            self.serving.start()
            for thread in threads:
                thread.join()
            self.assertEqual(480, len(groups))
            self.assertTrue(all((group.id, group.rewards) == (f"row-{number}", [1.0, 0.0]) for number, group in groups.items()))

        with Client(self.serving.url, gone_after=0.5) as client:
            client.score(row(0))
            self.serving.kill()
            with self.assertRaisesRegex(ServerGoneError, f"no reward server at {self.serving.url}.*rlar serve"):
                client.score(row(1))
