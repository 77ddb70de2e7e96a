"""The site under load as visitors meet it: gunicorn with its own settings, and wrk with many clients at once."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from finder.directory.content import short_code
from tests.load import processes
from tests.serving import Server, start_server, stop_server

SCRIPT = Path(__file__).with_name("visit.lua")
CLIENTS = (1, 16, 64)
DRAIN, QUICK = 60.0, 0.05
"""Seconds: the longest wait for a site to be idle, and how soon it then answers."""
PAGES = {
    "home": "/",
    "find: post by htmx": "htmx",
    "find: form, 303, page": "form",
    "find with words (one embedding)": "words",
    "a service": f"/service/{short_code('childline')}",
    "rights": "/guide",
    "chat (without the assistant)": "chat",
}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Load:
    """Requests a second, the middle and the slowest twentieth of answers in milliseconds, and answers that failed."""

    rate: float
    p50: float
    p95: float
    errors: int


@dataclass(frozen=True)
class Site:
    """`loads`: by page and number of clients. `found`, `fixed`: requests a second of a search, and of its page from a fixed list."""

    loads: dict[tuple[str, int], Load]
    empty: Load
    found: float
    fixed: float
    memory: float


@contextmanager
def serving(app: str = "wsgi:app", **environment: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        server = start_server(Path(folder), app, **environment)
        try:
            yield server
        finally:
            stop_server(server)


def wrk(server: Server, visit: str, clients: int, seconds: float) -> Load:
    """`visit`: a path to get, or a kind of visit in `visit.lua`. Raises CalledProcessError."""
    wait_until_idle(server)
    command = ["wrk", "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "-s", str(SCRIPT), server.url, "--", visit]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    said = json.loads(printed.strip().splitlines()[-1])
    return Load(said["requests"] / said["seconds"], said["p50"], said["p95"], said["errors"])


def wait_until_idle(server: Server) -> None:
    """Requests that an earlier run left waiting must not count against the next."""
    until, quick = time.monotonic() + DRAIN, 0
    while time.monotonic() < until and quick < 3:
        begun = time.monotonic()
        with urllib.request.urlopen(f"{server.url}/health/live", timeout=DRAIN):
            quick = quick + 1 if time.monotonic() - begun < QUICK else 0


def measure(seconds: float, say: Say, **environment: str) -> Site:
    """`seconds` for each page and number of clients. `environment`: of the site, such as where its directory is."""
    no_assistant = {"BOT_PORT": "9", **environment}
    loads = {}
    with serving(**no_assistant) as server:
        for visit in PAGES.values():
            wrk(server, visit, 1, 1)
        for clients in CLIENTS:
            for name, visit in PAGES.items():
                loads[name, clients] = wrk(server, visit, clients, seconds)
                say(f"{name}, {clients} clients: {loads[name, clients].rate:.0f} a second")
        memory = processes.largest(server.process.pid)
    with serving("tests.load.empty:app") as server:
        empty = wrk(server, "/", 16, seconds)
    found, fixed = [], []
    with serving("tests.load.fixed:app", **no_assistant) as server:
        for visit in ("htmx", "fixed"):
            wrk(server, visit, 1, 1)
        for _ in range(3):
            found.append(wrk(server, "htmx", 16, seconds).rate)
            fixed.append(wrk(server, "fixed", 16, seconds).rate)
    return Site(loads, empty, sorted(found)[1], sorted(fixed)[1], memory)
