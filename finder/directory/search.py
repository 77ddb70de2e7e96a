"""Needs in, services out: who takes this person, best first, what each choice would find, and why.

A service is offered unless something known rules it out. Nothing is ever found by relaxing age or eligibility: what is
relaxed, when nobody is left, is what kind of help was asked for, then the way to be referred, and it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from finder.directory import eligibility, ranking
from finder.directory.columns import NATION, NOT_THERE, Bools, Columns
from finder.directory.opened import Directory
from finder.needs import Needs, Notice

ALWAYS = 3
"""How many national services stand below every answer."""

NEAR_IN_MEANING = 12
"""How many services are offered on nearness of meaning alone."""


@dataclass(frozen=True)
class Reason:
    """Why a service is shown: a code, and the words that fill its sentence."""

    code: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Results:
    """One page of an answer. `ids` and `always` are service ids; `facets` counts what each value would find."""

    total: int
    ids: tuple[str, ...]
    always: tuple[str, ...]
    facets: Mapping[str, Mapping[str, int]]
    reasons: Mapping[str, tuple[Reason, ...]]
    distance_km: Mapping[str, float]
    notices: tuple[Notice, ...] = ()
    by_meaning: bool = False


def search(directory: Directory, needs: Needs, page: int = 1, per_page: int = 10) -> Results:
    """The page (from 1) of services that take this person. Past the last page there are no ids."""
    columns = directory.columns
    wants_words = _rests_on_words(needs)
    text = directory.text.scores(needs.rest) if wants_words else np.zeros(len(columns), np.float32)
    by_meaning = wants_words and not text.any() and needs.vector is not None
    if by_meaning:
        text = _by_meaning(directory, needs)
    by_text = bool(text.any())
    fit = ranking.fit(columns, needs, directory.dimensions, text)
    if by_text:
        fit = replace(fit, crime=np.where(text > 0, ranking.FOR_CRIME, np.where(columns.takes_any, 1, 3)).astype(np.int8))
    found, notices = _offered(fit, needs)
    key = ranking.order(columns, fit, needs, by_text)
    rows = np.flatnonzero(found)
    ordered = rows[np.argsort(key[rows], kind="stable")]
    shown = ordered[(page - 1) * per_page : page * per_page]
    national = _always(columns, fit, key, shown)
    return Results(
        total=len(rows),
        ids=tuple(columns.ids[row] for row in shown),
        always=tuple(columns.ids[row] for row in national),
        facets=_facets(columns, fit, needs, directory.dimensions),
        reasons={columns.ids[row]: _reasons(directory, fit, needs, int(row)) for row in (*shown, *national)},
        distance_km={columns.ids[row]: round(float(fit.distance_km[row]), 1) for row in shown if fit.distance_km[row] < ranking.FAR},
        notices=notices,
        by_meaning=by_meaning,
    )


def _rests_on_words(needs: Needs) -> bool:
    """Search the words themselves only when nothing they mean was understood."""
    return bool(needs.rest) and not (needs.crimes or needs.services or needs.support or needs.groups)


def _by_meaning(directory: Directory, needs: Needs) -> NDArray[np.float32]:
    assert needs.vector is not None
    likeness = directory.vectors @ needs.vector
    floor = np.partition(likeness, -NEAR_IN_MEANING)[-NEAR_IN_MEANING] if len(likeness) > NEAR_IN_MEANING else -1.0
    nearest: NDArray[np.float32] = np.where(likeness >= floor, np.maximum(likeness, 1e-3), 0).astype(np.float32)
    return nearest


def _takes(fit: ranking.Fit) -> Bools:
    """Takes this person in this place, whatever happened and whatever help is wanted."""
    takes: Bools = fit.age & (fit.groups != eligibility.LEFT_OUT) & (fit.place != NOT_THERE)
    return takes


def _offered(fit: ranking.Fit, needs: Needs) -> tuple[Bools, tuple[Notice, ...]]:
    """Who is offered, and what had to be relaxed so that somebody is."""
    takes = _takes(fit)
    asked = (fit.crime != ranking.NOT_FOR_CRIME) | fit.named
    for keep, relaxed in (
        (asked & fit.support & fit.referral, ()),
        (asked & fit.referral, ("support",)),
        (asked, ("support", "referral")),
        (np.ones_like(takes), ("support", "referral", "crime")),
    ):
        found: Bools = (takes & keep) | fit.named & takes
        if found.any():
            given = [name for name in relaxed if getattr(needs, "crimes" if name == "crime" else name)]
            return found, tuple(Notice(name, "relaxed") for name in given)
    return takes, ()


def _always(columns: Columns, fit: ranking.Fit, key: NDArray[np.int64], shown: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best national services that take this person and are not on the page already; a number or chat first."""
    free = np.ones(len(columns), bool)
    free[shown] = False
    reachable = columns.reach == 0
    for candidates in (
        _takes(fit) & columns.national & (fit.crime <= ranking.FOR_ANY_CRIME) & reachable,
        _takes(fit) & columns.national,
        fit.age & (fit.groups != eligibility.LEFT_OUT) & columns.national,
        columns.national | np.ones(len(columns), bool),
    ):
        rows = np.flatnonzero(candidates & free)
        if len(rows):
            ordered: NDArray[np.int64] = rows[np.argsort(key[rows], kind="stable")][:ALWAYS]
            return ordered
    return np.flatnonzero(~free)[:1]


def _facets(columns: Columns, fit: ranking.Fit, needs: Needs, dimensions: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """For each choice of each filter, how many services there would be with it, the other filters kept."""
    takes = _takes(fit)
    crime = fit.crime != ranking.NOT_FOR_CRIME
    rest = takes & fit.support & fit.referral
    own = eligibility.made_for_identity(columns, eligibility.Person.of(needs), dimensions)
    any_or_own = columns.takes_any | own
    counts = {
        "crime": {
            name: int(np.count_nonzero(rest & (columns.crimes[:, index] | any_or_own))) for index, name in enumerate(columns.crime_names)
        },
        "support": _column_counts(columns.support, columns.support_names, takes & crime & fit.referral),
        "language": _column_counts(columns.speaks, columns.language_names, rest & crime),
        "referral": {
            "self": int(np.count_nonzero(takes & crime & fit.support & (columns.by_self != 0))),
            "professional": int(np.count_nonzero(takes & crime & fit.support & (columns.by_professional != 0))),
        },
    }
    others = fit.age & (fit.place != NOT_THERE) & fit.support & fit.referral
    wanted = [columns.crime_names.index(name) for name in needs.crimes]
    for_crime = columns.crimes[:, wanted].any(axis=1) | columns.takes_any if wanted else crime
    counts["for"] = {name: _count_for(columns, others, for_crime, needs, name, dimensions) for name in columns.group_names}
    return counts


def _column_counts(matrix: Bools, names: tuple[str, ...], mask: Bools) -> dict[str, int]:
    found = matrix[mask].sum(axis=0)
    return {name: int(count) for name, count in zip(names, found, strict=True) if count}


def _count_for(columns: Columns, others: Bools, for_crime: Bools, needs: Needs, group: str, dimensions: Mapping[str, str]) -> int:
    """How many services there would be for one group; services run for the group itself count whatever happened."""
    person = eligibility.Person.of(replace(needs, groups=(group,)))
    offered = others & (for_crime | eligibility.made_for_identity(columns, person, dimensions))
    return int(np.count_nonzero(offered & (eligibility.group_fit(columns, person, dimensions) != eligibility.LEFT_OUT)))


def _reasons(directory: Directory, fit: ranking.Fit, needs: Needs, row: int) -> tuple[Reason, ...]:
    """Why this row is shown, most telling first."""
    columns = directory.columns
    reasons = [Reason("named")] if fit.named[row] else []
    if needs.crimes:
        mine = [name for name in needs.crimes if columns.crimes[row, columns.crime_names.index(name)]]
        reasons += [Reason("crime", (("crime", mine[0]),))] if mine else [Reason("any-crime")] if columns.takes_any[row] else []
    elif columns.takes_any[row]:
        reasons.append(Reason("any-crime"))
    if fit.groups[row] == eligibility.MADE_FOR:
        reasons += _group_reason(columns, needs, row)
    if fit.age_fit[row] == eligibility.MADE_FOR:
        reasons.append(Reason("age"))
    if needs.help_language and needs.help_language != "en" and fit.language[row] <= 1:
        reasons.append(Reason("speaks" if fit.language[row] == 0 else "interpreters", (("language", needs.help_language),)))
    if needs.place and fit.place[row] < NATION:
        reasons.append(Reason("place", (("place", needs.place.label),)))
    elif columns.national[row]:
        reasons.append(Reason("national"))
    return tuple(reasons)


def _group_reason(columns: Columns, needs: Needs, row: int) -> list[Reason]:
    said = {group for clause in columns.clauses[columns.only[row]] for group in clause}
    said |= {name for name, has in zip(columns.group_names, columns.welcomes[row], strict=True) if has}
    return [Reason("group", (("group", group),)) for group in needs.groups if group in said][:1]
