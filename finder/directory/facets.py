"""For each choice of each filter, how many services there would be with it, the other filters kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from finder.directory import eligibility, ranking
from finder.directory import terms as worker_terms
from finder.directory.columns import NOT_THERE, Bools, Columns
from finder.directory.opened import Directory
from finder.directory.terms import Terms
from finder.needs import Needs

Counts = dict[str, dict[str, int]]


def count(directory: Directory, fit: ranking.Fit, needs: Needs, terms: Terms | None, kept: Bools) -> Counts:
    """Filter, value, number. `kept`: rows that a worker's terms leave in; without terms there are no counts for them."""
    counts = _of_needs(directory.columns, replace(fit, referral=fit.referral & kept), needs, directory.dimensions)
    if terms is not None:
        base: Bools = ranking.takes(fit) & (fit.crime != ranking.NOT_FOR_CRIME) & fit.support & fit.referral
        counts |= worker_terms.counts(directory.columns, directory.terms, terms, base)
    return counts


def _of_needs(columns: Columns, fit: ranking.Fit, needs: Needs, dimensions: Mapping[str, str]) -> Counts:
    takes = ranking.takes(fit)
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
