"""Needs in, services out: who takes this person, best first, what each choice would find, and why.

A service is offered unless something known rules it out. Nothing is ever found by relaxing age or eligibility: what is
relaxed, when nobody is left, is what kind of help was asked for, then the way to be referred, and it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.directory import candidates, facets, ranking, reasons
from finder.directory import terms as worker_terms
from finder.directory.candidates import Candidates, Rows
from finder.directory.columns import BY_PHONE, Bools
from finder.directory.group_rules import LEFT_OUT
from finder.directory.opened import Directory
from finder.directory.ranking import Words
from finder.directory.reasons import Reason
from finder.directory.terms import Terms
from finder.needs import Needs, Notice

__all__ = ["Reason", "Results", "search"]

ALWAYS = 3
"""How many national services stand below every answer."""

NEAR_IN_MEANING = 12
"""How many services are offered on nearness of meaning alone."""


_GIVEN = {"crime": "crimes"}
"""Where Needs holds what a notice calls by another name."""


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


def search(directory: Directory, needs: Needs, page: int = 1, per_page: int = 10, terms: Terms | None = None) -> Results:
    """The page (from 1) of services that take this person. Past the last page there are no ids. `terms`: a worker's own."""
    columns = directory.columns
    words, by_meaning = _words(directory, needs)
    found = candidates.ranked(directory, needs, words, terms)
    kept = np.ones(len(columns), bool) if terms is None else worker_terms.keeps(columns, directory.terms, terms)
    kept_here = kept[found.rows]
    offered, notices = _offered(found.fit, needs, kept_here, bool(kept.all()))
    shown = found.first(offered, page * per_page)[(page - 1) * per_page :]
    national, always = _always(directory, needs, words, terms, found, shown)
    ids, ids_always = found.named(columns, shown), national.named(columns, always)
    km = found.fit.distance_km[shown].astype(float).tolist()
    return Results(
        total=int(np.count_nonzero(offered)),
        ids=ids,
        always=ids_always,
        facets=facets.count(directory, found, needs, terms, kept_here),
        reasons=_reasons(found, needs, ids, shown) | _reasons(national, needs, ids_always, always),
        distance_km={one: round(away, 1) for one, away in zip(ids, km, strict=True) if away < ranking.FAR},
        notices=notices,
        by_meaning=by_meaning,
    )


def _rests_on_words(needs: Needs) -> bool:
    """Search the words themselves only when nothing they mean was understood."""
    return bool(needs.rest) and not (needs.crimes or needs.services or needs.support or needs.groups)


def _words(directory: Directory, needs: Needs) -> tuple[Words | None, bool]:
    """The services that the words find, and whether by meaning alone; None when words find none, or do not count."""
    if not _rests_on_words(needs):
        return None, False
    scores = directory.text.scores(needs.rest)
    best = float(scores.max(initial=0))
    by_meaning = not best and needs.vector is not None
    if by_meaning:
        scores = _by_meaning(directory, needs)
        best = float(scores.max(initial=0))
    return (Words(scores, best) if best else None), by_meaning


def _by_meaning(directory: Directory, needs: Needs) -> NDArray[np.float32]:
    assert needs.vector is not None
    likeness = directory.vectors @ needs.vector
    floor = np.partition(likeness, -NEAR_IN_MEANING)[-NEAR_IN_MEANING] if len(likeness) > NEAR_IN_MEANING else -1.0
    nearest: NDArray[np.float32] = np.where(likeness >= floor, np.maximum(likeness, 1e-3), 0).astype(np.float32)
    return nearest


def _offered(fit: ranking.Fit, needs: Needs, kept: Bools, nothing_left_out: bool) -> tuple[Bools, tuple[Notice, ...]]:
    """Who is offered, and what had to be relaxed so that somebody is. `kept`: candidates that a worker's terms leave in."""
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
            given = [name for name in relaxed if (not nothing_left_out if name == "terms" else getattr(needs, _GIVEN.get(name, name)))]
            return found, tuple(Notice(name, "relaxed") for name in given)
    return takes, ()


def _always(
    directory: Directory, needs: Needs, words: Words | None, terms: Terms | None, found: Candidates, shown: Rows
) -> tuple[Candidates, Rows]:
    """The best national services that take this person and are not on the page already; a number or chat first.

    Among the candidates that have them: those found, or every service when none of those will do.
    """
    free = np.ones(len(found.rows), bool)
    free[shown] = False
    national = ranking.takes(found.fit) & found.columns.national & free
    for mask in (national & (found.fit.crime <= ranking.FOR_ANY_CRIME) & (found.columns.reach <= BY_PHONE), national):
        if mask.any():
            return found, found.first(mask, ALWAYS)
    every = candidates.ranked(directory, needs, words, terms, everyone=True)
    free = ~np.isin(every.rows, found.rows[shown])
    for mask in (every.fit.age & (every.fit.groups != LEFT_OUT) & every.columns.national & free, free):
        if mask.any():
            return every, every.first(mask, ALWAYS)
    return every, np.flatnonzero(~free)[:1]


def _reasons(found: Candidates, needs: Needs, ids: tuple[str, ...], places: Rows) -> dict[str, tuple[Reason, ...]]:
    return {one: reasons.of(found.columns, found.fit, needs, place) for one, place in zip(ids, places.tolist(), strict=True)}
