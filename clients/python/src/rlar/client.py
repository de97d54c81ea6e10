"""Clients of a reward server: one for threads, one for asyncio."""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections import deque
from typing import Optional

from rlar._exchange import AGENT, TARGET, Rows, bodies, gone, groups_of
from rlar._http import Answer, AnswerReader, RequestWriter
from rlar._settings import DEFAULT_BUDGET, Address, address_of
from rlar._tries import Tries
from rlar.async_client import AsyncClient
from rlar.errors import DeadlineError, TransientError
from rlar.results import Group

__all__ = ["AsyncClient", "Client"]

CONNECT_SECONDS = 10.0

# Kestrel closes a connection that was idle for 130 s; one that may be closed already costs a try.
IDLE_SECONDS = 90.0


class Client:
    """Scores rows on a server. Any number of threads may share one: each call has a connection of its own, which is kept for the next.

    Args:
        url: Where the server listens; default RLAR_URL.
        token: The server's token; default RLAR_TOKEN.
        budget: Seconds that one call may take, all tries together.
        gone_after: Seconds that a server which does not answer at all is waited for.
    """

    def __init__(self, url: Optional[str] = None, token: Optional[str] = None, *, budget: float = DEFAULT_BUDGET, gone_after: float = 15.0) -> None:
        self._address = address_of(url, token)
        self._writer = RequestWriter(self._address, TARGET, AGENT)
        self._tls = ssl.create_default_context() if self._address.tls else None
        self._budget = budget
        self._gone_after = gone_after
        self._idle: deque[_Connection] = deque()
        self._process = os.getpid()

    def score(self, rows: Rows, *, budget: Optional[float] = None) -> list[Group]:
        """Scores rows: a list gives a list in its order, one row a list of one.

        Raises:
            RowError: A row is refused; its field says which.
            ServerGoneError, ServerBusyError, DeadlineError: No answer within the budget.
            AnswerError: What answers is not RLAR.
        """
        tries = Tries(self._budget if budget is None else budget, self._gone_after)
        groups: list[Group] = []
        for body, count in bodies(rows):
            groups += self._score(body, count, tries)
        return groups

    def close(self) -> None:
        """Closes the connections that no call uses."""
        while self._idle:
            self._idle.pop().close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _score(self, body: bytes, count: int, tries: Tries) -> list[Group]:
        request = self._writer.request(body, tries.left())
        while True:
            try:
                return groups_of(self._send(request, tries), count, self._address)
            except TransientError as error:
                time.sleep(tries.pause(error))

    def _send(self, request: bytes, tries: Tries) -> Answer:
        while True:
            connection = self._take()
            fresh = connection is None
            try:
                if connection is None:
                    connection = _Connection(self._address, self._tls, min(tries.left(), CONNECT_SECONDS))
                answer = connection.exchange(request, tries)
            except DeadlineError:
                _close(connection)
                raise
            except OSError as error:
                _close(connection)
                if fresh:
                    raise gone(self._address, error) from error
                continue  # a kept connection that the server has closed meanwhile says nothing about the server
            except BaseException:
                _close(connection)
                raise
            if answer.keep:
                connection.used = time.monotonic()
                self._idle.append(connection)
            else:
                connection.close()
            return answer

    def _take(self) -> Optional["_Connection"]:
        if self._process != os.getpid():
            # After a fork these are the parent's too: they are left to it.
            self._idle = deque()
            self._process = os.getpid()
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return None
            if time.monotonic() - connection.used < IDLE_SECONDS:
                return connection
            connection.close()


def _close(connection: Optional["_Connection"]) -> None:
    if connection is not None:
        connection.close()


class _Connection:
    """A connection, used by one call at a time."""

    def __init__(self, address: Address, tls: Optional[ssl.SSLContext], seconds: float) -> None:
        self.used = 0.0
        self._socket = socket.create_connection((address.host, address.port), timeout=seconds)
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if tls is not None:
                self._socket = tls.wrap_socket(self._socket, server_hostname=address.host)
        except BaseException:
            self._socket.close()
            raise

    def exchange(self, request: bytes, tries: Tries) -> Answer:
        reader = AnswerReader()
        refused: Optional[OSError] = None
        try:
            self._socket.settimeout(tries.left())
            self._socket.sendall(request)
        except socket.timeout:
            tries.left()
            raise
        except (BrokenPipeError, ConnectionResetError) as error:
            refused = error  # a server that refuses a body may answer before it has read it
        while True:
            try:
                self._socket.settimeout(tries.left())
                data = self._socket.recv(65536)
            except socket.timeout:
                continue  # `left` says that it is over
            answer = reader.feed(data) if data else reader.end()
            if answer is not None:
                answer.keep = answer.keep and refused is None
                return answer
            if not data:
                raise refused or ConnectionResetError("the server closed the connection before its answer" if not reader.started else "the answer broke off")

    def close(self) -> None:
        self._socket.close()
