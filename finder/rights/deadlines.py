"""The last day to ask for something: worked out from one date and kept nowhere.

The rules are in `content/rights/deadlines.yaml`, each with its source. Where a rule can be read in two ways, the
earlier day is given, so that nobody who trusts it is too late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from finder.directory.model import Record, Text
from finder.rights.model import Fact, Limit, Texts
from finder.rights.spans import working_day_by

Kind = Literal[
    "compensation",
    "compensation-child-reported",
    "compensation-child-later",
    "compensation-child-unreported",
    "review-police",
    "review-cps",
    "lenient-sentence",
]
Event = Literal["crime", "birth", "report", "decision", "sentence"]
Problem = Literal["missing", "wrong", "future"]
Reported = Literal["before-18", "from-18", "not-yet"]
EARLIEST = date(1900, 1, 1)
"""No date before this can be meant."""


class DateProblem(Exception):
    """A date cannot be used. `code` names the sentence in `deadlines.yaml` that says why."""

    code: Problem


class MissingDate(DateProblem):
    code: Problem = "missing"


class WrongDate(DateProblem):
    code: Problem = "wrong"


class FutureDate(DateProblem):
    code: Problem = "future"


class UnknownDeadline(Exception):
    """There is no deadline of that kind."""


class Rule(Record):
    """One time limit. `from` is the event it counts from; no `last` means that no time is running yet.

    `latest` is the longer limit that may be allowed; `by_working_day`: must it end on a working day?
    """

    name: Text
    date_label: Text | None = None
    event: Annotated[Event | None, Field(alias="from")] = None
    last: Limit | None = None
    latest: Limit | None = None
    by_working_day: bool = False
    rests_on: Annotated[tuple[Fact, ...], Field(min_length=1)]
    also_ask: Texts
    passed: Texts = ()

    @model_validator(mode="after")
    def _counts_from_something(self) -> Rule:
        if len({self.event is None, self.last is None, self.date_label is None, not self.passed}) > 1:
            raise ValueError("from: a rule needs all of from, last, date_label and passed, or none of them")
        return self


class Deadlines(Record):
    """All rules, with the sentences for dates that cannot be used."""

    problems: Mapping[Problem, Text]
    check: Text
    rules: Mapping[Kind, Rule]

    @model_validator(mode="after")
    def _all_there(self) -> Deadlines:
        for field, there, wanted in (
            ("rules", self.rules.keys(), get_args(Kind)),
            ("problems", self.problems.keys(), get_args(Problem)),
        ):
            if absent := sorted(set(wanted) - set(there)):
                raise ValueError(f"{field}: missing: {', '.join(absent)}")
        return self


@dataclass(frozen=True)
class Deadline:
    """The answer. `last_day` is the last day to ask (None: no time is running yet); `latest` the longer limit, if any.

    `passed` and `latest_passed` say whether those days are over. `rests_on` has the facts with their sources;
    `also_ask` what to ask or do; `when_passed` what can still be done when the day is over.
    """

    kind: Kind
    last_day: date | None
    passed: bool
    latest: date | None
    latest_passed: bool
    rests_on: tuple[Fact, ...]
    also_ask: tuple[str, ...]
    when_passed: tuple[str, ...]


def compensation_kind(under_18: bool, reported: Reported | None = None) -> Kind:
    """Which compensation rule holds: for a person who was `under_18` when it happened it turns on the first report.

    Raises UnknownDeadline when that is needed and not given.
    """
    if not under_18:
        return "compensation"
    kinds: dict[Reported | None, Kind] = {
        "before-18": "compensation-child-reported",
        "from-18": "compensation-child-later",
        "not-yet": "compensation-child-unreported",
    }
    if reported not in kinds:
        raise UnknownDeadline("reported")
    return kinds[reported]


def read_date(day: str, month: str, year: str) -> date:
    """A date typed in three boxes, in any script's digits. Raises MissingDate or WrongDate."""
    boxes = [box.strip() for box in (day, month, year)]
    if not any(boxes):
        raise MissingDate
    try:
        if not all(box.isdecimal() for box in boxes) or len(boxes[2]) != 4:
            raise WrongDate
        return date(int(boxes[2]), int(boxes[1]), int(boxes[0]))
    except (ValueError, OverflowError):
        raise WrongDate from None


def deadline(rules: Deadlines, kind: str, dates: Mapping[Event, date], today: date) -> Deadline:
    """The last day for one kind of request, from the one date its rule counts from. `today` is the day in London.

    Raises UnknownDeadline, MissingDate, FutureDate (after today) or WrongDate (before 1900).
    """
    rule = rules.rules.get(kind)  # type: ignore[call-overload]
    if rule is None:
        raise UnknownDeadline(kind)
    last_day = latest = None
    if rule.event is not None:
        start = _checked(dates.get(rule.event), today)
        last_day, latest = _end(rule, rule.last, start), _end(rule, rule.latest, start)
    return Deadline(
        kind=kind,  # type: ignore[arg-type]
        last_day=last_day,
        passed=last_day is not None and today > last_day,
        latest=latest,
        latest_passed=latest is not None and today > latest,
        rests_on=rule.rests_on,
        also_ask=(*rule.also_ask, rules.check),
        when_passed=rule.passed,
    )


def _checked(start: date | None, today: date) -> date:
    if start is None:
        raise MissingDate
    if start > today:
        raise FutureDate
    if start < EARLIEST:
        raise WrongDate
    return start


def _end(rule: Rule, span: Limit | None, start: date) -> date | None:
    if span is None:
        return None
    end = span.after(start)
    return working_day_by(end) if rule.by_working_day else end
