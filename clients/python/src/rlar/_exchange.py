"""What both clients do alike: rows to bodies, answers to groups or errors."""

from __future__ import annotations

import json
from typing import Any, Iterable, Iterator, Mapping, Union

from rlar._http import Answer
from rlar._json import row_bytes
from rlar._settings import Address
from rlar._tries import seconds_of
from rlar.errors import AnswerError, RlarError, RowError, ServerBusyError, ServerGoneError
from rlar.results import Group, group_of

PATH = "/v1/score"
TARGET = f"{PATH}?advantage=none"
AGENT = "rlar-python/0.1.0"

# A body stays well under the 64 MiB that the server takes; a row alone may be as long as it likes.
BODY_BYTES = 8 << 20
BODY_ROWS = 1024

Row = Mapping[str, Any]
Rows = Union[Row, Iterable[Row]]


def bodies(rows: Rows) -> Iterator[tuple[bytes, int]]:
    """The rows, or the one row, as JSON arrays, each with its number of rows."""
    part: list[bytes] = []
    size = 0
    for row in [rows] if isinstance(rows, Mapping) else rows:
        line = row_bytes(row)
        if part and (size + len(line) > BODY_BYTES or len(part) == BODY_ROWS):
            yield b"[" + b",".join(part) + b"]", len(part)
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield b"[" + b",".join(part) + b"]", len(part)


def groups_of(answer: Answer, count: int, address: Address) -> list[Group]:
    """The groups that an answer brings.

    Raises:
        RowError: The server refuses a row.
        ServerBusyError, ServerGoneError: Another try may help.
        AnswerError: The answer is not RLAR's.
    """
    if answer.status == 200:
        try:
            value = json.loads(answer.body)
        except ValueError as error:
            raise AnswerError(f"{address.url} answers with something that is not JSON: {answer.body[:120]!r}. Is this address RLAR's?") from error
        if not isinstance(value, list) or len(value) != count:
            raise AnswerError(f"{address.url} answers {count} rows with {str(value)[:120]}. Is it another version of RLAR?")
        return [group_of(item) for item in value]
    raise _error_of(answer, address)


def _error_of(answer: Answer, address: Address) -> RlarError:
    kind, message, field = "", "", None
    try:
        error = json.loads(answer.body)["error"]
        kind, message, field = error.get("type") or "", error.get("message") or "", error.get("field")
    except (AttributeError, KeyError, TypeError, ValueError):
        message = answer.body[:200].decode("utf-8", "replace").strip()
    said = f"{address.url} says {answer.status}{f' {kind}' if kind else ''}: {message or 'nothing more'}"
    if answer.status in (408, 425, 429, 503):
        return ServerBusyError(said, seconds_of(answer.headers.get("retry-after")))
    if answer.status in (500, 502, 504):
        return ServerGoneError(said)
    if answer.status in (401, 403):
        return RowError(f"{said} Set RLAR_TOKEN to the server's token, or give token=.", status=answer.status)
    if answer.status == 404 and kind != "not_found":
        return RowError(f"{said} Is this address RLAR's? RLAR_URL is the server's root, without {PATH}.", status=answer.status)
    return RowError(said, field, answer.status)


def gone(address: Address, cause: object) -> ServerGoneError:
    """The error for a server that cannot be reached."""
    return ServerGoneError(
        f"no reward server at {address.url}: {cause}. Start it with `rlar serve`, or set RLAR_URL to where it listens; a container needs an address that it can reach."
    )
