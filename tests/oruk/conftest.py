"""A small content folder to import into, and the site's commands on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from finder import create_app, fetch
from finder.settings import Settings
from tests import small_content


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at once; everything else is as an editor has it."""
    monkeypatch.setattr(fetch, "PAUSE", 0.01)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content.write(tmp_path / "content")


@pytest.fixture
def app(content: Path, tmp_path: Path) -> Flask:
    return create_app(Settings(content=content, var=tmp_path / "var"))
