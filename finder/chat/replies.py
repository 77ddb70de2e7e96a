"""A plan turned into what is shown: urgent lines first, then what was heard, then the plan with its facts looked up."""

from __future__ import annotations

from dataclasses import dataclass

from finder.chat import offer, said
from finder.chat.merge import OWN_BEHAVIOUR
from finder.chat.moment import Moment
from finder.chat.plan import Option, Plan, Step
from finder.chat.simple import OUT_OF_SCOPE
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Part, Shown
from finder.directory.opened import Directory
from finder.needs import Needs, Place

ONCE = frozenset({*said.YOUNG, said.REDACTED})
_ABOUT_THE_TALK = frozenset({OUT_OF_SCOPE, "ask_private", "ask_who_are_you", "ask_how", "greet", "thank", "end", "start_again"})
"""What the assistant may take a message for that leaves no room for a question about rights."""
MOST_PLACES = 8
"""Meanings of a place's name that are offered as choices."""


@dataclass(frozen=True)
class Reply:
    """What is shown, the choices under it, the services in it, and the sentences that are not to be said again."""

    parts: tuple[Part, ...]
    options: tuple[Option, ...]
    services: tuple[str, ...]
    told: frozenset[str]


def reply(plan: Plan, moment: Moment, directory: Directory, small_talk: SmallTalk) -> Reply:
    """The reply for a plan. Never without a part or a choice."""
    parts = _first(moment)
    front = len(parts)
    shown: list[str] = []
    unchanged = False
    for step in plan.steps:
        if step.kind == "services":
            found = _services(step, plan, moment, directory, small_talk)
            if plan.asks and _seen_already(found, plan, moment):
                # The list has not changed: the question alone goes on.
                if parts and parts[-1].text in said.SERVICES.values():
                    parts.pop()
                unchanged = True
                continue
            shown += [one.id for one in found]
            parts.append(Part("services", services=found) if found else Part("say", said.NO_MORE))
        elif step.kind == "rights":
            parts.append(Part("rights", rights=step.ids or moment.found.rights))
        elif step.kind == "say" and step.text and not _idle(step.text, moment, unchanged):
            parts.append(Part("say", step.text))
    parts = _with_young(_with_rights(parts, front, plan, moment), plan, moment)
    told = set(moment.talk.told)
    kept = []
    for part in parts:
        if part.kind == "say" and part.text in ONCE:
            if part.text in told:
                continue
            told.add(part.text)
        elif part.text == said.SEVERAL[0]:
            told.add(part.text)
        kept.append(part)
    options = _options(plan, moment.found)
    return Reply(tuple(kept), options, tuple(shown), frozenset(told))


def _first(moment: Moment) -> list[Part]:
    """What stands before the plan: urgent lines, what could not be used, what was heard, which place is meant."""
    found, needs = moment.found, moment.needs
    parts = []
    if found.urgent:
        parts.append(Part("urgent", needs=Needs(urgent=found.urgent, age=needs.age, place=needs.place, language=needs.help_language)))
    parts += [Part("notice", notice=notice) for notice in found.notices]
    if found.redacted:
        parts.append(Part("say", said.REDACTED))
    heard = Needs(
        crimes=tuple(c for c in needs.crimes if c in found.crimes and c not in moment.talk.needs.crimes),
        guess=found.guess,
        age=found.age,
        place=found.place,
        audience=found.audience,
        language=found.language,
        groups=found.groups,
        support=found.support,
    )
    now = any(not urgent.soft for urgent in found.urgent)
    if heard != Needs(guess=found.guess) and not now:
        parts.append(Part("heard", needs=heard))
    if found.place_choices:
        parts.append(Part("say", said.WHICH_PLACE))
    return parts


def _with_rights(parts: list[Part], front: int, plan: Plan, moment: Moment) -> list[Part]:
    """A question about rights is answered whatever else the reply does, before the talk goes on; only danger comes first."""
    now = any(not urgent.soft for urgent in moment.found.urgent)
    if not moment.found.rights or now or plan.doing in _ABOUT_THE_TALK or any(part.kind == "rights" for part in parts):
        return parts
    return [*parts[:front], Part("rights", rights=moment.found.rights), *parts[front:]]


def _idle(sentence: str, moment: Moment, unchanged: bool) -> bool:
    """Would this sentence say what is not so: that the list may change though it stays, or that an answer was put right?"""
    if sentence == said.CHANGED:
        before, now = moment.talk.needs, moment.needs
        pairs = ((getattr(before, name), getattr(now, name)) for name in ("crimes", "audience", "age", "place", "language"))
        return not any(old and old != new for old, new in pairs)
    return unchanged and sentence == said.EARLY


def _seen_already(found: tuple[Shown, ...], plan: Plan, moment: Moment) -> bool:
    asked_for = moment.did in ("show_services", "more") or moment.doing & {"show", "more", "change"} or plan.doing == "change"
    return not asked_for and {one.id for one in found} <= set(moment.talk.shown)


def _services(step: Step, plan: Plan, moment: Moment, directory: Directory, small_talk: SmallTalk) -> tuple[Shown, ...]:
    if OWN_BEHAVIOUR in step.ids:
        about = [topic for topic, _ in moment.found.about]
        return offer.for_own_behaviour(small_talk.own_behaviour, about, moment.needs, directory)
    if step.ids:
        return offer.by_ids(step.ids, directory)
    more = "more" in (plan.doing, moment.did)
    return offer.find(moment.talk, moment.needs, directory, more)


def _with_young(parts: list[Part], plan: Plan, moment: Moment) -> list[Part]:
    """Somebody under 18 hears once, before the services, that services have safeguarding rules of their own."""
    age, said_so = moment.needs.age, any(part.text == said.YOUNG[0] for part in parts)
    now = any(not urgent.soft for urgent in moment.found.urgent) or plan.ends
    if not (age and age.is_child) or now or said_so or said.YOUNG[0] in moment.talk.told:
        return parts
    lines = [Part("say", line) for line in said.YOUNG]
    after = next((place for place, part in enumerate(parts) if part.kind == "say"), len(parts))
    return [*parts[:after], *lines, *parts[after:]]


def _options(plan: Plan, found: Needs) -> tuple[Option, ...]:
    """Every choice of the plan once; which place was meant stands first."""
    places = [_place_option(place) for place in found.place_choices[:MOST_PLACES]]
    offered = [option for step in plan.steps if step.kind == "choices" for option in step.options]
    return tuple({option.value: option for option in (*places, *offered)}.values())


def _place_option(place: Place) -> Option:
    return Option(place.label, f"place:{place.code}")
