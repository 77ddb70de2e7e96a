"""All talks that are held: each under its random id, one message of it at a time, forgotten when it ends or lapses."""

from __future__ import annotations

from typing import Protocol

from finder.chat import conversation
from finder.chat.conversation import Facts, Planner
from finder.chat.rasa import Status
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Talk
from finder.store import ExpiringStore, Store

MOST = 5_000
"""Talks held at once; the one unused for longest goes first."""
PATIENCE = 20.0
"""Seconds that a message waits for the one before it."""


class Assistant(Planner, Protocol):
    """What leads talks, with a memory of its own for each."""

    def forget(self, conversation: str) -> None:
        """Forget a talk at once; never raises."""

    def status(self) -> Status: ...


class Talks:
    """Safe for threads. `held`: where talks are kept; this process's memory, when nothing else is given."""

    def __init__(self, forget_after: float, assistant: Assistant, small_talk: SmallTalk, held: Store[Talk] | None = None) -> None:
        self.assistant = assistant
        self._small_talk = small_talk
        self._held: Store[Talk] = ExpiringStore(forget_after, MOST) if held is None else held

    @property
    def away(self) -> bool:
        """Does this replica alone know of what is said now?"""
        return self._held.away

    def begin(self, opening: Talk, before: str | None = None) -> Talk:
        """A new talk. `before`: the id of what this visit stored earlier."""
        talk = opening.with_(id="", before=before)
        return talk.with_(id=self._held.put(talk))

    def get(self, key: str) -> Talk | None:
        """The talk, kept for another while."""
        talk = self._held.get(key)
        return talk and talk.with_(id=key)

    def say(self, key: str, facts: Facts, message: str = "", choice: str | None = None, lapsed: bool = False) -> Talk:
        """Take one message or choice; the talk after it. A talk that is over is forgotten. Raises Gone or Busy.

        `lapsed`: this is the first message after another talk was forgotten, which is said.
        """

        def turn(talk: Talk) -> Talk:
            talk = talk.with_(id=key)
            if choice is not None:
                talk = conversation.chosen(talk, choice, facts, self._small_talk, self.assistant)
            else:
                talk = conversation.typed(talk, message, facts, self._small_talk, self.assistant)
            return conversation.after_lapse(talk) if lapsed else talk

        talk, kept = self._held.change(key, turn, PATIENCE)
        if not kept:  # ended or left while the reply was made: the assistant may have heard of it after that
            self.assistant.forget(key)
        elif talk.ended:
            self.forget(key)
        return talk

    def forget(self, key: str) -> str | None:
        """Forget a talk, here and in the assistant; the id of what was stored before it, if any."""
        talk = self._held.get(key)
        self._held.forget(key)
        if talk is None and not self.away:
            return None
        self.assistant.forget(key)
        return talk.before if talk else None

    def __contains__(self, key: str) -> bool:
        return self._held.get(key) is not None

    def __len__(self) -> int:
        return len(self._held)
