"""A real assistant of this folder's own, which its tests stop, kill and start again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.conftest import BOT, Rasa, start, stop


class Assistants:
    """`running` is the one that runs now; a new one when a test has killed the last."""

    def __init__(self, folder: pytest.TempPathFactory) -> None:
        self._folder = folder
        self._held: Rasa | None = None

    @property
    def running(self) -> Rasa:
        if self._held is None or self._held.process.poll() is not None:
            self._held = start(self._folder.mktemp("assistant") / "printed.log")
        return self._held

    def stop(self) -> None:
        if self._held:
            stop(self._held)


@pytest.fixture(scope="session")
def assistants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistants]:
    if not (BOT / ".venv/bin/rasa").exists():
        pytest.skip("there is no Python 3.10 here, so no assistant: the site runs in its simple mode")
    kept = Assistants(tmp_path_factory)
    yield kept
    kept.stop()
