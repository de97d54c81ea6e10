"""Against RLAR's own server."""

import asyncio
import gc
import json
import os
import threading
import unittest
import warnings

from tests.support import FULL_URL, PROGRAM, URL, needs_full_server, needs_program, needs_server, row, run
import rlar
from rlar import AsyncClient, Client, Local, RowError, ServerBusyError

MIXED = [
    row(1, completions=4),
    {"id": "words", "prompt": "Tell me of the sea.", "completions": ["It is wide.", ""]},
    {"id": "chat", "prompt": [{"role": "user", "content": "Capital of Chile?"}], "reference": "Santiago",
     "completions": [[{"role": "assistant", "content": "It is Santiago."}], [{"role": "assistant", "content": "Lima ✓ 😀"}]]},
    {"id": "named", "prompt": "p", "reference": "a", "tool": "exact-match", "completions": ["a", "b", "a\ud83d"]},
    {"prompt": "", "data_source": "openai/gsm8k", "reward_model": {"ground_truth": "15"}, "completions": ["#### 15", "#### 8"]},
]  # fmt: skip


@needs_server
class ServerTests(unittest.TestCase):
    def test_scored_wrong_and_unscorable_are_told_apart(self):
        with Client(URL) as client:
            groups = client.score(MIXED)
        self.assertEqual([[1.0, 0.0, 0.0, 0.0], [None, None], [1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0]], [group.rewards for group in groups])
        self.assertEqual(["unscorable"] * 2, [outcome.status for outcome in groups[1].outcomes])
        self.assertEqual(["row-1", "words", "chat", "named"], [group.id for group in groups[:4]])

    @needs_program
    def test_server_and_child_say_the_same(self):
        with Client(URL) as client, Local(PROGRAM) as local:
            for ours, theirs in zip(client.score(MIXED[:4]), local.score(MIXED[:4])):
                self.assertEqual(ours, theirs)

    def test_a_row_says_the_same_alone_and_in_a_list(self):
        with Client(URL) as client:
            together = client.score(MIXED[:4])
            self.assertEqual(together, [client.score(one)[0] for one in MIXED[:4]])

    def test_a_refused_row_names_its_field(self):
        with Client(URL) as client:
            for bad in ({"id": "x", "prompt": "p", "completions": []}, {"id": "x", "prompt": "p", "completions": 5}):
                for rows in (bad, [row(1), bad]):
                    with self.subTest(rows=json.dumps(rows)), self.assertRaises(RowError) as refused:
                        client.score(rows)
                    self.assertEqual(400, refused.exception.status)
                    self.assertIn("completions", str(refused.exception))
            self.assertEqual([1.0, 0.0], client.score(row(1))[0].rewards)

    def test_threads_share_a_client(self):
        wrong = []
        with Client(URL) as client:
            def work(first):
                for number in range(first, first + 15):
                    group = client.score(row(number))[0]
                    if (group.id, group.rewards) != (f"row-{number}", [1.0, 0.0]):
                        wrong.append(group)

            threads = [threading.Thread(target=work, args=(thread * 100,)) for thread in range(32)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual([], wrong)

    def test_coroutines_share_a_client(self):
        async def work():
            async with AsyncClient(URL, connections=32) as client:
                return await asyncio.gather(*(client.score(row(number)) for number in range(400)))

        self.assertEqual([(f"row-{n}", [1.0, 0.0]) for n in range(400)], [(groups[0].id, groups[0].rewards) for groups in run(work())])

    def test_a_list_longer_than_a_body_is_in_order(self):
        with Client(URL) as client:
            self.assertEqual([f"row-{n}" for n in range(1500)], [group.id for group in client.score([row(n) for n in range(1500)])])

    def test_a_megabyte_is_a_completion(self):
        with Client(URL) as client:
            self.assertEqual([1.0], client.score({**row(1), "completions": ["é" * 500_000 + " It is 2."]})[0].rewards)

    def test_a_loop_a_step_keeps_no_connections_of_the_loops_before(self):
        def step():
            return asyncio.run(rlar.score_async(row(1), url=URL)).rewards

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            step()
            gc.collect()
            before = len(os.listdir("/proc/self/fd"))
            self.assertEqual([[1.0, 0.0]] * 20, [step() for _ in range(20)])
            gc.collect()
        self.assertLessEqual(len(os.listdir("/proc/self/fd")), before + 5)

    def test_an_empty_list_asks_nothing(self):
        self.assertEqual([], Client(URL).score([]))


@needs_full_server
class FullServerTests(unittest.TestCase):
    """A server whose only place is taken."""

    def test_full_is_an_error_that_says_so_and_never_a_reward(self):
        with Client(FULL_URL, budget=4) as client, self.assertRaises(ServerBusyError) as busy:
            client.score(row(1))
        self.assertIsNotNone(busy.exception.retry_after)

    def test_full_for_coroutines(self):
        async def work():
            async with AsyncClient(FULL_URL, budget=4) as client:
                await client.score(row(1))

        with self.assertRaises(ServerBusyError):
            run(work())
