"""The client for asyncio. A call that is cancelled hangs up, and the server stops its work."""

from __future__ import annotations

import asyncio
import ssl
import time
from typing import Optional

from rlar._exchange import AGENT, TARGET, Rows, bodies, gone, groups_of
from rlar._http import Answer, AnswerReader, RequestWriter
from rlar._settings import DEFAULT_BUDGET, address_of
from rlar._tries import Tries
from rlar.errors import TransientError
from rlar.results import Group

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 90.0


class AsyncClient:
    """Scores rows on a server from coroutines of one event loop.

    Args:
        url: Where the server listens; default RLAR_URL.
        token: The server's token; default RLAR_TOKEN.
        budget: Seconds that one call may take, all tries and the wait for a connection together.
        gone_after: Seconds that a server which does not answer at all is waited for.
        connections: Connections at a time; further calls wait.
    """

    def __init__(
        self,
        url: Optional[str] = None,
        token: Optional[str] = None,
        *,
        budget: float = DEFAULT_BUDGET,
        gone_after: float = 15.0,
        connections: int = 64,
    ) -> None:
        self._address = address_of(url, token)
        self._writer = RequestWriter(self._address, TARGET, AGENT)
        self._tls = ssl.create_default_context() if self._address.tls else None
        self._budget = budget
        self._gone_after = gone_after
        self._connections = connections
        self._places: Optional[asyncio.Semaphore] = None
        self._idle: list[_Stream] = []

    async def score(self, rows: Rows, *, budget: Optional[float] = None) -> list[Group]:
        """Scores rows: a list gives a list in its order, one row a list of one. The errors are those of `Client.score`."""
        tries = Tries(self._budget if budget is None else budget, self._gone_after)
        groups: list[Group] = []
        for body, count in bodies(rows):
            groups += await self._score(body, count, tries)
        return groups

    async def close(self) -> None:
        """Closes the connections that no call uses."""
        while self._idle:
            self._idle.pop().close()

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _score(self, body: bytes, count: int, tries: Tries) -> list[Group]:
        request = self._writer.request(body, tries.left())
        if self._places is None:
            self._places = asyncio.Semaphore(self._connections)
        while True:
            try:
                async with self._places:
                    answer = await self._send(request, tries)
                return groups_of(answer, count, self._address)
            except TransientError as error:
                pause = tries.pause(error)
            await asyncio.sleep(pause)

    async def _send(self, request: bytes, tries: Tries) -> Answer:
        while True:
            stream = self._take()
            fresh = stream is None
            try:
                if stream is None:
                    opening = asyncio.open_connection(self._address.host, self._address.port, ssl=self._tls)
                    stream = _Stream(*await asyncio.wait_for(opening, min(tries.left(), CONNECT_SECONDS)))
                answer = await stream.exchange(request, tries.left())
            except (OSError, asyncio.TimeoutError) as error:
                _close(stream)
                tries.left()  # the call's time may be what is over
                if fresh:
                    raise gone(self._address, str(error) or f"no connection within {CONNECT_SECONDS:.0f} s") from error
                continue  # a kept connection that the server has closed meanwhile says nothing about the server
            except BaseException:
                _close(stream)
                raise
            if answer.keep:
                stream.used = time.monotonic()
                self._idle.append(stream)
            else:
                stream.close()
            return answer

    def _take(self) -> Optional["_Stream"]:
        while self._idle:
            stream = self._idle.pop()
            if time.monotonic() - stream.used < IDLE_SECONDS:
                return stream
            stream.close()
        return None


def _close(stream: Optional["_Stream"]) -> None:
    if stream is not None:
        stream.close()


class _Stream:
    """A connection, used by one call at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.used = 0.0
        self._reader = reader
        self._writer = writer

    async def exchange(self, request: bytes, seconds: float) -> Answer:
        """The answer. After so many seconds the connection is closed, which ends the wait: that costs less than a task a call, which wait_for makes."""
        end = asyncio.get_running_loop().call_later(seconds + 0.001, self.close)
        try:
            return await self._exchange(request)
        finally:
            end.cancel()

    async def _exchange(self, request: bytes) -> Answer:
        reader = AnswerReader()
        self._writer.write(request)
        refused: Optional[OSError] = None
        try:
            await self._writer.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            refused = error  # a server that refuses a body may answer before it has read it
        while True:
            data = await self._reader.read(65536)
            answer = reader.feed(data) if data else reader.end()
            if answer is not None:
                answer.keep = answer.keep and refused is None
                return answer
            if not data:
                raise refused or ConnectionResetError("the server closed the connection before its answer" if not reader.started else "the answer broke off")

    def close(self) -> None:
        try:
            self._writer.close()
        except RuntimeError:
            pass  # its loop is closed already, and the connection with it
