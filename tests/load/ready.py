"""How long `make run` takes on a tree that is set up: until the site answers, and until the assistant has joined."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from finder.settings import ROOT
from tests.serving import free_port

LONGEST = 180
"""Seconds that the assistant is waited for."""


def until_ready() -> tuple[float | None, float | None]:
    """Seconds until the site was ready, and until the assistant was; None for what did not come."""
    port, begun = free_port(), time.monotonic()
    environment = {**os.environ, "PORT": str(port), "BOT_PORT": str(free_port())}
    process = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    site: float | None = None
    try:
        while time.monotonic() - begun < LONGEST and process.poll() is None:
            told = _health(port)
            if told.get("ready") and site is None:
                site = time.monotonic() - begun
            if told.get("assistant") == "ready":
                return site, time.monotonic() - begun
            time.sleep(0.1)
        return site, None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _health(port: int) -> dict[str, object]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2) as answer:
            return dict(json.load(answer))
    except (urllib.error.URLError, OSError, ValueError):
        return {}
