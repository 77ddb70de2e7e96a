"""A talk as the templates and the API show it: codes become sentences in the language of the page, here and not before."""

from __future__ import annotations

from typing import Any

from finder.chat import questions
from finder.chat.plan import Option, Plan
from finder.chat.talk import Part, Talk, Turn
from finder.directory.opened import UnknownService
from finder.needs import Needs
from finder.web import cards, choices, language, rights_view, sentences, urgent
from finder.web.forms import Asked
from finder.web.state import built
from finder.web.words import gettext, speaking

View = dict[str, Any]


def opening() -> Talk:
    """A talk before its first message, with the choices of the first question handed out."""
    plan = questions.opening(built().directory.content)
    return Talk(asks=plan.asks, offered={option.value: option.label for option in _options(plan)})


def first_question() -> View:
    """The first question: its sentences and its choices."""
    plan = questions.opening(built().directory.content)
    lines = [gettext(step.text) for step in plan.steps if step.kind == "say"]
    return {"lines": lines, "options": options(_options(plan))}


def _options(plan: Plan) -> tuple[Option, ...]:
    return tuple(option for step in plan.steps for option in step.options)


def options(offered: tuple[Option, ...]) -> list[dict[str, str]]:
    return [{"label": gettext(option.label) if option.label else option.value, "value": option.value} for option in offered]


def turns(talk: Talk, shown: tuple[Turn, ...]) -> list[View]:
    """These turns of a talk, each with the offer to go on in another language where one was first written in it."""
    return [_turn(one, _other_language(talk, one)) for one in shown]


def _other_language(talk: Talk, shown: Turn) -> list[View]:
    """Never on a page whose own language was not learned: what is written in it looks like one that was."""
    code = shown.written_in
    if language.current() not in built().understanding.languages.names:
        return []
    before = {one.written_in for one in talk.turns if one.number < shown.number}
    if code is None or code in before or code == language.current() or code not in language.offered():
        return []
    with speaking(code):
        text = gettext("You can go on in this language.")
    there = language.url("chat.talk", stored=talk.id, lang=code)
    return [{"kind": "language", "code": code, "name": language.own_name(code), "text": text, "url": there}]


def _turn(shown: Turn, offer: list[View]) -> View:
    """What was said, and the reply in parts; sentences that follow each other stand together. What is urgent comes before an offer."""
    parts: list[View] = []
    for part in shown.parts:
        seen = _part(part)
        if seen["kind"] in ("heard", "notice") and not seen["text"]:
            continue
        if seen["kind"] == "say" and parts and parts[-1]["kind"] == "say":
            parts[-1]["lines"] += seen["lines"]
        else:
            parts.append(seen)
    urgent_parts = sum(one["kind"] == "urgent" for one in parts)
    parts[urgent_parts:urgent_parts] = offer
    if shown.chosen and shown.said:
        return {"number": shown.number, "said": gettext(shown.said), "lang": None, "parts": parts}
    return {"number": shown.number, "said": shown.said, "lang": shown.written_in, "parts": parts}


def _part(part: Part) -> View:
    match part.kind:
        case "urgent":
            return {"kind": "urgent", "cards": urgent.cards(part.needs or Needs())}
        case "services":
            return {"kind": "services", "cards": [card for one in part.services if (card := _card(one.id, one.why, one.distance_km))]}
        case "rights":
            return {"kind": "rights", "rights": rights_view.cards_of(part.rights)}
        case "say":
            return {"kind": "say", "lines": [gettext(part.text)]}
    return {"kind": part.kind, "text": sentence(part)}


def _card(service_id: str, why: Any, distance_km: float | None) -> cards.Card | None:
    directory = built().directory
    try:
        return cards.card(directory.content, directory.service(service_id), why, distance_km)
    except UnknownService:  # a newer directory no longer lists it
        return None


def sentence(part: Part) -> str:
    """A part that is one sentence."""
    if part.kind == "notice" and part.notice:
        return sentences.notice(built().directory.content, part.notice)
    if part.kind == "heard" and part.needs:
        return _heard(part.needs)
    return gettext(part.text) if part.text else ""


def _heard(needs: Needs) -> str:
    # Groups that follow from the age or the work are not said twice.
    groups = tuple(group for group in needs.groups if group not in choices.NOT_ASKED)
    labels = [chip["label"] for chip in choices.chips(needs.with_(groups=groups), Asked())]
    for_whom = {
        "self": gettext("for you"),
        "child": gettext("for a child you look after"),
        "friend": gettext("for someone you know"),
        "professional": gettext("for someone you help through your work"),
    }
    if needs.audience:
        labels.append(for_whom[needs.audience])
    listed = sentences.listed(labels)
    if not listed:
        return ""
    if needs.guess and needs.crimes:
        return gettext("My best guess: %(what)s.", what=listed)
    return gettext("I understood: %(what)s.", what=listed)
