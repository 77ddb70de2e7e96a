"""One turn of a talk: understand, ask the assistant what comes next, look the facts up, remember only what is needed.

Urgent comes first whatever the assistant says. When the assistant gives no plan, the simple mode makes one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol
from unicodedata import category

from finder.chat import choices, said, simple
from finder.chat.choices import Chosen, NotOffered
from finder.chat.merge import OWN_BEHAVIOUR, answering, merge, worried_about_self
from finder.chat.moment import Moment
from finder.chat.plan import AssistantDown, Plan, Step
from finder.chat.replies import reply
from finder.chat.simple import NOT_UNDERSTOOD, OUT_OF_SCOPE
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import MOST_TURNS, QUESTIONS, Mode, Part, Talk, Turn, kept
from finder.directory.opened import Directory
from finder.needs import Needs
from finder.understanding.understand import LONGEST, Understanding
from finder.understanding.words import words

# Marks that nobody sees and that change how a text reads, such as those that turn its direction; joiners are kept, since
# several scripts and emoji need them.
_INVISIBLE = dict.fromkeys([0x200B, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
_NO_TEXT = frozenset({"Cc", "Cn", "Cs"})
"""Kinds of characters that are no text: controls, those that do not exist, halves of one."""
_TELLING = frozenset({"tell", "inform", "change", "skip", "show_services", "more", "urgent", ""})
"""What the assistant calls doing when a guess at the crime type may stand."""

_LOST = frozenset({NOT_UNDERSTOOD, OUT_OF_SCOPE})
"""Nonsense may be taken for either; a third time in a row leads to people."""


class Facts(Protocol):
    """One build: what understands words, and the services."""

    @property
    def understanding(self) -> Understanding: ...

    @property
    def directory(self) -> Directory: ...


class Planner(Protocol):
    """What leads the talk. Raises AssistantDown when it cannot."""

    def plan(self, talk: Talk, needs: Needs, found: Needs, did: str) -> Plan: ...


def typed(talk: Talk, text: str, facts: Facts, small_talk: SmallTalk, planner: Planner) -> Talk:
    """The talk after a typed message of any length and content."""
    understanding, content = facts.understanding, facts.directory.content
    found = understanding.understand(_readable(text), in_talk=True)
    if not words(found.text) and not found.urgent:
        return _unread(talk, found.text[:LONGEST], said.EMPTY, facts, small_talk)
    doing = small_talk.doing(found.text)
    if "self" in doing and not found.audience:
        found = found.with_(audience="self")
    if not doing & {"skip", "no", "private", "person", "how", "thank", "end"}:
        found = answering(found, talk, content.places, understanding.cues)
    own = worried_about_self(found, understanding.models.topic_floor)
    if own:
        found = found.with_(crimes=(), guess=False)
    dimensions = {slug: group.dimension for slug, group in content.groups.items()}
    needs = merge(talk.needs, found, dimensions, "change" in doing)
    if found.guess and not set(found.crimes) & set(needs.crimes):  # a guess too weak to stand beside what is known
        found = found.with_(crimes=(), guess=False)
    moment = Moment(talk, needs, found, talk.skipped, "typed", doing, content, own)
    if doing & {"skip", "no"} and not moment.told and talk.asks in QUESTIONS:
        moment = replace(moment, skipped=talk.skipped | {talk.asks})
    return _turn(moment, facts, small_talk, planner)


def chosen(talk: Talk, value: str, facts: Facts, small_talk: SmallTalk, planner: Planner) -> Talk:
    """The talk after a pressed choice; one that was never handed out in it is answered with the choices again."""
    content = facts.directory.content
    try:
        choice: Chosen = choices.choose(talk, value, content)
    except NotOffered:
        return _unread(talk, "", said.NOT_OFFERED, facts, small_talk)
    found = Needs(rights=choice.needs.rights) if choice.did == "ask_right" else Needs()
    moment = Moment(talk, choice.needs, found, choice.skipped, choice.did, frozenset(), content)
    return _turn(moment, facts, small_talk, planner, talk.offered[value])


def _readable(text: str) -> str:
    clean = text.translate(_INVISIBLE).replace("\r\n", "\n")
    return "".join(c if c in "\n\t" or category(c) not in _NO_TEXT else " " for c in clean).strip()


def _unread(talk: Talk, text: str, sentence: str, facts: Facts, small_talk: SmallTalk) -> Talk:
    """Nothing was said that can be read: the open question again, without the assistant."""
    moment = Moment(talk, talk.needs, Needs(text=text), talk.skipped, "typed", frozenset(), facts.directory.content)
    plan = simple.empty(moment)
    return _answered(moment, _before(sentence, plan), talk.mode, facts, small_talk)


def _turn(moment: Moment, facts: Facts, small_talk: SmallTalk, planner: Planner, pressed: str = "") -> Talk:
    mode: Mode = "assistant"
    if moment.did == "own_words":
        plan, mode = simple.own_words(moment), moment.talk.mode
    else:
        try:
            plan = _asked(moment, planner)
        except AssistantDown:
            plan, mode = simple.plan(moment), "simple"
    return _answered(moment, plan, mode, facts, small_talk, pressed)


def _asked(moment: Moment, planner: Planner) -> Plan:
    """The assistant's plan. Raises AssistantDown.

    A victim must not be taken for one who harms others: that is believed only when the site finds it near in meaning too.
    """
    talk = replace(moment.talk, skipped=moment.skipped)
    plan = planner.plan(talk, moment.needs, moment.found, moment.did)
    if plan.doing == "own_behaviour" and moment.did == "typed" and OWN_BEHAVIOUR not in dict(moment.found.about):
        return planner.plan(talk, moment.needs, moment.found, "tell")
    if moment.found.rights and _missed(plan, moment.found):
        return simple.plan(moment)
    if plan.doing in _LOST and talk.misunderstood >= 2:
        return simple.people()
    return plan


def _missed(plan: Plan, found: Needs) -> bool:
    """Did the assistant not understand what the site did? Two must agree that a question has nothing to do with crime."""
    nearest = found.about[0][0] if found.about else None
    return plan.doing == NOT_UNDERSTOOD or (plan.doing == OUT_OF_SCOPE and nearest != "none")


def _answered(moment: Moment, plan: Plan, mode: Mode, facts: Facts, small_talk: SmallTalk, pressed: str = "") -> Talk:
    """The talk with this turn and its reply in it."""
    talk, moment = moment.talk, _in_its_light(moment, plan)
    shown = reply(plan, moment, facts.directory, small_talk)
    found = moment.found
    turn = Turn(
        said=pressed or found.text,
        chosen=bool(pressed),
        parts=shown.parts,
        options=shown.options,
        number=talk.turns[-1].number + 1 if talk.turns else 1,
        written_in=found.written_in,
        crimes=tuple(crime for crime in found.crimes if crime in moment.content.crimes),
        rights=found.rights,
    )
    needs = kept(moment.needs)
    goes_on = needs == talk.needs or "more" in (plan.doing, moment.did) or not shown.services
    return talk.with_(
        needs=needs,
        turns=(*talk.turns, turn)[-MOST_TURNS:],
        asks=plan.asks,
        skipped=moment.skipped,
        offered=talk.offering(shown.options),
        shown=tuple(dict.fromkeys((*(talk.shown if goes_on else ()), *shown.services))),
        told=shown.told,
        misunderstood=talk.misunderstood + 1 if plan.doing in _LOST else 0,
        settled=not _begins_anew(plan, moment) and (talk.settled or bool(shown.services and not plan.asks and plan.doing in _TELLING)),
        mode=mode,
        ended=plan.ends,
    )


def _begins_anew(plan: Plan, moment: Moment) -> bool:
    return bool(plan.clears) or moment.did == "start_again"


def _in_its_light(moment: Moment, plan: Plan) -> Moment:
    """The moment in the light of what the assistant made of it: a guess at a crime counts only when a crime was told."""
    needs, found, skipped = moment.needs, moment.found, moment.skipped
    if found.guess and plan.doing not in _TELLING:
        known = moment.talk.needs
        found = found.with_(crimes=(), guess=False)
        needs = needs.with_(crimes=known.crimes, guess=known.guess)
    if plan.clears:
        needs, skipped = Needs(written_in=needs.written_in), frozenset()
    elif plan.doing == "skip" and moment.talk.asks in QUESTIONS and moment.talk.asks != plan.asks:
        skipped = skipped | {moment.talk.asks}
    return replace(moment, skipped=skipped, needs=needs, found=found)


def after_lapse(talk: Talk) -> Talk:
    """The talk with its last reply saying first that what was said before is forgotten."""
    last = talk.turns[-1]
    first = [part for part in last.parts if part.kind == "urgent"]
    rest = [part for part in last.parts if part.kind != "urgent"]
    return talk.with_(turns=(*talk.turns[:-1], replace(last, parts=(*first, Part("say", said.LAPSED), *rest))))


def _before(sentence: str, plan: Plan) -> Plan:
    return Plan((Step("say", text=sentence), *plan.steps), plan.asks, plan.ends, plan.clears, plan.doing)
