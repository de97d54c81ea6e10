"""HTTP/1.1 without input and output: bytes of requests, and a reader of answers that is fed as bytes arrive.

Both clients share it. `http.client` parses headers with the e-mail package, which costs more than the server needs for an exact match.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from rlar._settings import Address
from rlar.errors import AnswerError

LARGEST_HEAD = 64 << 10
LARGEST_BODY = 1 << 30


class RequestWriter:
    """Writes requests to one address; their heads differ in the length of the body and in the time that the answer may take."""

    def __init__(self, address: Address, path: str, agent: str) -> None:
        host = f"[{address.host}]" if ":" in address.host else address.host
        lines = [
            f"Host: {host}:{address.port}",
            f"User-Agent: {agent}",
            "Accept: application/json",
            "Content-Type: application/json",
        ]
        if address.authorization:
            lines.append(f"Authorization: {address.authorization}")
        self._target = f"{address.path}{path}".encode("latin-1", "replace")
        self._head = "\r\n".join(lines).encode("latin-1", "replace")

    def request(self, body: bytes, seconds: float) -> bytes:
        """A request with what the caller has left: the server is told a little less, so that its answer comes in time."""
        deadline = max(0.1, seconds - min(1.0, seconds / 10))
        return b"POST %s&deadline=%.1f HTTP/1.1\r\n%s\r\nContent-Length: %d\r\n\r\n%s" % (self._target, deadline, self._head, len(body), body)


@dataclass
class Answer:
    """An answer.

    Attributes:
        status: The HTTP status.
        headers: By name in small letters; of a name that comes twice, the last.
        body: The whole body.
        keep: Whether the connection can be used again.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    keep: bool


class AnswerReader:
    """Reads one answer: `feed` it what arrives until it gives the answer back; `end` it where the server closes the connection."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._status = 0
        self._headers: dict[str, str] = {}
        self._keep = True
        self._length: Optional[int] = None  # None: up to the end of the connection
        self._chunked = False
        self._body = bytearray()
        self._in_body = False

    @property
    def started(self) -> bool:
        """Whether anything has arrived."""
        return self._in_body or bool(self._bytes)

    def feed(self, data: bytes) -> Optional[Answer]:
        self._bytes += data
        while not self._in_body:
            end = self._bytes.find(b"\r\n\r\n")
            if end < 0:
                if len(self._bytes) > LARGEST_HEAD:
                    raise AnswerError(f"the answer's headers are longer than {LARGEST_HEAD} bytes. Is this address RLAR's?")
                return None
            head = bytes(self._bytes[:end])
            del self._bytes[: end + 4]
            self._read_head(head)
        return self._read_body()

    def end(self) -> Optional[Answer]:
        """The connection is closed: the answer, if its end was to be told by that."""
        return self._answer(bytes(self._bytes), keep=False) if self._in_body and self._length is None and not self._chunked else None

    def _read_head(self, head: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        version, _, rest = lines[0].partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
            raise AnswerError(f"the answer is not HTTP: {lines[0][:80]!r}. Is this address RLAR's?")
        self._status = int(rest[:3])
        if self._status < 200:
            return  # an interim answer; the answer follows
        self._headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        connection = self._headers.get("connection", "").lower()
        self._keep = "close" not in connection and (version != "HTTP/1.0" or "keep-alive" in connection)
        self._chunked = "chunked" in self._headers.get("transfer-encoding", "").lower()
        length = self._headers.get("content-length")
        if length is not None and not self._chunked:
            if not length.isdigit() or int(length) > LARGEST_BODY:
                raise AnswerError(f"the answer's length is {length[:40]!r} bytes. Is this address RLAR's?")
            self._length = int(length)
        elif self._status in (204, 304):
            self._length = 0
        self._in_body = True

    def _read_body(self) -> Optional[Answer]:
        if self._chunked:
            return self._read_chunks()
        if self._length is not None and len(self._bytes) >= self._length:
            return self._answer(bytes(self._bytes[: self._length]), self._keep and len(self._bytes) == self._length)
        if len(self._bytes) > LARGEST_BODY:
            raise AnswerError(f"the answer is longer than {LARGEST_BODY} bytes. Is this address RLAR's?")
        return None

    def _read_chunks(self) -> Optional[Answer]:
        while True:
            end = self._bytes.find(b"\r\n")
            if end < 0:
                return None
            try:
                size = int(bytes(self._bytes[:end]).partition(b";")[0], 16)
            except ValueError as error:
                raise AnswerError("a chunk of the answer has no size. Is this address RLAR's?") from error
            if size == 0:
                # The trailer: header lines up to an empty one.
                last = self._bytes.find(b"\r\n\r\n", end)
                return self._answer(bytes(self._body), self._keep and last + 4 == len(self._bytes)) if last >= 0 else None
            if size < 0 or len(self._body) + size > LARGEST_BODY:
                raise AnswerError(f"the answer is longer than {LARGEST_BODY} bytes. Is this address RLAR's?")
            if len(self._bytes) < end + 2 + size + 2:
                return None
            self._body += self._bytes[end + 2 : end + 2 + size]
            del self._bytes[: end + 2 + size + 2]

    def _answer(self, body: bytes, keep: bool) -> Answer:
        return Answer(self._status, self._headers, body, keep)
