"""What many tests need: the real directory, the site in this process, and the site as visitors meet it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder import build, create_app
from finder.build import Built
from finder.settings import ROOT, Settings
from finder.understanding.meaning import Embedder

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OUTPUT = ROOT / "tests" / "output"
"""Where browser tests leave pictures for a person to look at."""


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()


@pytest.fixture(scope="session")
def built(settings: Settings) -> Built:
    """The real directory, as `make` has built it (or built here when content has changed since)."""
    name = build.build(settings.content, settings.builds)
    return build.open_build(settings.builds / name, Embedder())


@pytest.fixture(scope="session")
def app(built: Built, settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass(frozen=True)
class Server:
    """A running site: its address, its process, and the file that takes all it prints."""

    url: str
    process: subprocess.Popen[bytes]
    printed: Path

    def output(self) -> str:
        return self.printed.read_text(errors="replace")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start_server(folder: Path, **environment: str) -> Server:
    """The site under gunicorn, exactly as `make run` starts it, on a free port."""
    port = free_port()
    printed = folder / f"site-{port}.log"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", process, printed)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{server.url}/health/live", timeout=2):
                return server
        except urllib.error.HTTPError:
            return server
        except OSError:
            assert process.poll() is None, server.output()
            time.sleep(0.1)
    raise AssertionError(server.output())


def stop_server(server: Server) -> int:
    """Ask it to stop as an operator's system would; its exit status."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
    return server.process.wait(timeout=15)


@pytest.fixture(scope="session")
def server(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("server"))
    yield running
    stop_server(running)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
