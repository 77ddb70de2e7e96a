"""Search written plainly, every service looked at for every need: what the quicker search is compared with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from finder.directory import terms as worker_terms
from finder.directory.columns import BY_PHONE, NATION, Bools, Columns
from finder.directory.opened import Directory
from finder.directory.reasons import Reason
from finder.directory.search import Results
from finder.directory.terms import Terms
from finder.needs import Needs, Notice
from tests.directory import plain_eligibility as eligibility
from tests.directory import plain_ranking as ranking
from tests.directory.plain_facets import of_needs

ALWAYS = 3
"""How many national services stand below every answer."""

NEAR_IN_MEANING = 12
"""How many services are offered on nearness of meaning alone."""


_GIVEN = {"crime": "crimes"}
"""Where Needs holds what a notice calls by another name."""


def search(directory: Directory, needs: Needs, page: int = 1, per_page: int = 10, terms: Terms | None = None) -> Results:
    """The page (from 1) of services that take this person. Past the last page there are no ids. `terms`: a worker's own."""
    columns = directory.columns
    wants_words = _rests_on_words(needs)
    text = directory.text.scores(needs.rest) if wants_words else np.zeros(len(columns), np.float32)
    by_meaning = wants_words and not text.any() and needs.vector is not None
    if by_meaning:
        text = _by_meaning(directory, needs)
    by_text = bool(text.any())
    fit = ranking.fit(columns, needs, dimensions(directory), text)
    if by_text:
        fit = replace(fit, crime=np.where(text > 0, ranking.FOR_CRIME, np.where(columns.takes_any, 1, 3)).astype(np.int8))
    kept = _all(columns) if terms is None else worker_terms.keeps(columns, directory.terms, terms)
    found, notices = _offered(fit, needs, kept)
    key = ranking.order(columns, fit, needs, by_text)
    if terms is not None:
        key = worker_terms.order(columns, directory.terms, terms, key, fit.distance_km)
    rows = np.flatnonzero(found)
    ordered = rows[np.argsort(key[rows], kind="stable")]
    shown = ordered[(page - 1) * per_page : page * per_page]
    national = _always(columns, fit, key, shown)
    return Results(
        total=len(rows),
        ids=tuple(columns.ids[row] for row in shown),
        always=tuple(columns.ids[row] for row in national),
        facets=of_needs(columns, replace(fit, referral=fit.referral & kept), needs, dimensions(directory)),
        reasons={columns.ids[row]: _reasons(directory, fit, needs, int(row)) for row in (*shown, *national)},
        distance_km={columns.ids[row]: round(float(fit.distance_km[row]), 1) for row in shown if fit.distance_km[row] < ranking.FAR},
        notices=notices,
        by_meaning=by_meaning,
    )


def dimensions(directory: Directory) -> dict[str, str]:
    return {slug: group.dimension for slug, group in directory.content.groups.items()}


def _rests_on_words(needs: Needs) -> bool:
    """Search the words themselves only when nothing they mean was understood."""
    return bool(needs.rest) and not (needs.crimes or needs.services or needs.support or needs.groups)


def _by_meaning(directory: Directory, needs: Needs) -> NDArray[np.float32]:
    assert needs.vector is not None
    likeness = directory.vectors @ needs.vector
    floor = np.partition(likeness, -NEAR_IN_MEANING)[-NEAR_IN_MEANING] if len(likeness) > NEAR_IN_MEANING else -1.0
    nearest: NDArray[np.float32] = np.where(likeness >= floor, np.maximum(likeness, 1e-3), 0).astype(np.float32)
    return nearest


def _all(columns: Columns) -> Bools:
    return np.ones(len(columns), bool)


def _offered(fit: ranking.Fit, needs: Needs, kept: Bools) -> tuple[Bools, tuple[Notice, ...]]:
    """Who is offered, and what had to be relaxed so that somebody is. `kept`: rows that a worker's terms leave in."""
    takes = ranking.takes(fit)
    asked = (fit.crime != ranking.NOT_FOR_CRIME) | fit.named
    for keep, relaxed in (
        (asked & fit.support & fit.referral & kept, ()),
        (asked & fit.support & fit.referral, ("terms",)),
        (asked & fit.referral, ("terms", "support")),
        (asked, ("terms", "support", "referral")),
        (np.ones_like(takes), ("terms", "support", "referral", "crime")),
    ):
        found: Bools = (takes & keep) | fit.named & takes
        if found.any():
            given = [name for name in relaxed if (not kept.all() if name == "terms" else getattr(needs, _GIVEN.get(name, name)))]
            return found, tuple(Notice(name, "relaxed") for name in given)
    return takes, ()


def _always(columns: Columns, fit: ranking.Fit, key: NDArray[np.int64], shown: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best national services that take this person and are not on the page already; a number or chat first."""
    free = np.ones(len(columns), bool)
    free[shown] = False
    reachable = columns.reach <= BY_PHONE
    for candidates in (
        ranking.takes(fit) & columns.national & (fit.crime <= ranking.FOR_ANY_CRIME) & reachable,
        ranking.takes(fit) & columns.national,
        fit.age & (fit.groups != eligibility.LEFT_OUT) & columns.national,
        columns.national | np.ones(len(columns), bool),
    ):
        rows = np.flatnonzero(candidates & free)
        if len(rows):
            ordered: NDArray[np.int64] = rows[np.argsort(key[rows], kind="stable")][:ALWAYS]
            return ordered
    return np.flatnonzero(~free)[:1]


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
