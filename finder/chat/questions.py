"""The questions of a talk and what stands under them: the pieces that plans of the simple mode are put together from."""

from __future__ import annotations

from collections.abc import Iterable

from finder.chat import said
from finder.chat.moment import Moment
from finder.chat.plan import Option, Plan, Step
from finder.directory.content import Content


def opening(content: Content) -> Plan:
    """The first question, with its choices."""
    return Plan((*say(said.ASK_TOPIC), choices(*topics(content, content.first_topics))), asks="topic")


def resume(moment: Moment) -> Plan:
    """After an answer: on with what was told beside it, else the open question again, else what one can do now."""
    if moment.told and not moment.found.guess:
        return next_step(moment)
    open_ = (moment.talk.asks,) if moment.talk.asks else () if moment.talk.settled else moment.unanswered
    return ask(moment, open_[0]) if open_ else Plan((choices(*said.HUB),))


def next_step(moment: Moment) -> Plan:
    """The next open question; services when there is none, or when they were asked for before."""
    left = moment.unanswered
    if not left or moment.talk.settled:
        told_nothing = moment.did == "typed" and not moment.told
        return Plan((choices(*said.HUB),)) if told_nothing and moment.talk.shown else services(moment)
    asked = ask(moment, left[0])
    known = not {"topic", "place"} & {*left, *moment.skipped}
    if known and moment.told:
        return Plan((*say((said.SERVICES[moment.who],)), Step("services"), *say((said.EARLY,)), *asked.steps), asked.asks)
    return asked


def ask(moment: Moment, slot: str) -> Plan:
    match slot:
        case "audience":
            return Plan((*say(said.ASK_AUDIENCE), choices(*said.AUDIENCES, *said.ON)), slot)
        case "age":
            return Plan((*say(said.ASK_AGE[moment.who]), choices(*said.AGES, *said.ON)), slot)
        case "place":
            return Plan((*say(said.ASK_PLACE[moment.who]), choices(*said.ON)), slot)
    return opening(moment.content)


def services(moment: Moment) -> Plan:
    return Plan((*say((said.SERVICES[moment.who],)), Step("services"), choices(*said.HUB)), doing="show_services")


def topics(content: Content, slugs: Iterable[str]) -> tuple[Option, ...]:
    named = [Option(content.topics[slug].name, f"topic:{slug}") for slug in slugs if slug in content.topics]
    unsure = [Option(content.topics["unsure"].name, "topic:unsure")] if "unsure" in content.topics else []
    return (*named, *unsure, said.IN_OWN_WORDS, *said.ON)


def say(lines: Iterable[str]) -> tuple[Step, ...]:
    return tuple(Step("say", text=line) for line in lines)


def choices(*options: Option) -> Step:
    return Step("choices", options=options)


def joined(before: tuple[Step, ...], then: Plan, doing: str = "") -> Plan:
    return Plan((*before, *then.steps), then.asks, then.ends, then.clears, doing or then.doing)
