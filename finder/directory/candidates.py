"""The services that may take a person at all, ranked. Where age or place leaves few, nothing else is worked out for the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.directory import eligibility, ranking
from finder.directory import terms as worker_terms
from finder.directory.columns import NOT_THERE, Bools, Columns
from finder.directory.opened import Directory
from finder.directory.ranking import Fit, Words
from finder.directory.terms import TermColumns, Terms
from finder.needs import Needs

Rows = NDArray[np.intp]
FEW, MANY = 0.5, 2_000
"""Rows are laid out anew when at most this share of a directory of many services is left; with fewer it costs what it saves."""


@dataclass(frozen=True)
class Candidates:
    """Some services of a directory. `rows` are their rows in it; everything else has one entry for each of them, in that order.
    `key`: smaller comes first. `terms`: what a worker asks by, None without a worker."""

    rows: Rows
    columns: Columns
    fit: Fit
    key: NDArray[np.int64]
    terms: TermColumns | None

    def first(self, mask: Bools, count: int) -> Rows:
        """The places, among the candidates, of the best of a mask, best first."""
        masked = np.flatnonzero(mask)
        keys = self.key[masked]
        if count < len(keys):
            best = np.argpartition(keys, count)[:count]
            masked, keys = masked[best], keys[best]
        ordered: Rows = masked[np.argsort(keys)]
        return ordered

    def named(self, columns: Columns, places: Rows) -> tuple[str, ...]:
        """The ids of candidates by their places. `columns`: the whole directory's."""
        return tuple(columns.ids[row] for row in self.rows[places].tolist())


def ranked(directory: Directory, needs: Needs, words: Words | None, terms: Terms | None, everyone: bool = False) -> Candidates:
    """Who may take this person; all services when `everyone`, though they do not."""
    whole = directory.columns
    place = eligibility.place_level(whole, needs.place.districts) if needs.place else np.zeros(len(whole), np.uint8)
    rows = _possible(whole, needs, place) if not everyone else None
    if rows is None:
        columns, known, rows = whole, directory.terms, np.arange(len(whole))
    else:
        columns, place, words = whole.of(rows), place.take(rows), words.of(rows) if words else None
        known = directory.terms.of_rows(rows) if terms else directory.terms
    named = np.isin(rows, directory.rows(needs.services)) if needs.services else np.zeros(len(rows), bool)
    fit = ranking.fit(columns, needs, directory.rules, words, named, place)
    key = ranking.order(columns, fit, needs)
    if terms is not None:
        key = worker_terms.order(columns, known, terms, key, fit.distance_km)
    return Candidates(rows, columns, fit, key, known if terms else None)


def _possible(columns: Columns, needs: Needs, place: NDArray[np.uint8]) -> Rows | None:
    """The rows that age and place leave; None when these are most of them."""
    if len(columns) < MANY or (needs.place is None and needs.age is None):
        return None
    left: Bools = place != NOT_THERE
    if needs.age:
        left &= eligibility.takes_age(columns, needs.age)
    if np.count_nonzero(left) > len(columns) * FEW:
        return None
    return np.flatnonzero(left)
