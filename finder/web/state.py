"""What the routes share: the settings, the live build and the store that forgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, g

from finder.build import Built
from finder.directory.problems import BrokenContent
from finder.live import Live
from finder.settings import DEFAULT_CONTENT, Settings
from finder.store import ExpiringStore
from finder.understanding.urgent import UrgentPhrases

Fields = dict[str, list[str]]
"""A form as it was posted."""


@dataclass(frozen=True, slots=True)
class Search:
    """A posted form, kept for a while; `before` is the id of the search it was made from."""

    fields: Fields
    before: str | None = None


class NoDirectory(Exception):
    """There is no build that opens: only the urgent lines can be shown."""


@dataclass(frozen=True)
class State:
    """`urgent` is read from the content itself, so that the urgent lines need no build."""

    settings: Settings
    live: Live
    searches: ExpiringStore[Search]
    urgent: UrgentPhrases

    @classmethod
    def of(cls, settings: Settings, live: Live, searches: ExpiringStore[Search]) -> State:
        try:
            urgent = UrgentPhrases.load(settings.content / "urgent")
        except BrokenContent:
            urgent = UrgentPhrases.load(DEFAULT_CONTENT / "urgent")
        return cls(settings, live, searches, urgent)

    def forget(self, stored: str | None) -> None:
        """Forget a search and all the searches it came from."""
        while stored:
            search = self.searches.get(stored)
            self.searches.forget(stored)
            stored = search.before if search else None


def state() -> State:
    found: State = current_app.extensions["waymark"]
    return found


def built() -> Built:
    """The build this request answers from: one for the whole request. Raises NoDirectory."""
    held: Any = g.get("built")
    if held is None:
        held = g.built = state().live.built()
    if held is None:
        raise NoDirectory
    result: Built = held
    return result


def has_directory() -> bool:
    try:
        built()
    except NoDirectory:
        return False
    return True
