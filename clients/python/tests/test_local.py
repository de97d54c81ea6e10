import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import time
import unittest

from tests.support import PROGRAM, needs_program, row, run
from rlar import ChildError, DeadlineError, Local, RowError

BAD = {"id": "bad", "completions": ["no prompt"]}


@needs_program
class LocalTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.local = Local(PROGRAM)

    @classmethod
    def tearDownClass(cls):
        cls.local.close()

    def test_answers_are_in_the_order_of_the_rows_with_their_own_ids(self):
        groups = self.local.score([row(n) for n in range(40)])
        self.assertEqual([f"row-{n}" for n in range(40)], [group.id for group in groups])
        self.assertTrue(all(group.rewards == [1.0, 0.0] for group in groups))

    def test_equal_ids_and_rows_without_one_are_told_apart(self):
        rows = [{**row(n), "id": "same"} for n in range(5)] + [{key: value for key, value in row(7).items() if key != "id"}]
        self.assertEqual([[1.0, 0.0]] * 6, [group.rewards for group in self.local.score(rows)])

    def test_a_completion_without_a_score_is_none_with_its_reason(self):
        group = self.local.score({"prompt": "Tell me of the sea.", "completions": ["It is wide."]})[0]
        self.assertEqual(([None], "unscorable"), (group.rewards, group.outcomes[0].status))
        self.assertTrue(group.outcomes[0].reason)

    def test_a_bad_row_is_refused_wherever_it_stands_and_costs_no_other(self):
        for rows in ([BAD], [row(1), BAD], [BAD, row(1)], [BAD, BAD, BAD]):
            with self.subTest(rows=len(rows)):
                with self.assertRaises(RowError) as refused:
                    self.local.score(rows, budget=100)
                self.assertEqual("prompt", refused.exception.field)
        self.assertEqual([1.0, 0.0], self.local.score(row(1))[0].rewards)

    def test_long_rows_from_many_threads_fill_no_pipe_for_ever(self):
        long = "x" * 200_000
        groups = [None] * 32

        def work(number):
            rows = [{**row(number), "completions": [f"{long} It is {number + 1}."] * 2}, {**BAD, "padding": long}, row(number)]
            groups[number] = [self.local.score(rows[0], budget=100)[0], self.local.score(rows[2], budget=60)[0]]

        threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for number, (first, second) in enumerate(groups):
            self.assertEqual(([1.0, 1.0], [1.0, 0.0], f"row-{number}"), (first.rewards, second.rewards, second.id))

    def test_coroutines_share_it(self):
        async def work():
            return await asyncio.gather(*(self.local.score_async(row(n)) for n in range(50)))

        self.assertEqual([f"row-{n}" for n in range(50)], [groups[0].id for groups in run(work())])

    def test_a_call_that_takes_too_long_ends_and_leaves_the_child(self):
        with self.assertRaises(DeadlineError):
            self.local.score([row(n) for n in range(200)], budget=0.0001)
        self.assertEqual([1.0, 0.0], self.local.score(row(1))[0].rewards)

    def test_a_killed_child_is_replaced_and_nothing_is_lost(self):
        killed = threading.Thread(target=lambda: (time.sleep(0.3), os.kill(self.local._child._process.pid, signal.SIGKILL)))
        self.local.score(row(1))
        killed.start()
        groups = self.local.score([row(n) for n in range(1500)])
        killed.join()
        self.assertEqual([f"row-{n}" for n in range(1500)], [group.id for group in groups])
        self.assertTrue(all(group.rewards == [1.0, 0.0] for group in groups))

    def test_a_forked_process_has_a_child_of_its_own(self):
        self.local.score(row(1))
        context = multiprocessing.get_context("fork")
        answers = context.SimpleQueue()

        def work():
            answers.put(self.local.score(row(5), budget=100)[0].rewards)
            self.local.close()

        process = context.Process(target=work)
        process.start()
        process.join(120)
        self.assertEqual(0, process.exitcode)
        self.assertEqual([1.0, 0.0], answers.get())
        self.assertEqual([1.0, 0.0], self.local.score(row(2))[0].rewards)

    def test_close_answers_what_is_under_way_and_ends_the_child(self):
        local = Local(PROGRAM)
        local.score(row(1))
        process = local._child._process
        waiting = local._submit([row(n) for n in range(20)])
        local.close()
        self.assertEqual([[1.0, 0.0]] * 20, [one.answer.result(0).rewards for one in waiting])
        self.assertIsNotNone(process.poll())
        with self.assertRaisesRegex(ChildError, "closed"):
            local.score(row(1))


class ChildThatDiesTests(unittest.TestCase):
    def test_a_program_that_always_dies_is_given_up_with_what_it_said(self):
        program = [sys.executable, "-c", "import sys; sys.stdin.readline(); sys.exit('no such option')"]
        with Local(program, tries=2) as local:
            for _ in range(2):
                with self.assertRaisesRegex(ChildError, "code 1, saying: no such option.*given to 2"):
                    local.score([row(1), row(2)], budget=100)

    def test_a_program_that_talks_nonsense_is_given_up(self):
        with Local([sys.executable, "-c", "print('hello', flush=True); input()"], tries=2) as local, self.assertRaisesRegex(ChildError, "hello"):
            local.score(row(1), budget=100)

    def test_a_program_that_is_not_there_says_what_to_set(self):
        with Local("/nowhere/rlar") as local, self.assertRaisesRegex(ChildError, "RLAR_PROGRAM"):
            local.score(row(1), budget=100)

    def test_a_hung_program_is_killed_at_the_end(self):
        local = Local([sys.executable, "-c", "import time; time.sleep(600)"])
        with self.assertRaises(DeadlineError):
            local.score(row(1), budget=0.2)
        process = local._child._process
        process.kill()  # as close() would, without its wait
        local.close()
        self.assertIsNotNone(process.poll())
