"""Who a service takes, as rules over columns. Each answer is an array of n rows, one a service.

The rules are the design's ("How filters match people"): a fact that is not known never hides a service; one that
rules the person out does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import NOT_THERE, Bools, Clauses, Columns
from finder.needs import Age, Needs

MADE_FOR, OPEN_TO_ALL, UNSAID, LEFT_OUT = 0, 1, 2, 3
"""How a service's groups fit a person: made for theirs; no limit that counts; only for a group they did not name; not for them."""

YOUNG_UP_TO, OLDER_FROM = 25, 50
"""A service whose upper age is at most 25 is one for young people; one that starts at 50 or later, for older people."""

# Two groups of these dimensions exclude each other; a person of one is not a person of the other unless both are named.
_EXCLUSIVE = frozenset({"gender", "religion", "identity"})
# People often are both and name one; naming one says nothing against the other.
_NEIGHBOURS = frozenset({"migrants", "black-minoritised"})


@dataclass(frozen=True, slots=True)
class Person:
    """What counts for eligibility: the groups named, the age, and whether a professional is asking."""

    groups: frozenset[str]
    age: Age | None
    professional: bool | None

    @classmethod
    def of(cls, needs: Needs) -> Person:
        groups = set(needs.groups)
        if needs.age and needs.age.is_child:
            groups.add("children")
        if needs.age and needs.age.low >= 11 and needs.age.high <= YOUNG_UP_TO:
            groups.add("young-people")
        if needs.age and needs.age.low >= 60:
            groups.add("older-people")
        professional = None if needs.audience is None else needs.audience == "professional"
        return cls(frozenset(groups), needs.age, professional)

    def rules_out(self, group: str, dimensions: Mapping[str, str]) -> bool:
        """Does what we know say that the person is not in this group?"""
        if group in self.groups:
            return False
        if group == "children":
            # "I'm a man" is said by a grown-up; a child would have given an age or been called one.
            grown_up = self.age is None and "children" not in self.groups and bool(self.groups & {"women", "men"})
            return grown_up or (self.age is not None and self.age.low >= 18)
        if group == "young-people":
            return self.age is not None and (self.age.low > YOUNG_UP_TO or self.age.high < 10)
        if group == "older-people":
            return self.age is not None and self.age.high < OLDER_FROM
        if group == "professionals":
            return self.professional is False
        dimension = dimensions.get(group)
        if dimension not in _EXCLUSIVE or (group in _NEIGHBOURS and self.groups & _NEIGHBOURS):
            return False
        return any(dimensions.get(mine) == dimension for mine in self.groups)


def group_fit(columns: Columns, person: Person, dimensions: Mapping[str, str]) -> NDArray[np.int8]:
    """MADE_FOR to LEFT_OUT for each service."""
    table = np.array([_clauses_fit(clauses, person, dimensions) for clauses in columns.clauses], np.int8)
    fit: NDArray[np.int8] = table[columns.only]
    mine = [index for index, name in enumerate(columns.group_names) if name in person.groups]
    if mine:
        fit[(fit == OPEN_TO_ALL) & columns.welcomes[:, mine].any(axis=1)] = MADE_FOR
    return fit


def _clauses_fit(clauses: Clauses, person: Person, dimensions: Mapping[str, str]) -> int:
    fit = MADE_FOR if clauses else OPEN_TO_ALL
    for clause in clauses:
        if person.groups & set(clause):
            continue
        if all(person.rules_out(group, dimensions) for group in clause):
            return LEFT_OUT
        # Half of all people fit a gender, most are of some age or somebody's parent; few fit an identity nobody has named.
        likely = any(dimensions.get(group) in ("gender", "age", "role") for group in clause)
        fit = max(fit, OPEN_TO_ALL if likely else UNSAID)
    return fit


def takes_age(columns: Columns, age: Age | None) -> Bools:
    if age is None:
        return np.ones(len(columns), bool)
    within: Bools = (columns.low <= age.high) & (columns.high >= age.low)
    return within


def age_fit(columns: Columns, age: Age | None) -> NDArray[np.int8]:
    """MADE_FOR a young or an older person who is one, OPEN_TO_ALL, or UNSAID: only for an age nobody has given."""
    for_some: Bools = (columns.high <= YOUNG_UP_TO) | (columns.low >= OLDER_FROM)
    return np.where(for_some, UNSAID if age is None else MADE_FOR, OPEN_TO_ALL).astype(np.int8)


def place_level(columns: Columns, districts: tuple[str, ...]) -> NDArray[np.uint8]:
    """How specific each service's coverage is to any of these districts (LOCAL to NOT_THERE)."""
    wanted = [index for index, code in enumerate(columns.districts) if code in set(districts)]
    if not wanted:
        return np.full(len(columns), NOT_THERE, np.uint8)
    best: NDArray[np.uint8] = columns.levels[:, wanted].min(axis=1)[columns.cover]
    return best


def language_tier(columns: Columns, language: str | None) -> NDArray[np.int8]:
    """0 staff speak it, 1 interpreters, 2 not known, 3 known to have none."""
    tier = np.array([2, 3, 1], np.int8)[np.where(columns.interpreters < 0, 0, columns.interpreters + 1)]
    if language in columns.language_names:
        tier[columns.speaks[:, columns.language_names.index(language)]] = 0
    return tier


def made_for_identity(columns: Columns, person: Person, dimensions: Mapping[str, str]) -> Bools:
    """Services run only for an identity or faith that the person named: worth knowing, whatever happened to them."""
    mine = {group for group in person.groups if dimensions.get(group) in ("identity", "religion")}
    table = np.array([any(mine & set(clause) for clause in clauses) for clauses in columns.clauses], bool)
    own: Bools = table[columns.only]
    return own
