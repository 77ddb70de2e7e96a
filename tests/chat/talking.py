"""Talks without a running assistant: one that is down, and one that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from finder.build import Built
from finder.chat import questions
from finder.chat.plan import AssistantDown, Plan, Step
from finder.chat.rasa import Status
from finder.chat.talk import Talk, Turn
from finder.chat.talks import Talks
from finder.needs import Needs

Answer = Callable[[Talk, Needs, Needs, str], Plan]


def nothing(talk: Talk, needs: Needs, found: Needs, did: str) -> Plan:
    raise AssistantDown("stopped")


@dataclass
class Scripted:
    """An assistant that answers as told; None is one that is down. It remembers what it was sent and asked to forget."""

    answer: Answer = nothing
    sent: list[tuple[Talk, Needs, Needs, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def plan(self, talk: Talk, needs: Needs, found: Needs, did: str) -> Plan:
        self.sent.append((talk, needs, found, did))
        return self.answer(talk, needs, found, did)

    def forget(self, conversation: str) -> None:
        self.forgotten.append(conversation)

    def status(self) -> Status:
        return "down" if self.answer is nothing else "ready"


def saying(*lines: str, doing: str = "tell", asks: str | None = None, services: bool = False) -> Answer:
    """An assistant that always says this."""
    steps = (*(Step("say", text=line) for line in lines), *((Step("services"),) if services else ()))
    return lambda talk, needs, found, did: Plan(steps, asks, doing=doing)


class Conversation:
    """One person at the page: says or picks something, looks at the reply."""

    def __init__(self, talks: Talks, built: Built) -> None:
        opening = questions.opening(built.directory.content)
        offered = {option.value: option.label for step in opening.steps for option in step.options}
        self.talks, self.built = talks, built
        self.key = talks.begin(Talk(asks=opening.asks, offered=offered)).id

    def does(self, message: str = "", choice: str | None = None) -> Turn:
        self.talk = self.talks.say(self.key, self.built, message, choice=choice)
        return self.talk.turns[-1]

    def says(self, text: str) -> Turn:
        return self.does(text)

    def picks(self, value: str) -> Turn:
        return self.does(choice=value)


def lines(turn: Turn) -> list[str]:
    return [part.text for part in turn.parts if part.kind == "say"]


def services(turn: Turn) -> list[str]:
    return [one.id for part in turn.parts for one in part.services]


def offered(turn: Turn) -> list[str]:
    return [option.value for option in turn.options]
