"""A real Rasa for the tests of the assistant: started once, from the trained model, on a port of its own."""

from __future__ import annotations

import base64
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

BOT = Path(__file__).resolve().parents[2] / "bot"
DOOR = "/webhooks/waymark/"
STARTS_WITHIN = 300
"""Seconds, on a busy machine."""


@dataclass(frozen=True)
class Rasa:
    """A running assistant: where it listens, its process, and the file that takes all it prints."""

    port: int
    process: subprocess.Popen[bytes]
    printed: Path

    def call(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        """Status, and the JSON of the answer (None for an empty one)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, DOOR + path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read()
            return response.status, json.loads(text) if text else None
        finally:
            connection.close()

    def say(self, sender: str, text: str = "", did: str = "typed", known: dict[str, Any] | None = None, vector: bytes | None = None) -> Any:
        """The plan that answers one message; fails unless there is one."""
        asked = {"sender": sender, "text": text, "did": did, "entities": known or {}}
        if vector is not None:
            asked["vector"] = base64.b64encode(vector).decode()
        status, plan = self.call("POST", "webhook", json.dumps(asked).encode())
        assert status == 200, plan
        return plan

    def output(self) -> str:
        return self.printed.read_text(errors="replace")


def new_talk() -> str:
    return secrets.token_urlsafe(16)


def start(printed: Path, **environment: str) -> Rasa:
    """An assistant as `make run` starts it, on a free port. `environment`: what is set beside BOT_PORT."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with printed.open("wb") as out:
        settings = {**os.environ, "BOT_PORT": str(port), **environment}
        process = subprocess.Popen([BOT / "run.sh"], stdout=out, stderr=subprocess.STDOUT, env=settings, start_new_session=True)
    rasa = Rasa(port, process, printed)
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            if rasa.call("GET", "health")[0] == 200:
                return rasa
        except OSError:
            time.sleep(0.3)
    stop(rasa)
    pytest.fail("Rasa did not start:\n" + rasa.output()[-2000:])


def stop(rasa: Rasa) -> None:
    if rasa.process.poll() is None:
        os.killpg(rasa.process.pid, signal.SIGTERM)
        try:
            rasa.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(rasa.process.pid, signal.SIGKILL)
            rasa.process.wait()


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    if not (BOT / ".venv/bin/rasa").exists():
        pytest.skip("there is no Python 3.10 here, so no assistant: the site runs in its simple mode")
    assert (BOT / "models/waymark.tar.gz").exists(), "train the assistant first: bot/train.sh"
    running = start(tmp_path_factory.mktemp("rasa") / "printed.log")
    yield running
    stop(running)
