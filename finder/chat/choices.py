"""A pressed choice, read into what is known. Only values handed out in the same talk are taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from finder.chat.merge import OWN_BEHAVIOUR
from finder.chat.talk import QUESTIONS, Talk
from finder.directory.content import Content
from finder.needs import OLDEST, Age, Needs

UNSURE = "unsure"
DOES = {
    "skip": "skip",
    "show": "show_services",
    "more": "more",
    "yes": "affirm",
    "no": "deny",
    "again": "start_again",
    "end": "end",
    "own-words": "own_words",
}
"""What each plain value stands for: the names by which the assistant knows what a person is doing."""
_AUDIENCES = ("self", "child", "friend", "professional")
_FIELDS: dict[str, dict[str, Any]] = {
    "topic": {"crimes": (), "guess": False, "support": (), "services": ()},
    "audience": {"audience": None},
    "age": {"age": None},
    "place": {"place": None, "place_choices": ()},
}


class NotOffered(ValueError):
    """This value was not handed out in this talk, or can no longer be read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is known after a choice, the questions not to be asked, and what the person is doing by it."""

    needs: Needs
    skipped: frozenset[str]
    did: str


def choose(talk: Talk, value: str, content: Content) -> Chosen:
    """Raises NotOffered."""
    if value not in talk.offered:
        raise NotOffered(value[:20])
    name, _, rest = value.partition(":")
    if value in DOES:
        return _plain(talk, DOES[value])
    if name == "change" and rest in QUESTIONS:
        return Chosen(talk.needs.with_(**_FIELDS[rest]), talk.skipped - {rest}, f"change:{rest}")
    if name == "rights" and rest:
        return Chosen(talk.needs.with_(rights=(rest,)), talk.skipped, "ask_right")
    return _answer(talk, name, rest, content)


def _plain(talk: Talk, did: str) -> Chosen:
    if did == "start_again":
        return Chosen(Needs(written_in=talk.needs.written_in), frozenset(), did)
    passed = did in ("skip", "deny") and talk.asks in QUESTIONS
    return Chosen(talk.needs, talk.skipped | ({talk.asks} if passed and talk.asks else set()), did)


def _answer(talk: Talk, name: str, value: str, content: Content) -> Chosen:
    needs = talk.needs
    if name == "topic" and value == OWN_BEHAVIOUR:
        return Chosen(needs, talk.skipped, "own_behaviour")
    if name == "topic" and value == UNSURE:
        return Chosen(needs.with_(crimes=(), guess=False), talk.skipped | {"topic"}, "inform")
    if name == "topic" and value in content.crimes:
        known = () if needs.guess else needs.crimes
        return Chosen(needs.with_(crimes=tuple(dict.fromkeys((*known, value))), guess=False), talk.skipped - {name}, "inform")
    if name == "audience" and value in _AUDIENCES:
        return Chosen(needs.with_(audience=value), talk.skipped - {name}, "inform")
    if name == "age" and (age := _age(value)):
        return Chosen(needs.with_(age=age), talk.skipped - {name}, "inform")
    if name == "place" and (place := content.places.by_code(value)):
        return Chosen(needs.with_(place=place, place_choices=()), talk.skipped - {name}, "inform")
    if name == "reported" and value in ("yes", "no"):
        return Chosen(needs.with_(reported=value == "yes"), talk.skipped, "inform")
    if name in ("reach", "stage") and value:
        return Chosen(needs.with_(**{name: value}), talk.skipped, "inform")
    raise NotOffered(name)


def _age(value: str) -> Age | None:
    low, _, high = value.partition("-")
    if not (low.isdecimal() and high.isdecimal() and 0 <= int(low) <= int(high) <= OLDEST):
        return None
    return Age(int(low), int(high))
