"""A site of a small directory whose records say what workers ask, for the tests of the worker's view and of what is handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from finder import create_app
from finder.settings import Settings
from tests import oruk_content, small_content, worker_content
from tests.visitor import Visitor


@pytest.fixture(scope="session")
def worker_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("workers")
    settings = Settings(content=worker_content.write(folder / "content"), var=folder / "var", site_url="https://waymark.example")
    small_content.made(settings.content, settings.builds)
    return settings


@pytest.fixture(scope="session")
def worker_app(worker_settings: Settings) -> Flask:
    app = create_app(worker_settings)
    app.test_client_class = Visitor
    return app


@pytest.fixture
def worker(worker_app: Flask) -> Visitor:
    visitor = worker_app.test_client()
    assert isinstance(visitor, Visitor)
    return visitor


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """A visitor of a site with a few services, among them one for each rule."""
    folder = tmp_path_factory.mktemp("oruk")
    content = small_content.write(folder / "content", special=True)
    small_content.add(content, "for-workers", oruk_content.FOR_WORKERS)
    small_content.add(content, "shy", oruk_content.SHY)
    settings = Settings(content=content, var=folder / "var")
    small_content.made(content, settings.builds)
    app = create_app(settings)
    app.test_client_class = Visitor
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    return visitor
