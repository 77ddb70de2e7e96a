"""The order of services for a person: one number a service, smaller first, made of steps from most to least weighty.

tests/directory/test_plain_order.py holds the same order written plainly, and compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.directory import eligibility, group_rules
from finder.directory.columns import NATION, NO_WAY, NOT_THERE, Bools, Columns
from finder.directory.group_rules import GroupRules, Person
from finder.needs import Needs

FOR_CRIME, FOR_ANY_CRIME, FOR_OTHERS, NOT_FOR_CRIME = 0, 1, 2, 3
"""How a service fits what happened: for that crime; for every crime, or run for the person's own group; perhaps, but only for a
group, an older age or people at work in shops, which the person has not named; not."""
AT_WORK = "business-crime"

TEXT_STEPS = 20
FAR = 200
MOST_CRIMES = 3
FRESH_BITS = 24
"""Room for the place by date of each of 16 million services."""


@dataclass(frozen=True)
class Words:
    """The score of a text's words for each service, 0 where none matches, and the best score of all."""

    scores: NDArray[np.float32]
    best: float

    @property
    def any(self) -> bool:
        return self.best > 0

    def of(self, rows: NDArray[np.intp]) -> Words:
        """The scores of some services; the best stays that of all."""
        return Words(self.scores.take(rows), self.best)


@dataclass(frozen=True)
class Fit:
    """How each service (row) fits the person, one array for each side of it. `kinds`: how each eligibility fits the person (the
    first row) and one person of each group; `run_for`: is it for an identity or faith of theirs; `own`: of this person's."""

    crime: NDArray[np.int8]
    groups: NDArray[np.int8]
    place: NDArray[np.uint8]
    language: NDArray[np.int8]
    age: Bools
    age_fit: NDArray[np.int8]
    support: Bools
    referral: Bools
    words: Words | None
    named: Bools
    own: Bools
    kinds: NDArray[np.int8]
    run_for: Bools
    distance_km: NDArray[np.float32]


def takes(fit: Fit) -> Bools:
    """Takes this person in this place, whatever happened and whatever help is wanted."""
    fits: Bools = fit.age & (fit.groups != group_rules.LEFT_OUT) & (fit.place != NOT_THERE)
    return fits


def order(columns: Columns, fit: Fit, needs: Needs) -> NDArray[np.int64]:
    """A key for each row, to be sorted upwards; no two are the same. A step that would be the same for all is left out."""
    key: NDArray[np.int64] = np.zeros(len(columns), np.int64)

    def then(step: NDArray[Any], size: int) -> None:
        """`step` runs from 0 to below `size`."""
        nonlocal key
        key *= size
        key += step

    if needs.services:
        then(~fit.named, 2)
    then(fit.crime, 4)
    if needs.crimes:
        # Of services for the crime, those for more of what happened, then those that are there for it above all.
        then(MOST_CRIMES - np.where(fit.crime == FOR_ANY_CRIME, np.int8(0), _matches(columns, needs)), MOST_CRIMES + 1)
        then(~_main(columns, needs) & (fit.crime == FOR_CRIME), 2)
    if fit.words:
        then(((1 - fit.words.scores / fit.words.best) * (TEXT_STEPS - 1)).astype(np.int16), TEXT_STEPS)
    if not needs.support:
        then(columns.narrow, 2)
    if _in_language(needs):
        then(fit.language, 4)
    then(fit.groups, 4)
    then(fit.age_fit, 3)
    # Without a place the services for everyone come first: a local one would most often be someone else's.
    then(np.minimum(fit.place, NATION) if needs.place else ~columns.national, NATION + 1)
    then(columns.reach, NO_WAY + 1)
    if needs.place:
        then(fit.place, NOT_THERE + 1)
        then(np.minimum(fit.distance_km, FAR - 1).astype(np.int16), FAR)
    key <<= FRESH_BITS
    key |= columns.fresh
    return key


def fit(columns: Columns, needs: Needs, rules: GroupRules, words: Words | None, named: Bools, place: NDArray[np.uint8]) -> Fit:
    """How each service fits these needs. `words`: None when no word counts. `named`: in the text. `place`: how specific it is."""
    person = Person.of(needs)
    language = eligibility.language_tier(columns, needs.help_language) if _in_language(needs) and needs.help_language else None
    people = rules.people(needs)
    kinds, run_for = rules.fit(people, person), rules.run_for(people)
    groups = eligibility.group_fit(columns, kinds[0], people[0])
    if language is not None:
        # A service whose staff speak the person's language is likely to be for them, named or not.
        groups[(groups == group_rules.UNSAID) & (language == 0)] = group_rules.OPEN_TO_ALL
    own = run_for[0].take(columns.only)
    return Fit(
        crime=_by_words(columns, words) if words else _crime(columns, needs, person, groups, own),
        groups=groups,
        place=place,
        language=np.zeros(len(columns), np.int8) if language is None else language,
        age=eligibility.takes_age(columns, needs.age),
        age_fit=eligibility.age_fit(columns, needs.age),
        support=_any_of(columns.support, columns.support_names, needs.support),
        referral=_referral(columns, needs),
        words=words,
        named=named,
        own=own,
        kinds=kinds,
        run_for=run_for,
        distance_km=_distance(columns, needs),
    )


def _in_language(needs: Needs) -> bool:
    return needs.help_language not in (None, "", "en")


def _matches(columns: Columns, needs: Needs) -> NDArray[np.int8]:
    """How many of the crime types each service is for."""
    wanted = [columns.crime_names.index(name) for name in needs.crimes[:MOST_CRIMES] if name in columns.crime_names]
    found: NDArray[np.int8] = columns.crimes[:, wanted].sum(axis=1, dtype=np.int8)
    return found


def _main(columns: Columns, needs: Needs) -> Bools:
    wanted = np.zeros(len(columns.crime_names) + 1, bool)
    wanted[[columns.crime_names.index(name) for name in needs.crimes if name in columns.crime_names]] = True
    main: Bools = wanted.take(columns.main_crime)
    return main


def _any_of(matrix: Bools, names: tuple[str, ...], wanted: tuple[str, ...]) -> Bools:
    if not wanted:
        return np.ones(matrix.shape[0], bool)
    found: Bools = np.any(matrix[:, [names.index(name) for name in wanted if name in names]], axis=1)
    return found


def _referral(columns: Columns, needs: Needs) -> Bools:
    """Only a known "no" leaves a service out."""
    if needs.referral is None:
        return np.ones(len(columns), bool)
    known = columns.by_self if needs.referral == "self" else columns.by_professional
    return np.not_equal(known, 0)


def _by_words(columns: Columns, words: Words) -> NDArray[np.int8]:
    """Words found stand for what happened."""
    others = np.where(columns.takes_any, np.int8(FOR_ANY_CRIME), np.int8(NOT_FOR_CRIME))
    return np.where(words.scores > 0, np.int8(FOR_CRIME), others)


def _crime(columns: Columns, needs: Needs, person: Person, groups: NDArray[np.int8], own: Bools) -> NDArray[np.int8]:
    unsaid = groups == group_rules.UNSAID
    if needs.age is None and "older-people" not in person.groups:
        unsaid |= columns.low >= group_rules.OLDER_FROM
    if not needs.crimes:
        return np.where(unsaid, np.int8(FOR_OTHERS), np.int8(FOR_CRIME))
    if AT_WORK not in needs.crimes and AT_WORK in columns.crime_names:
        unsaid |= columns.main_crime == columns.crime_names.index(AT_WORK)
    others = np.where(columns.takes_any | own, np.int8(FOR_ANY_CRIME), np.int8(NOT_FOR_CRIME))
    # Who was hurt tonight looks for somebody to talk to; money or a letter to the other side can come after.
    here = np.int8(FOR_CRIME) if needs.support else np.where(columns.narrow, np.int8(FOR_ANY_CRIME), np.int8(FOR_CRIME))
    tier = np.where(_any_of(columns.crimes, columns.crime_names, needs.crimes), here, others)
    tier[unsaid & (tier != NOT_FOR_CRIME)] = FOR_OTHERS
    return tier


def _distance(columns: Columns, needs: Needs) -> NDArray[np.float32]:
    """Kilometres from the person's place; FAR where either has no point."""
    if not needs.place or not needs.place.point:
        return np.full(len(columns), FAR, np.float32)
    apart = (columns.point - np.array(needs.place.point, np.int32)).astype(np.float64)
    km = np.hypot(apart[:, 0], apart[:, 1]) / 1000
    return np.where((columns.point[:, 0] | columns.point[:, 1]) != 0, km, FAR).astype(np.float32)
