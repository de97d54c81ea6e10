"""A server of scripted answers, for what RLAR's own does not do: it misbehaves as told, an entry of the script a request."""

from __future__ import annotations

import json
import socket
import threading
import time

GOOD = b'[{"id":"a","rewards":[1.0],"outcomes":[{"status":"scored","value":1.0,"reason":"same"}]}]'


def answer(status: int, body: bytes = GOOD, *headers: str) -> bytes:
    head = "".join(f"{header}\r\n" for header in (f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers))
    return head.encode() + b"\r\n" + body


def error(status: int, kind: str, message: str, *headers: str, field: str | None = None) -> bytes:
    return answer(status, json.dumps({"error": {"type": kind, "message": message, **({"field": field} if field else {})}}).encode(), *headers)


class ScriptedServer:
    """Entries: bytes to send; None closes the connection without an answer; (bytes, "close") sends and closes; a number waits so many seconds."""

    def __init__(self, *script) -> None:
        self._script = list(script)
        self._lock = threading.Lock()
        self.requests: list[bytes] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection:
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    part = connection.recv(65536)
                    if not part:
                        return
                    data += part
                head, _, data = data.partition(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                while len(data) < length:
                    data += connection.recv(65536)
                body, data = data[:length], data[length:]
                with self._lock:
                    self.requests.append(head + b"\r\n\r\n" + body)
                    step = self._script.pop(0) if self._script else answer(200)
                if isinstance(step, (int, float)):
                    time.sleep(step)
                elif step is None:
                    return
                elif isinstance(step, tuple):
                    connection.sendall(step[0])
                    return
                else:
                    connection.sendall(step)
