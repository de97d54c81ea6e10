"""What the client costs a call: its time beside that of http.client and of a bare socket, which is the server's time and the kernel's.

    RLAR_URL=http://127.0.0.1:8100 python clients/python/bench/overhead.py [--calls 3000]

Rounds of all ways are interleaved, so that a busy machine is as unkind to one as to another; given is the median of the calls, and the range of the
rounds' medians.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import socket
import statistics
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from rlar import AsyncClient, Client  # noqa: E402
from rlar._exchange import AGENT, TARGET  # noqa: E402
from rlar._http import AnswerReader, RequestWriter  # noqa: E402
from rlar._settings import address_of  # noqa: E402

ROW = {
    "id": "a",
    "prompt": "A baker makes 12 trays of 8 rolls and sells 70 rolls. How many are left?",
    "reference": "26",
    "tool": "exact-match",
    "completions": ["26"],
}
ROUNDS = 10


def bare_socket(address, calls):
    request = RequestWriter(address, TARGET, AGENT).request(json.dumps([ROW]).encode(), 120)
    with socket.create_connection((address.host, address.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(calls):
            start = time.perf_counter()
            connection.sendall(request)
            reader = AnswerReader()
            while reader.feed(connection.recv(65536)) is None:
                pass
            yield time.perf_counter() - start


def http_client(address, calls):
    connection = http.client.HTTPConnection(address.host, address.port)
    for _ in range(calls):
        start = time.perf_counter()
        connection.request("POST", f"{TARGET}&deadline=119.0", json.dumps([ROW]), {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        assert answer[0]["rewards"] == [1]
        yield time.perf_counter() - start
    connection.close()


def client(address, calls):
    with Client(address.url) as own:
        for _ in range(calls):
            start = time.perf_counter()
            assert own.score(ROW)[0].rewards == [1.0]
            yield time.perf_counter() - start


def async_client(address, calls):
    async def work():
        times = []
        async with AsyncClient(address.url) as own:
            for _ in range(calls):
                start = time.perf_counter()
                assert (await own.score(ROW))[0].rewards == [1.0]
                times.append(time.perf_counter() - start)
        return times

    return asyncio.run(work())


def threads_together(way, address, calls, count=32):
    """Calls a second of so many threads."""
    threads = [threading.Thread(target=lambda: list(way(address, calls // count))) for _ in range(count)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return calls // count * count / (time.perf_counter() - start)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--url")
    arguments.add_argument("--calls", type=int, default=3000)
    given = arguments.parse_args()
    address = address_of(given.url)
    ways = {"bare socket": bare_socket, "http.client": http_client, "rlar.Client": client, "rlar.AsyncClient": async_client}
    for way in ways.values():
        list(way(address, 200))
    rounds = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            rounds[name].append([seconds * 1e6 for seconds in way(address, given.calls // ROUNDS)])
    print(f"Python {sys.version.split()[0]}, {given.calls} calls one after another, one row of one completion, microseconds a call")
    floor = statistics.median(value for one in rounds["bare socket"] for value in one)
    for name, values in rounds.items():
        median = statistics.median(value for one in values for value in one)
        medians = sorted(statistics.median(one) for one in values)
        print(f"  {name:18} {median:7.0f}   ({medians[0]:.0f} to {medians[-1]:.0f})   over the bare socket {median - floor:6.0f}")
    print("32 threads, calls a second")
    for name in ("bare socket", "http.client", "rlar.Client"):
        print(f"  {name:18} {threads_together(ways[name], address, given.calls):7.0f}")
    with Client(address.url) as own:
        rows = [{**ROW, "id": str(number), "completions": ["26"] * 8} for number in range(512)]
        own.score(rows)
        start = time.perf_counter()
        own.score(rows)
        print(f"512 rows of 8 completions in one call: {len(rows) * 8 / (time.perf_counter() - start):.0f} completions a second")


if __name__ == "__main__":
    main()
