"""What the routes share: the settings, the live build and the stores that forget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app, g

from finder.build import Built
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Talk
from finder.chat.talks import MOST, Assistant, Talks
from finder.count_files import CountFiles
from finder.directory.problems import BrokenContent
from finder.directory.reports import Reports
from finder.live import Live
from finder.needs import UrgentKind
from finder.rights.easy import Easy
from finder.settings import DEFAULT_CONTENT, Settings
from finder.store import ExpiringStore, Store
from finder.understanding.contacts import Card
from finder.understanding.signing import Signing
from finder.understanding.urgent_content import read_cards

T = TypeVar("T")
Fields = dict[str, list[str]]
"""A form as it was posted."""


@dataclass(frozen=True, slots=True)
class Search:
    """A posted form, kept for a while; `before` is the id of the search or the talk it was made from."""

    fields: Fields
    before: str | None = None


class NoDirectory(Exception):
    """There is no build that opens: only the urgent lines can be shown."""


@dataclass(frozen=True)
class State:
    """`cards` (of what is urgent), `easy` and `signing` are read from the content itself, so that they need no build.

    A visit keeps searches and a talk, each knowing the id of the one before it: one id leads to all of them.
    """

    settings: Settings
    live: Live
    searches: Store[Search]
    cards: Mapping[UrgentKind, Card]
    talks: Talks
    reports: Reports
    counts: CountFiles
    easy: Easy | None
    signing: Signing | None

    @classmethod
    def of(cls, settings: Settings, live: Live, assistant: Assistant) -> State:
        def read(load: Callable[[Path], T]) -> T:
            """What a content folder says; what ours says where that is broken, missing or cannot be read."""
            try:
                return load(settings.content)
            except (BrokenContent, OSError):
                return load(DEFAULT_CONTENT)

        def if_whole(load: Callable[[Path], T]) -> T | None:
            """As `read`; nothing where both are broken, for the rest of the site stands without it."""
            try:
                return read(load)
            except (BrokenContent, OSError):
                return None

        cards = read(lambda folder: read_cards(folder / "urgent"))
        searches, held = stores(settings)
        talks = Talks(settings.forget_after, assistant, read(SmallTalk.load), held)
        easy = if_whole(lambda folder: Easy.load(folder / "easy"))
        reports = Reports(settings.reports)
        counts = CountFiles(settings.counts)
        return cls(settings, live, searches, cards, talks, reports, counts, easy, if_whole(Signing.load))

    def forget(self, stored: str | None) -> None:
        """Forget a search or a talk, and all that this visit stored before it."""
        while stored:
            search = self.searches.get(stored)
            self.searches.forget(stored)
            stored = search.before if search else self.talks.forget(stored)

    def talk_of(self, stored: str | None) -> str | None:
        """The talk of the visit that stored this, if it is still held."""
        while stored and stored not in self.talks:
            search = self.searches.get(stored)
            stored = search.before if search else None
        return stored


def stores(settings: Settings) -> tuple[Store[Search], Store[Talk]]:
    """Where searches and talks are kept: in this process, or in Redis when several replicas share them."""
    if settings.redis_url is None:
        return ExpiringStore(settings.forget_after), ExpiringStore(settings.forget_after, MOST)
    from finder.shared_store import SharedStore, connect  # one machine alone needs neither Redis's client nor the seal

    redis = connect(settings.redis_url)
    return SharedStore(redis, Search, settings.forget_after), SharedStore(redis, Talk, settings.forget_after)


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
