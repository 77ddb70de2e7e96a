"""All talks that are held: each under its random id, one message of it at a time, forgotten when it ends or lapses."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Protocol

from finder.chat import conversation
from finder.chat.conversation import Facts, Planner
from finder.chat.rasa import Status
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Talk
from finder.store import ExpiringStore

MOST = 5_000
"""Talks held at once; the one unused for longest goes first."""
PATIENCE = 20.0
"""Seconds that a message waits for the one before it."""


class Assistant(Planner, Protocol):
    """What leads talks, with a memory of its own for each."""

    def forget(self, conversation: str) -> None:
        """Forget a talk at once; never raises."""

    def status(self) -> Status: ...


class Gone(LookupError):
    """There is no such talk: it has lapsed, was ended, or never was."""


class Busy(Exception):
    """Too many messages wait in this talk."""


@dataclass
class _Held:
    """A talk and its lock. `gone` once it was forgotten, so that a message still under way leaves nothing behind."""

    talk: Talk
    lock: threading.Lock = field(default_factory=threading.Lock)
    gone: bool = False


class Talks:
    """Safe for threads."""

    def __init__(self, forget_after: float, assistant: Assistant, small_talk: SmallTalk) -> None:
        self.assistant = assistant
        self._small_talk = small_talk
        self._held: ExpiringStore[_Held] = ExpiringStore(forget_after, MOST)

    def begin(self, opening: Talk, before: str | None = None) -> Talk:
        """A new talk. `before`: the id of what this visit stored earlier."""
        held = _Held(opening)
        key = self._held.put(held)
        held.talk = opening.with_(id=key, before=before)
        return held.talk

    def get(self, key: str) -> Talk | None:
        """The talk, kept for another while."""
        held = self._held.get(key)
        return held.talk if held and not held.gone else None

    def say(self, key: str, facts: Facts, message: str = "", choice: str | None = None, lapsed: bool = False) -> Talk:
        """Take one message or choice; the talk after it. A talk that is over is forgotten. Raises Gone or Busy.

        `lapsed`: this is the first message after another talk was forgotten, which is said.
        """
        held = self._held.get(key)
        if held is None or held.gone:
            raise Gone(key)
        if not held.lock.acquire(timeout=PATIENCE):
            raise Busy(key)
        try:
            if held.gone:
                raise Gone(key)
            if choice is not None:
                talk = conversation.chosen(held.talk, choice, facts, self._small_talk, self.assistant)
            else:
                talk = conversation.typed(held.talk, message, facts, self._small_talk, self.assistant)
            held.talk = talk = conversation.after_lapse(talk) if lapsed else talk
        finally:
            held.lock.release()
        if held.gone:  # ended or left while the reply was made: the assistant may have heard of it after that
            self.assistant.forget(key)
        elif talk.ended:
            self.forget(key)
        return talk

    def forget(self, key: str) -> str | None:
        """Forget a talk, here and in the assistant; the id of what was stored before it, if any."""
        held = self._held.get(key)
        if held is None:
            return None
        held.gone = True
        before, held.talk = held.talk.before, Talk()
        self._held.forget(key)
        self.assistant.forget(key)
        return before

    def __contains__(self, key: str) -> bool:
        return self._held.get(key) is not None

    def __len__(self) -> int:
        return len(self._held)
