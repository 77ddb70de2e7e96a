"""The last day to ask for something, from a date that is typed, used once and kept nowhere by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from finder.directory.hours import LONDON
from finder.rights.deadlines import DateProblem, Deadline, deadline, read_date
from finder.web import days, rights_view
from finder.web.rights_codes import code
from finder.web.state import built
from finder.web.words import gettext

View = dict[str, Any]
BOXES = ("day", "month", "year")
LONGEST = 10
_UNDER_18 = ("compensation-child-reported", "compensation-child-later", "compensation-child-unreported")


def kinds() -> list[View]:
    """The deadlines that can be worked out; those for people who were under 18 are reached from the one for adults."""
    return [rights_view.deadline_link(kind) for kind in built().rights.deadlines.rules if kind not in _UNDER_18]


def view(kind: str, fields: Mapping[str, Sequence[str]] | None = None, today: date | None = None) -> View:
    """The page of one deadline. `fields`: the boxes as they were posted; None before that."""
    rules = built().rights.deadlines
    rule = rules.rules[kind]  # type: ignore[index]
    typed = {name: ((fields or {}).get(name) or [""])[-1].strip()[:LONGEST] for name in BOXES}
    shown: View = {
        "code": code("deadline", kind),
        "name": gettext(rule.name),
        "asks": gettext(rule.date_label) if rule.date_label else None,
        "typed": typed,
        "error": None,
        "answer": None,
        "others": [rights_view.deadline_link(one) for one in _UNDER_18] if kind == "compensation" else [],
        "services": rights_view.services(built().rights.get(_RIGHT[kind]).services, rights_view.MOST_SERVICES),
        "right": rights_view.card(built().rights.get(_RIGHT[kind])),
    }
    if rule.event is not None and fields is None:
        return shown
    try:
        dates = {rule.event: read_date(typed["day"], typed["month"], typed["year"])} if rule.event else {}
        shown["answer"] = _answer(deadline(rules, kind, dates, today or datetime.now(LONDON).date()))
    except DateProblem as problem:
        shown["error"] = gettext(rules.problems[problem.code])
    except OverflowError:
        wrong = rules.problems["wrong"]
        shown["error"] = gettext(wrong)
    return shown


_RIGHT = {
    "compensation": "compensation",
    **dict.fromkeys(_UNDER_18, "compensation"),
    "review-police": "review",
    "review-cps": "review",
    "lenient-sentence": "review",
}


def _answer(found: Deadline) -> View:
    return {
        "last_day": _day(found.last_day),
        "passed": found.passed,
        "latest": _day(found.latest),
        "latest_passed": found.latest_passed,
        "when_passed": [gettext(line) for line in found.when_passed] if found.passed else [],
        "rests_on": [gettext(fact.what) for fact in found.rests_on],
        "also_ask": [gettext(line) for line in found.also_ask],
        "sources": rights_view.sources(found.rests_on),
    }


def _day(day: date | None) -> str | None:
    return days.written(day, weekday=True) if day else None
