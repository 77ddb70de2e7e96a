"""Stands between the site and the real assistant, and spoils what comes back, one way for each call, as it was told."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[[socket.socket, bytes], None]
"""What to send to the site, given the assistant's own answer."""

PATIENCE = 10
"""Seconds that a spoiled answer may take: longer than the site waits for any."""


def through(line: socket.socket, answer: bytes) -> None:
    line.sendall(answer)


def an_error(line: socket.socket, answer: bytes) -> None:
    line.sendall(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\noh no")


def an_empty_list(line: socket.socket, answer: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]")


def half_of_it(line: socket.socket, answer: bytes) -> None:
    line.sendall(answer[: answer.index(b"\r\n\r\n") + 4 + len(answer.partition(b"\r\n\r\n")[2]) // 2])


def garbage(line: socket.socket, answer: bytes) -> None:
    line.sendall(bytes(range(256)) * 20)


def another_plan(line: socket.socket, answer: bytes) -> None:
    """Well formed, and nothing that the site knows: services that do not exist, a question nobody asks."""
    body = b'{"steps": [{"kind": "services", "ids": ["no-such-service"]}], "asks": "shoe size", "ends": false, "clears": ["everything"]}'
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


def a_byte_now_and_then(line: socket.socket, answer: bytes) -> None:
    until = time.monotonic() + PATIENCE
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while time.monotonic() < until:
        line.sendall(b" ")
        time.sleep(0.2)


def silence(line: socket.socket, answer: bytes) -> None:
    line.settimeout(PATIENCE)
    line.recv(1)  # ends when the site hangs up


def hung_up(line: socket.socket, answer: bytes) -> None:
    """Nothing: as when the assistant crashes on what it was told."""


FAULTS: tuple[Answer, ...] = (
    an_error, an_empty_list, half_of_it, garbage, another_plan, a_byte_now_and_then, silence, hung_up,
)  # fmt: skip


class Proxy:
    """`port`: where the site finds it. `calls`: how many messages came. What is not told goes through as it is."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._next: deque[Answer] = deque()
        self._always: Answer = through
        self.calls = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def then(self, *answers: Answer) -> None:
        """Spoil the next messages so, one after the other."""
        self._next.extend(answers)

    def always(self, answer: Answer) -> None:
        self._next.clear()
        self._always = answer

    def close(self) -> None:
        self._listening.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            line.settimeout(PATIENCE)
            asked = _whole(line)
            answer: Answer = through
            if asked.startswith(b"POST"):
                self.calls += 1
                answer = self._next.popleft() if self._next else self._always
            answer(line, self._asked(asked))

    def _asked(self, asked: bytes) -> bytes:
        """The assistant's own answer; nothing when it gives none."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._to), timeout=PATIENCE) as on:
            on.sendall(asked)
            return b"".join(iter(lambda: on.recv(65536), b""))
        return b""


def _whole(line: socket.socket) -> bytes:
    """One request: its head, and as much of a body as the head says."""
    asked = b""
    while b"\r\n\r\n" not in asked:
        asked += line.recv(65536) or b"\r\n\r\n"
    length = re.search(rb"content-length: (\d+)", asked, re.I)
    wanted = asked.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
    while len(asked) < wanted:
        asked += line.recv(65536) or b" " * (wanted - len(asked))
    return asked


@contextmanager
def before(port: int) -> Iterator[Proxy]:
    """A proxy in front of the assistant at this port."""
    proxy = Proxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
