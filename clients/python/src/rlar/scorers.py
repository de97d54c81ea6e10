"""The scorer that adapters share in a process: a server's client where one is named, else a child."""

from __future__ import annotations

import asyncio
import os
from typing import Optional, Union

from rlar._exchange import Row, Rows
from rlar._settings import has_address
from rlar.async_client import AsyncClient
from rlar.client import Client
from rlar.local import Local
from rlar.results import Group

_clients: dict[tuple, Client] = {}
_locals: dict[str, Local] = {}
_async_clients: dict[asyncio.AbstractEventLoop, dict[tuple, AsyncClient]] = {}


def scorer(url: Optional[str] = None, token: Optional[str] = None) -> Union[Client, Local]:
    """The process's client for a server (url, else RLAR_URL), or, where none is named, its child."""
    if not has_address(url):
        return _local()
    key = _key(url, token)
    return _clients.get(key) or _clients.setdefault(key, Client(url, token))


def score_rows(rows: Rows, *, url: Optional[str] = None, token: Optional[str] = None, budget: Optional[float] = None) -> list[Group]:
    """Scores rows with `scorer`."""
    return scorer(url, token).score(rows, budget=budget)


async def score_rows_async(rows: Rows, *, url: Optional[str] = None, token: Optional[str] = None, budget: Optional[float] = None) -> list[Group]:
    """`score_rows` for coroutines: with a client of the running loop, or the child."""
    if not has_address(url):
        return await _local().score_async(rows, budget=budget)
    clients = _clients_of(asyncio.get_running_loop())
    key = _key(url, token)
    client = clients.get(key) or clients.setdefault(key, AsyncClient(url, token))
    return await client.score(rows, budget=budget)


def score(row: Row, *, url: Optional[str] = None, token: Optional[str] = None, budget: Optional[float] = None) -> Group:
    """Scores one row."""
    return score_rows(row, url=url, token=token, budget=budget)[0]


async def score_async(row: Row, *, url: Optional[str] = None, token: Optional[str] = None, budget: Optional[float] = None) -> Group:
    """Scores one row from a coroutine."""
    return (await score_rows_async(row, url=url, token=token, budget=budget))[0]


def _clients_of(loop: asyncio.AbstractEventLoop) -> dict[tuple, AsyncClient]:
    """A loop's clients. Those of loops that are closed go: a trainer may call asyncio.run at each step, and each client has connections."""
    clients = _async_clients.get(loop)
    if clients is None:
        for other in list(_async_clients):
            if other.is_closed():
                _async_clients.pop(other, None)
        clients = _async_clients.setdefault(loop, {})
    return clients


def _local() -> Local:
    program = os.environ.get("RLAR_PROGRAM", "")
    return _locals.get(program) or _locals.setdefault(program, Local())


def _key(url: Optional[str], token: Optional[str]) -> tuple:
    return (url or os.environ.get("RLAR_URL"), token or os.environ.get("RLAR_TOKEN"))
