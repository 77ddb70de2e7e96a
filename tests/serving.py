"""The site as visitors meet it: gunicorn in a process of its own, started and stopped as `make run` does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from finder.settings import ROOT

STARTS_WITHIN = 180
"""Seconds, on a busy machine."""


@dataclass(frozen=True)
class Server:
    """A running site: its address, its process, and the file that takes all it prints."""

    url: str
    process: subprocess.Popen[bytes]
    printed: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def output(self) -> str:
        return self.printed.read_text(errors="replace")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start_server(folder: Path, app: str = "wsgi:app", port: int | None = None, **environment: str) -> Server:
    """The site under gunicorn, exactly as `make run` starts it, on a free port or this one."""
    port = port or free_port()
    printed = folder / f"site-{port}.log"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            ["deploy/start_site.sh", app],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", process, printed)
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{server.url}/health/live", timeout=2):
                return server
        except urllib.error.HTTPError:
            return server
        except OSError:
            assert process.poll() is None, server.output()
            time.sleep(0.1)
    stop_server(server)
    raise AssertionError(server.output())


def stop_server(server: Server) -> int:
    """Ask it to stop as an operator's system would; its exit status."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
    return server.process.wait(timeout=15)
