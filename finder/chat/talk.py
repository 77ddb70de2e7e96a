"""A talk as it is held for a while: what is known, what was shown, and what was offered. Nothing as it was typed.

Everything is frozen; a turn makes a new `Talk` from the one before. Typed text is kept with personal details cut out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from finder.chat.plan import Option
from finder.directory.search import Reason
from finder.needs import Needs, Notice

Mode = Literal["assistant", "simple"]
PartKind = Literal["say", "heard", "notice", "services", "rights", "urgent"]

QUESTIONS = ("topic", "audience", "age", "place")
"""What is asked, in this order; every question can be skipped."""

MOST_TURNS = 40
"""Turns of one talk that are kept to be shown again; older ones go first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A service as it was shown: its id, why, and how far away (kilometres)."""

    id: str
    why: tuple[Reason, ...] = ()
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in a reply. `say`: `text`, an English sentence (also its translation key). `heard`: `needs` holds what was
    newly understood. `notice`: what could not be used. `services`: `services`. `rights`: the ids of `rights`, and where all of them are.
    `urgent`: the cards for `needs`.
    """

    kind: PartKind
    text: str = ""
    needs: Needs | None = None
    notice: Notice | None = None
    services: tuple[Shown, ...] = ()
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What the person wrote (personal details cut) or the label of the choice they pressed, and the reply.

    `number` counts the turns of a talk from 1. `crimes` and `rights` were understood in this message, best first.
    """

    said: str
    chosen: bool
    parts: tuple[Part, ...]
    options: tuple[Option, ...] = ()
    number: int = 1
    written_in: str | None = None
    crimes: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()

    @property
    def urgent(self) -> Needs | None:
        """The needs that the urgent cards of this turn are for; None when nothing was urgent."""
        return next((part.needs for part in self.parts if part.kind == "urgent"), None)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation. `asks` is the open question; `skipped` are questions not to be asked again.

    `offered` are all choice values handed out so far. `shown` are services shown since the needs last changed. `told` are
    sentences that are said once. `misunderstood` counts misunderstandings in a row. `settled`: the list was shown, so no
    further questions are asked. `before` is the id of a search this visit made earlier, so that leaving can delete it too.
    """

    id: str = ""
    needs: Needs = field(default_factory=Needs)
    turns: tuple[Turn, ...] = ()
    asks: str | None = "topic"
    skipped: frozenset[str] = frozenset()
    offered: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    misunderstood: int = 0
    settled: bool = False
    mode: Mode = "assistant"
    ended: bool = False
    before: str | None = None

    def with_(self, **changes: Any) -> Talk:
        return replace(self, **changes)

    def unanswered(self, needs: Needs | None = None) -> tuple[str, ...]:
        """The questions that are still open, in order."""
        known = needs or self.needs
        answers = {
            "topic": bool(known.crimes or known.services),
            "audience": known.audience is not None,
            "age": known.age is not None,
            "place": known.place is not None,
        }
        return tuple(name for name in QUESTIONS if not answers[name] and name not in self.skipped)

    def offering(self, options: tuple[Option, ...]) -> dict[str, str]:
        """Every choice value handed out, with its label, these among them."""
        return {**self.offered, **{option.value: option.label for option in options}}


def kept(needs: Needs) -> Needs:
    """Needs as a talk keeps them: categories only, nothing of the text and nothing of one message alone."""
    return needs.with_(text="", rest="", urgent=(), notices=(), about=(), vector=None, redacted=False)
