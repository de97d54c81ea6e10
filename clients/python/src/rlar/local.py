"""RLAR without a server: `rlar score` as a child of this process, rows in and groups out as lines of JSON over its pipes.

Nothing here waits for a full pipe: one thread writes, one reads answers, one reads what the child reports, and callers wait for their own rows alone.
A child that dies is replaced and given its rows again, a row at most `tries` times, so that a row which kills its reader ends as an error.
"""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import os
import threading
import time
import weakref
from typing import Mapping, Optional, Sequence, Union

from rlar._child import Child, Waiting, command_of
from rlar._exchange import Rows
from rlar._settings import DEFAULT_BUDGET
from rlar.errors import ChildError, DeadlineError
from rlar.results import Group

_all: "weakref.WeakSet[Local]" = weakref.WeakSet()


class Local:
    """Scores rows with a child process, which starts with the first row. Any number of threads and event loops may share one.

    Args:
        program: How to start RLAR, a path or a list with arguments; default RLAR_PROGRAM (parted as a shell does), else `rlar` on the PATH.
        arguments: Further options of `rlar score`, such as ("--deadline", "10") or ("--model", "judge.gguf").
        budget: Seconds that one call may take.
        tries: Children that a row is given to before it is an error.
    """

    def __init__(
        self,
        program: Union[str, Sequence[str], None] = None,
        arguments: Sequence[str] = (),
        *,
        budget: float = DEFAULT_BUDGET,
        tries: int = 3,
    ) -> None:
        self._command = command_of(program, arguments)
        self._budget = budget
        self._tries = tries
        self._lock = threading.Lock()
        self._child: Optional[Child] = None
        self._closed = False
        _all.add(self)

    def score(self, rows: Rows, *, budget: Optional[float] = None) -> list[Group]:
        """Scores rows: a list gives a list in its order, one row a list of one.

        Raises:
            RowError: A row is refused.
            ChildError: RLAR does not start, or died of every try.
            DeadlineError: No answer within the budget; the child goes on with what it was given.
        """
        end = time.monotonic() + (self._budget if budget is None else budget)
        waiting = self._submit(rows)
        try:
            return [one.answer.result(max(0.0, end - time.monotonic())) for one in waiting]
        except concurrent.futures.TimeoutError:
            raise self._late(budget) from None
        finally:
            _leave(waiting)

    async def score_async(self, rows: Rows, *, budget: Optional[float] = None) -> list[Group]:
        """`score` for coroutines."""
        waiting = self._submit(rows)
        try:
            answers = asyncio.gather(*(asyncio.wrap_future(one.answer) for one in waiting))
            return list(await asyncio.wait_for(answers, self._budget if budget is None else budget))
        except asyncio.TimeoutError:
            raise self._late(budget) from None
        finally:
            _leave(waiting)

    def close(self) -> None:
        """Ends the child. Rows that it still has are answered first, for up to 5 s; what is left then is an error."""
        with self._lock:
            self._closed = True
            child = self._child
        if child is not None:
            child.close()

    def __enter__(self) -> "Local":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _late(self, budget: Optional[float]) -> DeadlineError:
        seconds = self._budget if budget is None else budget
        return DeadlineError(f"no answer of the child within {seconds:g} s. Give budget= more time, or fewer rows a call.")

    def _submit(self, rows: Rows) -> list[Waiting]:
        waiting = [Waiting.of(row) for row in ([rows] if isinstance(rows, Mapping) else rows)]
        with self._lock:
            self._give(waiting)
        return waiting

    def _give(self, waiting: Sequence[Waiting]) -> None:
        """Gives rows to the child, which is started if there is none. The lock is held."""
        if not waiting:
            return
        if self._closed:
            raise ChildError("this Local is closed. Make another one.")
        if self._child is None:
            self._child = Child(self._command, self._died)
        for one in waiting:
            self._child.give(one)

    def _died(self, child: Child, left: Sequence[Waiting]) -> None:
        """A child has ended, with the rows that it has not answered. Called by its reader."""
        with self._lock:
            if self._child is child:
                self._child = None
            lost: Sequence[Waiting] = [one for one in left if self._closed or one.given >= self._tries]
            again = [one for one in left if not self._closed and one.given < self._tries]
            error = ChildError(f"{child.describe_end()} A row that it had was given to {self._tries} of them." if not self._closed else "this Local is closed.")
            try:
                self._give(again)
            except ChildError as failed:
                lost, error = left, failed
        for one in lost:
            one.fail(error)

    def _forget_after_fork(self) -> None:
        """In a forked process: the child is the parent's. Its input is closed here, so that the parent's closing it ends the child."""
        self._lock = threading.Lock()
        child, self._child = self._child, None
        if child is not None:
            child.forget()


def _leave(waiting: Sequence[Waiting]) -> None:
    for one in waiting:
        one.answer.cancel()


def _close_all() -> None:
    for one in list(_all):
        one.close()


def _forget_all() -> None:
    for one in list(_all):
        one._forget_after_fork()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
