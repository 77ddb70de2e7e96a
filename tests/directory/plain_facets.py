"""The counts of each choice written plainly, one count a choice: what the quicker counts are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from finder.directory.columns import NOT_THERE, Bools, Columns
from finder.needs import Needs
from tests.directory import plain_eligibility as eligibility
from tests.directory import plain_ranking as ranking

Counts = dict[str, dict[str, int]]


def of_needs(columns: Columns, fit: ranking.Fit, needs: Needs, dimensions: Mapping[str, str]) -> Counts:
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
