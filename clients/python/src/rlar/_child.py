"""One `rlar score` process: its threads, the rows that it has, and what became of it."""

from __future__ import annotations

import concurrent.futures
import io
import json
import os
import queue
import re
import shlex
import shutil
import subprocess
import threading
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Mapping, Optional, Sequence, Union

from rlar._json import row_bytes
from rlar.errors import AnswerError, ChildError, RlarError, RowError
from rlar.results import Group, group_of

# Answers come in the order of the rows, without those that were refused, and refusals come beside them with their line's number. So a refusal is
# known by an answer behind it; this row, which any RLAR scores, gives one where no other row stands behind.
_PROBE = row_bytes({"prompt": "", "reference": "a", "tool": "exact-match", "completions": ["a"]})

_REFUSED = re.compile(rb"rlar: stdin:(\d+): (.*)", re.DOTALL)
_CLOSE_SECONDS = 5.0


def command_of(program: Union[str, Sequence[str], None], arguments: Sequence[str]) -> list[str]:
    """The command line that scores lines of JSON.

    Raises:
        ChildError: No program is named, and there is none on the PATH.
    """
    if program is None:
        named = os.environ.get("RLAR_PROGRAM")
        found = shlex.split(named) if named else [shutil.which("rlar") or ""]
    else:
        found = [os.fspath(program)] if isinstance(program, (str, os.PathLike)) else list(program)
    if not found or not found[0]:
        raise ChildError("there is no reward server and no program. Set RLAR_URL to where `rlar serve` listens, or put `rlar` on the PATH (or in RLAR_PROGRAM).")
    return [*found, "score", "-", "-o", "-", "--on-error", "skip", "--advantage", "none", "--quiet", *arguments]


@dataclass
class Waiting:
    """A row that somebody waits for.

    Attributes:
        line: The row as JSON, without an id.
        id: The row's own id.
        answer: The caller's.
        given: How many children had it.
    """

    line: bytes
    id: str
    answer: "concurrent.futures.Future[Group]" = field(default_factory=concurrent.futures.Future)
    given: int = 0

    @staticmethod
    def of(row: Mapping[str, Any]) -> "Waiting":
        own = row.get("custom_id", row.get("id"))
        return Waiting(row_bytes({key: value for key, value in row.items() if key not in ("id", "custom_id")}), "" if own is None else str(own))

    def succeed(self, group: Group) -> None:
        try:
            self.answer.set_result(replace(group, id=self.id))
        except concurrent.futures.InvalidStateError:
            pass  # its caller has gone

    def fail(self, error: RlarError) -> None:
        try:
            self.answer.set_exception(error)
        except concurrent.futures.InvalidStateError:
            pass  # its caller has gone


class Child:
    """A running process.

    Args:
        command: Its command line.
        ended: Called once, by a thread of the child, when it has ended: with the child and the rows without an answer, in order.
    """

    def __init__(self, command: Sequence[str], ended: "Callable[[Child, list[Waiting]], None]") -> None:
        self._ended = ended
        self._rows: dict[int, Optional[Waiting]] = {}
        self._count = 0
        self._lock = threading.Lock()
        self._refusals: dict[int, str] = {}
        self._reported = threading.Condition()
        self._last_words: deque[bytes] = deque(maxlen=20)
        self._lines: "queue.SimpleQueue[Optional[bytes]]" = queue.SimpleQueue()
        try:
            # A session of its own: Ctrl-C at the terminal is for the trainer, which ends the child by closing its input.
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, start_new_session=True
            )
        except OSError as error:
            raise ChildError(f"{command[0]} cannot be started: {error}. Set RLAR_PROGRAM to RLAR's program, or RLAR_URL to a server.") from error
        self._threads = [threading.Thread(target=work, name=f"rlar-{work.__name__[1:]}", daemon=True) for work in (self._write, self._report, self._read)]
        for thread in self._threads:
            thread.start()

    def give(self, one: Optional[Waiting]) -> None:
        """Gives it a row; None for the probe."""
        with self._lock:
            self._count += 1
            self._rows[self._count] = one
            line = _PROBE if one is None else one.line
            if one is not None:
                one.given += 1
            self._lines.put(b'{"id":"%d"%s%s\n' % (self._count, b"," if line != b"{}" else b"", line[1:]))

    def close(self) -> None:
        """Ends it: its rows are answered first, for up to 5 s."""
        self._lines.put(None)
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if threading.current_thread() not in self._threads:
            self._threads[-1].join(_CLOSE_SECONDS)

    def forget(self) -> None:
        """In a forked process: leaves it to the parent, whose closing its input must end it."""
        self._process.stdin.close()
        self._process.returncode = 0  # there is nothing to wait for here

    def describe_end(self) -> str:
        code = self._process.returncode
        how = f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"
        words = b" ".join(self._last_words).decode("utf-8", "replace").strip()
        return f"the child `rlar score` {how}{f', saying: {words[-500:]}' if words else ', saying nothing'}."

    def _write(self) -> None:
        try:
            with self._process.stdin as pipe:
                while (line := self._lines.get()) is not None:
                    rest = memoryview(line)
                    while rest:
                        rest = rest[pipe.write(rest) :]
        except (OSError, ValueError):
            pass  # it has died: its reader says so

    def _report(self) -> None:
        with io.BufferedReader(self._process.stderr) as pipe:
            for line in pipe:
                found = _REFUSED.match(line)
                if found is None:
                    self._last_words.append(line.strip())
                    continue
                number = int(found.group(1))
                with self._reported:
                    self._refusals[number] = found.group(2).decode("utf-8", "replace").strip()
                    self._reported.notify_all()
                if number == self._count:
                    self.give(None)

    def _read(self) -> None:
        with io.BufferedReader(self._process.stdout, 1 << 16) as pipe:
            for line in pipe:
                try:
                    answer = json.loads(line)
                    number = int(answer["id"])
                except (KeyError, TypeError, ValueError):
                    self._last_words.append(b"an answer that cannot be read: " + line[:200])
                    self._process.kill()
                    break
                self._settle(number, answer)
        self._process.wait()
        self._threads[1].join(_CLOSE_SECONDS)
        self._lines.put(None)
        with self._lock:
            left = [one for one in self._rows.values() if one is not None]
            self._rows.clear()
        self._ended(self, left)

    def _settle(self, number: int, answer: Any) -> None:
        with self._lock:
            refused = [(before, self._rows.pop(before)) for before in list(self._before(number))]
            one = self._rows.pop(number, None)
        for before, row in refused:
            if row is not None:
                row.fail(self._refusal(before))
        if one is None:
            return
        try:
            one.succeed(group_of(answer))
        except AnswerError as error:
            one.fail(error)

    def _before(self, number: int):
        """The rows before a number that have no answer. Rows stand in the order in which they were given."""
        for key in self._rows:
            if key >= number:
                return
            yield key

    def _refusal(self, number: int) -> RowError:
        with self._reported:
            self._reported.wait_for(lambda: number in self._refusals, _CLOSE_SECONDS)
            reason = self._refusals.pop(number, "RLAR refuses the row, and does not say why.")
        named = re.match(r"field '([^']*)'", reason)
        return RowError(reason, named.group(1) if named else None)
