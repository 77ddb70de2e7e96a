"""Redis alone, and several machines: each started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from finder.build import Built
from tests.bot.conftest import BOT
from tests.scale.machines import Machines, RedisServer


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis") / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def running(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Two replicas of the site and two assistants, behind nginx, with one Redis."""
    if not (BOT / ".venv/bin/rasa").exists():
        pytest.skip("there is no Python 3.10 here, so no assistant: the site runs in its simple mode")
    with Machines(tmp_path_factory.mktemp("machines")) as machines:
        yield machines


@pytest.fixture
def machines(running: Machines) -> Iterator[Machines]:
    yield running
    running.mend()
