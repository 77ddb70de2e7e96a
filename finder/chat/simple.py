"""The talk without the assistant: the same plan, made from what is known, what is still unasked, and simple word rules.

What happened, for whom, how old, where, then services; every question can be skipped. It never leaves a person with
"I did not understand" alone: it says what it can do, and offers its nearest guess, marked as one.
"""

from __future__ import annotations

from finder.chat import said
from finder.chat.merge import OWN_BEHAVIOUR
from finder.chat.moment import Moment
from finder.chat.plan import Plan, Step
from finder.chat.questions import ask, choices, joined, next_step, opening, resume, say, services, topics
from finder.directory.content import NOT_CRIME_TYPES

_FIRST = ("end", "again", "upset", "private", "person", "police", "how", "rights", "safe", "other", "more", "show")
"""What is answered before what is told, when a message has both; the rest (thank, skip ...) stand alone."""
_ALONE = ("thank", "greet", "skip", "yes", "no")
_OVERRULED = frozenset({"end", "again", "upset", "other", "more", "safe"})
"""A message that tells of a crime is telling, whatever else it seems to do."""
NOT_UNDERSTOOD = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


def plan(moment: Moment) -> Plan:
    """What comes next. Never empty."""
    if any(not urgent.soft for urgent in moment.found.urgent):
        return Plan((Step("urgent"), *say(said.URGENT), choices(said.OTHER_SERVICES, said.CLEAR)), doing="urgent")
    if moment.own_behaviour:
        return _own_behaviour()
    if moment.did != "typed":
        return _pressed(moment)
    crime = bool(moment.found.crimes and not moment.found.guess)
    for name in (*_FIRST, *_ALONE):
        if name in moment.doing and not (crime and name in _OVERRULED) and not (moment.told and name in _ALONE):
            return _small_talk(moment, name)
    if moment.found.rights and not crime:
        return _small_talk(moment, "rights")
    if moment.told or moment.found.notices:
        return _telling(moment)
    return _not_understood(moment)


def empty(moment: Moment) -> Plan:
    """The reply to a message with nothing in it, or to a choice that was not offered: the open question again."""
    return ask(moment, moment.talk.asks) if moment.talk.asks else Plan((choices(*said.HUB),))


def own_words(moment: Moment) -> Plan:
    """The person would rather write than choose: the same question stays open."""
    return Plan((*say((said.OWN_WORDS,)), choices(*said.ON)), asks=moment.talk.asks or "topic", doing="inform")


def _pressed(moment: Moment) -> Plan:
    name, _, slot = moment.did.partition(":")
    match name:
        case "end":
            return Plan(say(said.END), ends=True, doing="end")
        case "start_again":
            return joined(say(said.AGAIN), opening(moment.content))
        case "more":
            return Plan((*say((said.MORE,)), Step("services"), choices(*said.HUB)), doing="more")
        case "show_services":
            return services(moment)
        case "own_behaviour":
            return _own_behaviour()
        case "change":
            return ask(moment, slot)
    return _telling(moment)


def _small_talk(moment: Moment, name: str) -> Plan:
    match name:
        case "end":
            return Plan(say(said.END), ends=True, doing="end")
        case "again":
            start = joined(say(said.AGAIN), opening(moment.content))
            return Plan(start.steps, start.asks, clears=("topic", "audience", "age", "place"), doing="start_again")
        case "more" if moment.talk.shown:
            return Plan((*say((said.MORE,)), Step("services"), choices(*said.HUB)), doing="more")
        case "more" | "show":
            return services(moment)
        case "skip" | "yes":
            return _telling(moment)
        case "no" if moment.talk.asks:
            return _telling(moment)
        case "upset" if moment.talk.misunderstood:
            return people()
        case "upset":
            options = choices(said.SHOW, said.TELL_AGAIN, said.START_AGAIN, said.CLEAR)
            return Plan((*say(said.UPSET), options), moment.talk.asks, doing=NOT_UNDERSTOOD)
        case "other":
            return Plan((*say(said.OTHER), choices(*said.HUB)), doing="not_that")
        case "police":
            answer = said.POLICE.get(moment.who, said.POLICE["friend"])
            return joined(say(answer), resume(moment), doing="ask_police")
        case "rights":
            return joined((*say(said.ANSWERS[name]), Step("rights")), resume(moment), doing=name)
    return joined(say(said.ANSWERS[name]), resume(moment), doing=name)


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
    return joined(say(lines), next_step(moment), doing="tell")


def _own_behaviour() -> Plan:
    lines = Step("services", ids=(OWN_BEHAVIOUR,))
    options = choices(said.START_AGAIN, said.CLEAR)
    return Plan((*say(said.OWN_BEHAVIOUR), lines, options), doing="own_behaviour")


def _not_understood(moment: Moment) -> Plan:
    asks, about = moment.talk.asks, moment.found.about
    if about and about[0][0] == "none" and not moment.talk.misunderstood:
        return joined(say(said.NOT_CRIME), next_step(moment), doing=NOT_UNDERSTOOD)
    if moment.talk.misunderstood >= 2:
        return people()
    if moment.talk.misunderstood == 1:
        every = topics(moment.content, tuple(moment.content.crimes))
        again = choices(*every) if asks in ("topic", None) else ask(moment, asks).steps[-1]
        return Plan((*say(said.STILL_NOT), again), asks, doing=NOT_UNDERSTOOD)
    if asks not in ("topic", None):
        return joined(say(said.NOT_UNDERSTOOD[:1]), ask(moment, asks), doing=NOT_UNDERSTOOD)
    near = tuple(name for name, _ in about if name not in NOT_CRIME_TYPES)
    meant = say((said.MEANT,)) if near else ()
    options = choices(*topics(moment.content, near or moment.content.first_topics))
    return Plan((*say(said.NOT_UNDERSTOOD), *meant, options), "topic", doing=NOT_UNDERSTOOD)


def people() -> Plan:
    """After three misunderstandings in a row: people to call or text."""
    options = choices(said.MORE_SERVICES, said.TELL_AGAIN, said.START_AGAIN, said.CLEAR)
    return Plan((*say(said.PEOPLE), Step("services"), options), doing=NOT_UNDERSTOOD)
