import pickle
import unittest
from email.utils import formatdate
import time

from tests import support  # noqa: F401
from rlar import errors
from rlar._tries import LONGEST_PAUSE, Tries, seconds_of
from rlar.errors import DeadlineError, ServerBusyError, ServerGoneError


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class TriesTests(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()

    def tries(self, budget=60.0, gone_after=10.0):
        return Tries(budget, gone_after, self.clock)

    def exhaust(self, tries, error):
        """How long it goes on, and how often."""
        start, count = self.clock.now, 0
        try:
            while True:
                self.clock.now += tries.pause(error())
                count += 1
        except type(error()):
            return self.clock.now - start, count

    def test_pauses_grow_to_a_bound_and_end_within_the_budget(self):
        tries = self.tries()
        pauses = []
        with self.assertRaises(ServerBusyError):
            while True:
                pauses.append(tries.pause(ServerBusyError("full")))
                self.clock.now += pauses[-1]
        self.assertLessEqual(pauses[0], 0.1)
        self.assertLessEqual(max(pauses), LONGEST_PAUSE)
        self.assertLessEqual(sum(pauses), 60)
        self.assertGreater(sum(pauses), 60 - LONGEST_PAUSE)

    def test_retry_after_is_waited_for(self):
        pause = self.tries().pause(ServerBusyError("full", 7.0))
        self.assertTrue(7.0 < pause <= 7.1, pause)

    def test_retry_after_beyond_the_budget_ends_it_at_once_and_says_so(self):
        with self.assertRaisesRegex(ServerBusyError, "Tried once"):
            self.tries(budget=5).pause(ServerBusyError("full", 30.0))

    def test_a_server_that_is_gone_is_waited_for_less_long(self):
        seconds, _ = self.exhaust(self.tries(), lambda: ServerGoneError("gone"))
        self.assertTrue(5 < seconds <= 10, seconds)

    def test_a_server_that_comes_back_is_waited_for_anew(self):
        tries = self.tries()
        self.exhaust(tries, lambda: ServerGoneError("gone"))
        tries.pause(ServerBusyError("starting"))
        self.assertGreater(tries.pause(ServerGoneError("gone again")), 0)

    def test_left_ends_with_an_error(self):
        tries = self.tries(budget=3)
        self.clock.now += 2
        self.assertEqual(1, tries.left())
        self.clock.now += 1
        with self.assertRaises(DeadlineError):
            tries.left()

    def test_seconds_of_reads_numbers_and_dates(self):
        self.assertEqual((2.0, 0.0, None, None), (seconds_of("2"), seconds_of("-1"), seconds_of("soon"), seconds_of(None)))
        self.assertTrue(8 < seconds_of(formatdate(time.time() + 10, usegmt=True)) <= 10)


class ErrorTests(unittest.TestCase):
    def test_all_errors_cross_processes(self):
        for name, kind in vars(errors).items():
            if isinstance(kind, type) and issubclass(kind, errors.RlarError):
                with self.subTest(name=name):
                    self.assertEqual(("what", kind), (str(pickle.loads(pickle.dumps(kind("what")))), kind))
        copy = pickle.loads(pickle.dumps(errors.RowError("what", "prompt", 400)))
        self.assertEqual(("prompt", 400), (copy.field, copy.status))
