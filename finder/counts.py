"""What is counted, by day alone, and how small numbers are hidden. Plain Python: no Flask, no disk.

A count is a kind, a value and a number: never two kinds joined, so that nobody can be told from a row. Values are the
site's own words (roles of pages, crime types, police force areas, codes of languages); nothing typed can be one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from finder.needs import Needs

Kind = Literal["page", "language", "crime", "force", "urgent", "mode"]
"""A page's role; its language; a crime type and a police force area of a search; an urgent card shown; who led a talk's reply."""

KINDS: tuple[Kind, ...] = get_args(Kind)

SMALLEST = 10
"""Under this a number is not told apart from none: a few searches in a day may be one person's."""
STEP = 5
"""Numbers are told to the nearest of these."""
KEPT_DAYS = 400
"""A year and a month, so that a month can be compared with the same one of the year before."""

Counts = Mapping[str, Mapping[str, int]]
"""Kind, value, number of times: of one day."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of what was counted. `number` is rounded; None stands for all that were fewer than SMALLEST."""

    day: date
    kind: str
    value: str | None
    number: int | None


def of_search(needs: Needs) -> Iterator[tuple[Kind, str]]:
    """What is counted of a search: crime types, the force area when there is one, urgent cards. Nothing smaller than a force area."""
    yield from (("crime", crime) for crime in needs.crimes)
    if needs.place and needs.place.force:
        yield "force", needs.place.force
    yield from (("urgent", urgent.kind) for urgent in needs.urgent)


def coarse(counts: Counts) -> dict[str, dict[str, int]]:
    """The same counts as they may be shown: small ones left out, the others rounded. Doing it again changes nothing."""
    rounded = {kind: {value: _rounded(number) for value, number in values.items() if number >= SMALLEST} for kind, values in counts.items()}
    return {kind: values for kind, values in rounded.items() if values}


def added(one: Counts, other: Counts) -> dict[str, dict[str, int]]:
    """The sums of both."""
    return {kind: dict(Counter(one.get(kind, {})) + Counter(other.get(kind, {}))) for kind in sorted({*one, *other})}


def rows(day: date, counts: Counts) -> Iterator[Row]:
    """A day as it may be read: the largest first, and one line a kind for all others.

    That line is there on every day and for every kind, counted or not: it cannot be told whether there were few or none.
    """
    for kind in KINDS:
        values = coarse(counts).get(kind, {})
        yield from (Row(day, kind, value, number) for value, number in sorted(values.items(), key=lambda one: (-one[1], one[0])))
        yield Row(day, kind, None, None)


def too_old(days: Iterable[date], today: date) -> list[date]:
    """The days whose counts are to be deleted."""
    return [day for day in days if day < today - timedelta(days=KEPT_DAYS)]


def _rounded(number: int) -> int:
    return (number + STEP // 2) // STEP * STEP
