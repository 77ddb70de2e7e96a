"""Whom services are for, laid out as arrays: one person, or one of each group, is held against every clause at once.

The rules are the design's ("How filters match people"): a fact that is not known never hides a service; one that
rules the person out does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import Bools, Columns
from finder.needs import Age, Needs

MADE_FOR, OPEN_TO_ALL, UNSAID, LEFT_OUT = 0, 1, 2, 3
"""How a service's groups fit a person: made for theirs; no limit that counts; only for a group they did not name; not for them."""

YOUNG_UP_TO, OLDER_FROM = 25, 50
"""A service whose upper age is at most 25 is one for young people; one that starts at 50 or later, for older people."""

# Two groups of these dimensions exclude each other; a person of one is not a person of the other unless both are named.
_EXCLUSIVE = frozenset({"gender", "religion", "identity"})
# People often are both and name one; naming one says nothing against the other.
_NEIGHBOURS = frozenset({"migrants", "black-minoritised"})
# Half of all people fit a gender, most are of some age or somebody's parent; few fit an identity nobody has named.
_LIKELY = frozenset({"gender", "age", "role"})
_OWN = frozenset({"identity", "religion"})


@dataclass(frozen=True, slots=True)
class Person:
    """What counts for eligibility: the groups named, the age, and whether a professional is asking."""

    groups: frozenset[str]
    age: Age | None
    professional: bool | None

    @classmethod
    def of(cls, needs: Needs, groups: Iterable[str] | None = None) -> Person:
        """`groups`: instead of those in the needs."""
        held = set(needs.groups if groups is None else groups)
        if needs.age and needs.age.is_child:
            held.add("children")
        if needs.age and needs.age.low >= 11 and needs.age.high <= YOUNG_UP_TO:
            held.add("young-people")
        if needs.age and needs.age.low >= 60:
            held.add("older-people")
        professional = None if needs.audience is None else needs.audience == "professional"
        return cls(frozenset(held), needs.age, professional)


@dataclass(frozen=True)
class GroupRules:
    """The distinct eligibilities of a directory (rows of `Columns.clauses`) as clauses x groups.

    `member`: 1 where a clause names a group. Each eligibility starts (`starts`) with an empty clause, which says what it is
    when no other speaks. `floor`: what a clause is to a person who is neither in it nor ruled out. `same`: groups x groups that
    exclude each other. `neighbours`: columns of groups. `own`: groups that are identities or faiths.
    """

    names: tuple[str, ...]
    member: NDArray[np.float32]
    floor: NDArray[np.int8]
    starts: NDArray[np.intp]
    same: NDArray[np.float32]
    neighbours: list[int]
    own: Bools

    @classmethod
    def of(cls, columns: Columns, dimensions: Mapping[str, str]) -> GroupRules:
        names = columns.group_names
        member: list[list[bool]] = []
        floor: list[int] = []
        starts: list[int] = []
        for clauses in columns.clauses:
            starts.append(len(member))
            member.append([False] * len(names))
            floor.append(MADE_FOR if clauses else OPEN_TO_ALL)
            for clause in clauses:
                member.append([name in clause for name in names])
                floor.append(OPEN_TO_ALL if any(dimensions.get(name) in _LIKELY for name in clause) else UNSAID)
        of = [dimensions.get(name) for name in names]
        return cls(
            names=names,
            member=np.array(member, np.float32).reshape(len(member), len(names)),
            floor=np.array(floor, np.int8),
            starts=np.array(starts, np.intp),
            same=np.array([[one == other and one in _EXCLUSIVE for other in of] for one in of], np.float32),
            neighbours=[column for column, name in enumerate(names) if name in _NEIGHBOURS],
            own=np.array([one in _OWN for one in of], bool),
        )

    def people(self, needs: Needs) -> Bools:
        """The groups that people are in: a row for the person of these needs, then one for a person of each group in their place."""
        by_age = Person.of(needs, groups=()).groups
        each = np.eye(len(self.names) + 1, len(self.names), k=-1, dtype=bool)
        each[:, [self.names.index(name) for name in by_age if name in self.names]] = True
        each[0, [self.names.index(name) for name in needs.groups if name in self.names]] = True
        return each

    def fit(self, inside: Bools, person: Person) -> NDArray[np.int8]:
        """MADE_FOR to LEFT_OUT: people x eligibilities. `inside`: people x groups; age and role are those of `person`."""
        named = inside.astype(np.float32)
        possible = (~self._ruled_out(inside, named, person)).astype(np.float32)
        said = np.repeat(self.floor[None], len(inside), axis=0)
        said[possible @ self.member.T == 0] = LEFT_OUT
        said[named @ self.member.T > 0] = MADE_FOR
        said[:, self.starts] = self.floor[self.starts]
        found: NDArray[np.int8] = np.maximum.reduceat(said, self.starts, axis=1)
        return found

    def run_for(self, inside: Bools) -> Bools:
        """Eligibilities that name an identity or faith of these people: people x eligibilities."""
        named = (inside & self.own).astype(np.float32) @ self.member.T > 0
        found: Bools = np.logical_or.reduceat(named, self.starts, axis=1)
        return found

    def _ruled_out(self, inside: Bools, named: NDArray[np.float32], person: Person) -> Bools:
        """Groups that what we know says these people are not in. `named`: `inside` as numbers."""
        out: Bools = named @ self.same > 0
        out[:, self.neighbours] &= ~inside[:, self.neighbours].any(axis=1, keepdims=True)
        age = person.age
        # "I'm a man" is said by a grown-up; a child would have given an age or been called one.
        gendered = [column for column, name in enumerate(self.names) if name in ("women", "men")]
        for name, outside in (
            ("children", inside[:, gendered].any(axis=1) if age is None else age.low >= 18),
            ("young-people", age is not None and (age.low > YOUNG_UP_TO or age.high < 10)),
            ("older-people", age is not None and age.high < OLDER_FROM),
            ("professionals", person.professional is False),
        ):
            if name in self.names:
                out[:, self.names.index(name)] = outside
        return out & ~inside
