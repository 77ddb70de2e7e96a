"""Redis alone, and several machines: each started once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from finder.build import Built
from tests.bot.conftest import BOT, start, stop
from tests.scale.machines import Machines, Nginx, RedisServer
from tests.serving import free_port, stop_server


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
    folder = tmp_path_factory.mktemp("machines")
    redis = RedisServer(folder / "redis")
    redis.start()
    with ThreadPoolExecutor(2) as pool:
        starting = [pool.submit(start, folder / f"assistant-{name}.log", BOT_REDIS_URL=redis.url(1)) for name in "ab"]
        assistants = [one.result() for one in starting]
    nginx = Nginx(folder / "nginx", (free_port(), free_port()), tuple(one.port for one in assistants))
    nginx.start()
    machines = Machines(folder, redis, nginx, [], assistants)
    machines.sites = [machines.site(port) for port in nginx.sites]
    yield machines
    for site in machines.sites:
        stop_server(site)
    nginx.stop()
    for assistant in assistants:
        stop(assistant)
    redis.stop()


@pytest.fixture
def machines(running: Machines) -> Iterator[Machines]:
    yield running
    running.mend()
