"""Who a service takes, as rules over columns. Each answer is an array of n rows, one a service; `group_rules` has the groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import NOT_THERE, Bools, Columns
from finder.directory.group_rules import MADE_FOR, OLDER_FROM, OPEN_TO_ALL, UNSAID, YOUNG_UP_TO
from finder.needs import Age

_TIER = np.array([2, 3, 1], np.int8)
"""For interpreters not known, none, and some."""


def group_fit(columns: Columns, kinds: NDArray[np.int8], inside: Bools) -> NDArray[np.int8]:
    """MADE_FOR to LEFT_OUT for each service. `kinds`: the same for each eligibility. `inside`: the groups that the person is in."""
    fit: NDArray[np.int8] = kinds.take(columns.only)
    mine = np.flatnonzero(inside)
    if len(mine):
        fit[(fit == OPEN_TO_ALL) & columns.welcomes[:, mine].any(axis=1)] = MADE_FOR
    return fit


def takes_age(columns: Columns, age: Age | None) -> Bools:
    if age is None:
        return np.ones(len(columns), bool)
    within: Bools = (columns.low <= age.high) & (columns.high >= age.low)
    return within


def age_fit(columns: Columns, age: Age | None) -> NDArray[np.int8]:
    """MADE_FOR a young or an older person who is one, OPEN_TO_ALL, or UNSAID: only for an age nobody has given."""
    for_some: Bools = (columns.high <= YOUNG_UP_TO) | (columns.low >= OLDER_FROM)
    return np.where(for_some, np.int8(UNSAID if age is None else MADE_FOR), np.int8(OPEN_TO_ALL))


def place_level(columns: Columns, districts: tuple[str, ...]) -> NDArray[np.uint8]:
    """How specific each service's coverage is to any of these districts (LOCAL to NOT_THERE)."""
    wanted = [columns.district_columns[code] for code in districts if code in columns.district_columns]
    if not wanted:
        return np.full(len(columns), NOT_THERE, np.uint8)
    best: NDArray[np.uint8] = columns.levels[:, wanted].min(axis=1).take(columns.cover)
    return best


def language_tier(columns: Columns, language: str) -> NDArray[np.int8]:
    """0 staff speak it, 1 interpreters, 2 not known, 3 known to have none."""
    tier: NDArray[np.int8] = _TIER.take(columns.interpreters + 1)
    if language in columns.language_names:
        tier[columns.speaks[:, columns.language_names.index(language)]] = 0
    return tier
