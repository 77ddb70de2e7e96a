"""For each choice of each filter, how many services there would be with it, the other filters kept."""

from __future__ import annotations

import numpy as np

from finder.directory import ranking
from finder.directory import terms as worker_terms
from finder.directory.candidates import Candidates
from finder.directory.columns import NOT_THERE, Bools
from finder.directory.group_rules import LEFT_OUT
from finder.directory.opened import Directory
from finder.directory.tallies import Tally
from finder.directory.terms import Terms
from finder.needs import Needs

Counts = dict[str, dict[str, int]]


def count(directory: Directory, found: Candidates, needs: Needs, terms: Terms | None, kept: Bools) -> Counts:
    """Filter, value, number. `kept`: candidates that a worker's terms leave in; without terms there are no counts for them."""
    counts = _of_needs(directory, found, needs, found.fit.referral & kept)
    if terms is not None and found.terms is not None:
        fit = found.fit
        base: Bools = ranking.takes(fit) & (fit.crime != ranking.NOT_FOR_CRIME) & fit.support & fit.referral
        counts |= worker_terms.counts(found.columns, found.terms, directory.answered, terms, base)
    return counts


def _of_needs(directory: Directory, found: Candidates, needs: Needs, referral: Bools) -> Counts:
    fit, columns = found.fit, found.columns
    takes = ranking.takes(fit)
    crime = fit.crime != ranking.NOT_FOR_CRIME
    rest = takes & fit.support & referral
    any_or_own = columns.takes_any | fit.own
    asked = takes & crime & fit.support

    def tally(of: Tally, mask: Bools) -> dict[str, int]:
        return dict(zip(of.names, of.counts(found.rows, mask), strict=True))

    always = int(np.count_nonzero(rest & any_or_own))
    return {
        "crime": {name: always + more for name, more in tally(directory.tallies.crimes, rest & ~any_or_own).items()},
        "support": _some(tally(directory.tallies.support, takes & crime & referral)),
        "language": _some(tally(directory.tallies.speaks, rest & crime)),
        "referral": {
            "self": int(np.count_nonzero(asked & (columns.by_self != 0))),
            "professional": int(np.count_nonzero(asked & (columns.by_professional != 0))),
        },
        "for": _for_each_group(found, needs, fit.age & (fit.place != NOT_THERE) & fit.support & referral, crime),
    }


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}


def _for_each_group(found: Candidates, needs: Needs, others: Bools, crime: Bools) -> dict[str, int]:
    """How many services there would be for each group; services run for the group itself count whatever happened."""
    columns, fit = found.columns, found.fit
    if needs.crimes:
        wanted = [columns.crime_names.index(name) for name in needs.crimes]
        crime = columns.crimes[:, wanted].any(axis=1) | columns.takes_any
    # One count over eligibility, offered to others or not, for what happened or not.
    kinds = len(columns.clauses)
    coded = np.bincount(columns.only * 4 + others * np.int8(2) + crime, minlength=kinds * 4).reshape(kinds, 4)
    not_for_it, for_it = coded[:, 2], coded[:, 3]
    offered = fit.kinds[1:] != LEFT_OUT
    counts = offered @ for_it + (offered & fit.run_for[1:]) @ not_for_it
    return dict(zip(columns.group_names, counts.tolist(), strict=True))
