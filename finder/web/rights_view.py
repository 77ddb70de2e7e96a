"""The guide to rights as the templates show it: facts as they are in content, each sentence in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from finder.directory.opened import UnknownService
from finder.rights.model import Expect, Fact, Line, Page, Right, Stage
from finder.rights.rights import UnknownRight
from finder.rights.spans import Span
from finder.web import cards, rights_scripts, sentences
from finder.web.rights_codes import code
from finder.web.state import built
from finder.web.words import gettext, ngettext

View = dict[str, Any]
MOST_SERVICES = 3
MOST_LIMITS = 3
HAS_A_DATE = {
    "5": ("compensation",),
    "6": ("review-police", "review-cps"),
    "9": ("lenient-sentence",),
    "compensation": ("compensation",),
    "review": ("review-police", "review-cps", "lenient-sentence"),
}
"""The rights with a last day that can be worked out, and the deadlines that are theirs."""


def card(right: Right) -> View:
    """A right in short: its name, what it means, its time limits and where to read on."""
    return {"id": right.id, "code": code("right", right.id), "name": name(right), "short": gettext(right.short), "limits": limits(right)}


def cards_of(ids: Iterable[str]) -> list[View]:
    """The rights with these ids in short; ids that stand for none are left out."""
    found = []
    for right_id in ids:
        try:
            found.append(card(built().rights.get(right_id)))
        except UnknownRight:
            continue
    return found


def name(right: Right) -> str:
    words = gettext(right.name)
    return gettext("Right %(number)s: %(name)s", number=right.id, name=words) if right.id.isdigit() else words


def limits(right: Right) -> list[View]:
    """The time limits that matter most: those the person must keep before those that others must."""
    limited = sorted((one for one in right.expect if one.within), key=lambda one: one.who != "You")
    return [_expected(one) for one in limited[:MOST_LIMITS]]


def whole(right: Right, chosen: tuple[int, Mapping[str, str]] | None = None) -> View:
    """A right with all that is known of it. `chosen`: the number of a script, and what was picked for its blanks."""
    return {
        **card(right),
        "needs_report": right.needs_report,
        "expect": [_expected(one) for one in right.expect],
        "enhanced": gettext(right.enhanced.what) if right.enhanced else None,
        "differs": [{"who": _WHO[who](), "facts": [gettext(fact.what) for fact in facts]} for who, facts in right.differs.items() if facts],
        "ask": [gettext(line) for line in right.ask],
        "next": [gettext(line) for line in right.next],
        "scripts": rights_scripts.scripts(right, chosen),
        "contacts": [_contact(line) for line in right.contacts],
        "services": services(right.services),
        "support": right.support,
        "see": cards_of(right.see),
        "dates": [deadline_link(kind) for kind in HAS_A_DATE.get(right.id, ())],
        "sources": sources(right.facts),
    }


_WHO = {
    "under-18": lambda: gettext("If you are under 18"),
    "bereaved": lambda: gettext("If someone close to you was killed"),
    "parents": lambda: gettext("If you are a parent"),
}


def _contact(line: Line) -> View:
    phone = line.phone if line.phone and line.phone.basis == "page" else None
    return {
        "label": gettext(line.label),
        "phone": {"display": phone.number, "tel": phone.tel} if phone else None,
        "email": line.email,
        "web": line.web,
        "host": host(line.web) if line.web else None,
    }


def deadline_link(kind: str) -> View:
    rule = built().rights.deadlines.rules[kind]  # type: ignore[index]
    return {"code": code("deadline", kind), "name": gettext(rule.name)}


def _expected(one: Expect) -> View:
    """What can be expected. What the person does themselves says so in its own words."""
    return {
        "what": gettext(one.what),
        "who": gettext(one.who) if one.who != "You" else None,
        "within": span(one.within) if one.within else None,
        "sooner": span(one.sooner) if one.sooner else None,
    }


def span(length: Span) -> str:
    """A length of time in words."""
    match length.unit:
        case "working day":
            return ngettext("%(num)s working day", "%(num)s working days", length.number)
        case "day":
            return ngettext("%(num)s day", "%(num)s days", length.number)
        case "week":
            return ngettext("%(num)s week", "%(num)s weeks", length.number)
        case "month":
            return ngettext("%(num)s month", "%(num)s months", length.number)
    return ngettext("%(num)s year", "%(num)s years", length.number)


def page(one: Page) -> View:
    """A page for some readers."""
    return {
        "name": gettext(one.name),
        "facts": [gettext(fact.what) for fact in one.facts],
        "ask": [gettext(line) for line in one.ask],
        "services": services(one.services),
        "see": cards_of(one.see),
        "sources": sources(one.facts),
    }


def page_name(name: str) -> str:
    return gettext(built().rights.pages[name].name)


def stage(one: Stage) -> View:
    """Where a person stands, as they would say it."""
    return {"label": gettext(one.label), "meaning": gettext(one.meaning)}


def services(ids: Iterable[str], most: int | None = None) -> list[cards.Card]:
    """The cards of these services, as far as they are listed."""
    directory, found = built().directory, []
    for service_id in dict.fromkeys(ids):
        try:
            found.append(cards.card(directory.content, directory.service(service_id)))
        except UnknownService:
            continue
    return found[:most]


def sources(facts: Iterable[Fact]) -> list[View]:
    """Where facts were read, each page once, with the date that it bears."""
    seen = dict.fromkeys((fact.source, None if fact.seen == "undated" else fact.seen) for fact in facts)
    undated = gettext("undated")
    return [{"address": address, "host": host(address), "seen": sentences.day(when) if when else undated} for address, when in seen]


def host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def version() -> list[str]:
    """Which Code is shown, what is expected, and when that was looked into."""
    rights = built().rights
    _, held = rights.version()
    lines = [gettext(held.what)]
    if rights.versions.expected:
        lines.append(gettext(rights.versions.expected.what))
    return [*lines, sentences.checked(rights.versions.checked.isoformat()).rstrip(".") + "."]
