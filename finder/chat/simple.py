"""The talk without the assistant: the same plan, made from what is known, what is still unasked, and simple word rules.

What happened, for whom, how old, where, then services; every question can be skipped. It never leaves a person with
"I did not understand" alone: it says what it can do, and offers its nearest guess, marked as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finder.chat import said
from finder.chat.merge import OWN_BEHAVIOUR
from finder.chat.plan import Option, Plan, Step
from finder.chat.talk import Talk
from finder.directory.content import NOT_CRIME_TYPES, Content
from finder.needs import Needs

_FIRST = ("end", "again", "upset", "private", "person", "police", "how", "rights", "safe", "other", "more", "show")
"""What is answered before what is told, when a message has both; the rest (thank, skip ...) stand alone."""
_ALONE = ("thank", "greet", "skip", "yes", "no")
_OVERRULED = frozenset({"end", "again", "upset", "other", "more", "safe"})
"""A message that tells of a crime is telling, whatever else it seems to do."""
NOT_UNDERSTOOD = "nlu_fallback"


@dataclass(frozen=True)
class Moment:
    """Where a talk stands when a reply is to be made. `talk` is as it was before; `needs` and `skipped` as they are now.

    `found` is what this message alone says; `did` is "typed" or what a pressed choice stands for; `doing` are names of
    small talk in the message; `own_behaviour`: the writer worries about what they do themselves.
    """

    talk: Talk
    needs: Needs
    found: Needs
    skipped: frozenset[str]
    did: str
    doing: frozenset[str]
    content: Content
    own_behaviour: bool = False

    @property
    def who(self) -> str:
        return self.needs.audience or "self"

    @property
    def told(self) -> bool:
        """Did this message say something that helps to find services?"""
        found = self.found
        return bool(found.crimes or found.age or found.place or found.audience or found.groups or found.support or found.services)

    @property
    def unanswered(self) -> tuple[str, ...]:
        return self.talk.with_(skipped=self.skipped).unanswered(self.needs)


def plan(moment: Moment) -> Plan:
    """What comes next. Never empty."""
    if any(not urgent.soft for urgent in moment.found.urgent):
        return Plan((Step("urgent"), *_say(said.URGENT), _choices(said.OTHER_SERVICES, said.CLEAR)), doing="urgent")
    if moment.own_behaviour:
        return _own_behaviour()
    if moment.did != "typed":
        return _pressed(moment)
    crime = bool(moment.found.crimes and not moment.found.guess)
    for name in (*_FIRST, *_ALONE):
        if name in moment.doing and not (crime and name in _OVERRULED) and not (moment.told and name in _ALONE):
            return _small_talk(moment, name)
    if moment.told or moment.found.notices:
        return _telling(moment)
    return _not_understood(moment)


def opening(content: Content) -> Plan:
    """The first question, with its choices."""
    return Plan((*_say(said.ASK_TOPIC), _choices(*_topics(content, said.FIRST_TOPICS))), asks="topic")


def empty(moment: Moment) -> Plan:
    """The reply to a message with nothing in it, or to a choice that was not offered: the open question again."""
    asked = _ask(moment, moment.talk.asks) if moment.talk.asks else Plan((_choices(*said.HUB),))
    return asked


def own_words(moment: Moment) -> Plan:
    """The person would rather write than choose: the same question stays open."""
    return Plan((*_say((said.OWN_WORDS,)), _choices(*said.ON)), asks=moment.talk.asks or "topic", doing="inform")


def _pressed(moment: Moment) -> Plan:
    name, _, slot = moment.did.partition(":")
    match name:
        case "end":
            return Plan(_say(said.END), ends=True, doing="end")
        case "start_again":
            return _with(_say(said.AGAIN), opening(moment.content))
        case "more":
            return Plan((*_say((said.MORE,)), Step("services"), _choices(*said.HUB)), doing="more")
        case "show_services":
            return _services(moment)
        case "own_behaviour":
            return _own_behaviour()
        case "change":
            return _ask(moment, slot)
    return _telling(moment)


def _small_talk(moment: Moment, name: str) -> Plan:
    match name:
        case "end":
            return Plan(_say(said.END), ends=True, doing="end")
        case "again":
            start = _with(_say(said.AGAIN), opening(moment.content))
            return Plan(start.steps, start.asks, clears=("topic", "audience", "age", "place"), doing="start_again")
        case "more" if moment.talk.shown:
            return Plan((*_say((said.MORE,)), Step("services"), _choices(*said.HUB)), doing="more")
        case "more" | "show":
            return _services(moment)
        case "skip" | "yes":
            return _telling(moment)
        case "no" if moment.talk.asks:
            return _telling(moment)
        case "upset" if moment.talk.misunderstood:
            return _people()
        case "upset":
            options = _choices(said.SHOW, said.TELL_AGAIN, said.START_AGAIN, said.CLEAR)
            return Plan((*_say(said.UPSET), options), moment.talk.asks, doing=NOT_UNDERSTOOD)
        case "other":
            return Plan((*_say(said.OTHER), _choices(*said.HUB)), doing="not_that")
        case "police":
            answer = said.POLICE.get(moment.who, said.POLICE["friend"])
            return _with(_say(answer), _on(moment), doing="ask_police")
    return _with(_say(said.ANSWERS[name]), _on(moment), doing=name)


def _on(moment: Moment) -> Plan:
    """After an answer: on with what was told beside it, else the open question again, else what one can do now."""
    if moment.told and not moment.found.guess:
        return _next(moment)
    return _ask(moment, moment.talk.asks) if moment.talk.asks else Plan((_choices(*said.HUB),))


def _telling(moment: Moment) -> Plan:
    lines: list[str] = []
    new = tuple(crime for crime in moment.needs.crimes if crime not in moment.talk.needs.crimes)
    if "change" in moment.doing and moment.told:
        lines.append(said.CHANGED)
    elif len(moment.needs.crimes) > 1 and new and said.SEVERAL[0] not in moment.talk.told:
        lines += said.SEVERAL
    elif moment.found.crimes and not moment.talk.needs.crimes:
        lines.append(said.HEARD)
    if moment.found.guess and new:
        lines.append(said.GUESS)
    return _with(_say(lines), _next(moment), doing="tell")


def _next(moment: Moment) -> Plan:
    """The next open question; services when there is none, or when they were asked for before."""
    left = moment.unanswered
    if not left or (moment.talk.asks is None and moment.talk.turns):
        told_nothing = moment.did == "typed" and not moment.told
        return Plan((_choices(*said.HUB),)) if told_nothing and moment.talk.shown else _services(moment)
    asked = _ask(moment, left[0])
    known = not {"topic", "place"} & {*left, *moment.skipped}
    if known and not moment.talk.shown and moment.told:
        return Plan((*_say((said.SERVICES[moment.who],)), Step("services"), *_say((said.EARLY,)), *asked.steps), asked.asks)
    return asked


def _ask(moment: Moment, slot: str) -> Plan:
    match slot:
        case "audience":
            return Plan((*_say(said.ASK_AUDIENCE), _choices(*said.AUDIENCES, *said.ON)), slot)
        case "age":
            return Plan((*_say(said.ASK_AGE[moment.who]), _choices(*said.AGES, *said.ON)), slot)
        case "place":
            return Plan((*_say(said.ASK_PLACE[moment.who]), _choices(*said.ON)), slot)
    return opening(moment.content)


def _services(moment: Moment) -> Plan:
    return Plan((*_say((said.SERVICES[moment.who],)), Step("services"), _choices(*said.HUB)), doing="show_services")


def _own_behaviour() -> Plan:
    lines = Step("services", ids=(OWN_BEHAVIOUR,))
    options = _choices(said.START_AGAIN, said.CLEAR)
    return Plan((*_say(said.OWN_BEHAVIOUR), lines, options), doing="own_behaviour")


def _not_understood(moment: Moment) -> Plan:
    asks, about = moment.talk.asks, moment.found.about
    if about and about[0][0] == "none" and not moment.talk.misunderstood:
        return _with(_say(said.NOT_CRIME), _next(moment), doing=NOT_UNDERSTOOD)
    if moment.talk.misunderstood >= 2:
        return _people()
    if moment.talk.misunderstood == 1:
        every = _topics(moment.content, tuple(moment.content.crimes))
        again = _choices(*every) if asks in ("topic", None) else _ask(moment, asks).steps[-1]
        return Plan((*_say(said.STILL_NOT), again), asks, doing=NOT_UNDERSTOOD)
    if asks not in ("topic", None):
        return _with(_say(said.NOT_UNDERSTOOD[:1]), _ask(moment, asks), doing=NOT_UNDERSTOOD)
    near = tuple(name for name, _ in about if name not in NOT_CRIME_TYPES)
    meant = _say((said.MEANT,)) if near else ()
    options = _choices(*_topics(moment.content, near or said.FIRST_TOPICS))
    return Plan((*_say(said.NOT_UNDERSTOOD), *meant, options), "topic", doing=NOT_UNDERSTOOD)


def _people() -> Plan:
    options = _choices(said.MORE_SERVICES, said.TELL_AGAIN, said.START_AGAIN, said.CLEAR)
    return Plan((*_say(said.PEOPLE), Step("services"), options), doing=NOT_UNDERSTOOD)


def _topics(content: Content, slugs: Iterable[str]) -> tuple[Option, ...]:
    named = [Option(content.topics[slug].name, f"topic:{slug}") for slug in slugs if slug in content.topics]
    unsure = [Option(content.topics["unsure"].name, "topic:unsure")] if "unsure" in content.topics else []
    return (*named, *unsure, said.IN_OWN_WORDS, *said.ON)


def _say(lines: Iterable[str]) -> tuple[Step, ...]:
    return tuple(Step("say", text=line) for line in lines)


def _choices(*options: Option) -> Step:
    return Step("choices", options=options)


def _with(before: tuple[Step, ...], then: Plan, doing: str = "") -> Plan:
    return Plan((*before, *then.steps), then.asks, then.ends, then.clears, doing or then.doing)
