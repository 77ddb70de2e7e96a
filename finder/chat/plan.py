"""What comes next in a talk, decided by the assistant or by the simple mode: the same shape from both.

A plan holds no facts. Sentences are English (which is also their translation key); services, rights and urgent lines
are named as things to show, and the site looks them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["say", "services", "rights", "urgent", "choices"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice offered: an English label (a translation key) and its value, such as "topic:robbery", "skip" or "show"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: say `text`; show services, rights or urgent lines; or offer `options`."""

    kind: Kind
    text: str = ""
    options: tuple[Option, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one reply, in order. `asks` is the slot that the last question is about, None when nothing is asked.

    `ends`: the talk is over. `clears`: slots to take as unknown again. `doing`: what the person was understood to do, such
    as "tell", "ask_private" or "nlu_fallback" (not understood).
    """

    steps: tuple[Step, ...]
    asks: str | None = None
    ends: bool = False
    clears: tuple[str, ...] = ()
    doing: str = ""


class AssistantDown(Exception):
    """The assistant gave no plan: stopped, slow, failing, or an answer that is none. The talk goes on without it."""
