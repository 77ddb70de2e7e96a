"""What many tests need: the real directory, the site in this process, and the site as visitors meet it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from finder import build, create_app
from finder.build import Built
from finder.settings import Settings
from finder.understanding.meaning import Embedder
from tests import small_content
from tests.serving import Server, start_server, stop_server
from tests.small_content import Small
from tests.visitor import Visitor

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


@pytest.fixture(scope="session", autouse=True)
def counted_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Visits of tests are counted, as visits are, but not among those of people."""
    os.environ["FINDER_COUNTS"] = str(tmp_path_factory.mktemp("counts"))


@pytest.fixture(scope="session")
def settings(counted_apart: None) -> Settings:
    return Settings.from_environment()


@pytest.fixture(scope="session")
def built(settings: Settings) -> Built:
    """The real directory, as `make` has built it (or built here when content has changed since)."""
    name = build.build(settings.content, settings.builds)
    return build.open_build(settings.builds / name, Embedder())


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A small directory, with a service for each rule of who is shown what."""
    return small_content.small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def app(built: Built, settings: Settings) -> Flask:
    made = create_app(settings)
    made.test_client_class = Visitor
    return made


@pytest.fixture
def client(app: Flask) -> Visitor:
    """A visitor whose every answer is checked."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    return visitor


@pytest.fixture(scope="session")
def server(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("server"))
    yield running
    stop_server(running)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser. Playwright turns off the cache that Back reads from; visitors have it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_FLAGS, ignore_default_args=["--disable-back-forward-cache"]
        )
        yield browser
        browser.close()
