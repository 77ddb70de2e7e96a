"""The order of services written plainly, every step over every service: what the quicker order is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import NATION, NO_WAY, NOT_THERE, Bools, Columns
from finder.needs import Needs
from tests.directory import plain_eligibility as eligibility

FOR_CRIME, FOR_ANY_CRIME, FOR_OTHERS, NOT_FOR_CRIME = 0, 1, 2, 3
"""How a service fits what happened: for that crime; for every crime, or run for the person's own group; perhaps, but only for a
group, an older age or people at work in shops, which the person has not named; not."""
AT_WORK = "business-crime"

TEXT_STEPS = 20
FAR = 200
MOST_CRIMES = 3


@dataclass(frozen=True)
class Fit:
    """How each service (row) fits the person, one array for each side of it."""

    crime: NDArray[np.int8]
    groups: NDArray[np.int8]
    place: NDArray[np.uint8]
    language: NDArray[np.int8]
    age: Bools
    age_fit: NDArray[np.int8]
    main: Bools
    matches: NDArray[np.int8]
    support: Bools
    referral: Bools
    text: NDArray[np.float32]
    named: Bools
    distance_km: NDArray[np.float32]


def takes(fit: Fit) -> Bools:
    """Takes this person in this place, whatever happened and whatever help is wanted."""
    fits: Bools = fit.age & (fit.groups != eligibility.LEFT_OUT) & (fit.place != NOT_THERE)
    return fits


def order(columns: Columns, fit: Fit, needs: Needs, by_text: bool) -> NDArray[np.int64]:
    """A key for each row, to be sorted upwards. `by_text`: nothing but the words themselves was understood."""
    key: NDArray[np.int64] = np.zeros(len(columns), np.int64)

    def then(step: NDArray[np.generic] | NDArray[np.bool_], size: int) -> None:
        nonlocal key
        key = key * size + np.clip(np.asarray(step).astype(np.int64), 0, size - 1)

    best = float(fit.text.max(initial=0.0)) or 1.0
    words = ((1 - fit.text / best) * (TEXT_STEPS - 1)).astype(np.int64)
    then(~fit.named, 2)
    # Of services for the crime, those for more of what happened, then those that are there for it above all.
    then(fit.crime, 4)
    then(MOST_CRIMES - np.where(fit.crime == FOR_ANY_CRIME, 0, fit.matches), MOST_CRIMES + 1)
    then(~fit.main & (fit.crime == FOR_CRIME), 2)
    if by_text:
        then(words, TEXT_STEPS)
    if not needs.support:
        then(columns.narrow, 2)
    if needs.help_language and needs.help_language != "en":
        then(fit.language, 4)
    then(fit.groups, 4)
    then(fit.age_fit, 3)
    # Without a place the services for everyone come first: a local one would most often be someone else's.
    then(np.minimum(fit.place, NATION) if needs.place else ~columns.national, NATION + 1)
    then(columns.reach, NO_WAY + 1)
    then(fit.place, NOT_THERE + 1)
    if not by_text:
        then(words, TEXT_STEPS)
    then(np.minimum(fit.distance_km, FAR - 1), FAR)
    return key * len(columns) + np.lexsort((np.arange(len(columns)), -columns.seen)).argsort()


def fit(columns: Columns, needs: Needs, dimensions: Mapping[str, str], text: NDArray[np.float32]) -> Fit:
    """How each service fits these needs. `text`: the score of the words, 0 where none matches."""
    person = eligibility.Person.of(needs)
    language = eligibility.language_tier(columns, needs.help_language)
    groups = eligibility.group_fit(columns, person, dimensions)
    if needs.help_language and needs.help_language != "en":
        # A service whose staff speak the person's language is likely to be for them, named or not.
        groups[(groups == eligibility.UNSAID) & (language == 0)] = eligibility.OPEN_TO_ALL
    named = np.isin(np.array(columns.ids, dtype=object), list(needs.services)) if needs.services else _none(columns)
    return Fit(
        crime=_crime(columns, needs, person, groups, dimensions),
        groups=groups,
        place=eligibility.place_level(columns, needs.place.districts) if needs.place else np.zeros(len(columns), np.uint8),
        language=language,
        age=eligibility.takes_age(columns, needs.age),
        age_fit=eligibility.age_fit(columns, needs.age),
        matches=_matches(columns, needs),
        main=np.isin(columns.main_crime, [columns.crime_names.index(c) for c in needs.crimes if c in columns.crime_names]),
        support=_any_of(columns.support, columns.support_names, needs.support),
        referral=_referral(columns, needs),
        text=text,
        named=named.astype(bool),
        distance_km=_distance(columns, needs),
    )


def _matches(columns: Columns, needs: Needs) -> NDArray[np.int8]:
    """How many of the crime types each service is for."""
    wanted = [columns.crime_names.index(name) for name in needs.crimes[:MOST_CRIMES] if name in columns.crime_names]
    return columns.crimes[:, wanted].sum(axis=1).astype(np.int8)


def _none(columns: Columns) -> Bools:
    return np.zeros(len(columns), bool)


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


def _crime(
    columns: Columns, needs: Needs, person: eligibility.Person, groups: NDArray[np.int8], dimensions: Mapping[str, str]
) -> NDArray[np.int8]:
    tier = np.zeros(len(columns), np.int8)
    if needs.crimes:
        specific = _any_of(columns.crimes, columns.crime_names, needs.crimes)
        any_or_own = columns.takes_any | eligibility.made_for_identity(columns, person, dimensions)
        broad = specific & (~columns.narrow | bool(needs.support))
        tier = np.select([broad, specific | any_or_own], [FOR_CRIME, FOR_ANY_CRIME], NOT_FOR_CRIME).astype(np.int8)
    unsaid = groups == eligibility.UNSAID
    if needs.age is None and "older-people" not in person.groups:
        unsaid |= columns.low >= eligibility.OLDER_FROM
    if needs.crimes and AT_WORK not in needs.crimes and AT_WORK in columns.crime_names:
        unsaid |= columns.main_crime == columns.crime_names.index(AT_WORK)
    unsaid &= tier != NOT_FOR_CRIME
    return np.where(unsaid, FOR_OTHERS, tier).astype(np.int8)


def _distance(columns: Columns, needs: Needs) -> NDArray[np.float32]:
    """Kilometres from the person's place; FAR where either has no point."""
    if not needs.place or not needs.place.point:
        return np.full(len(columns), FAR, np.float32)
    apart = columns.point - np.array(needs.place.point, np.int32)
    km = np.hypot(apart[:, 0].astype(np.float64), apart[:, 1].astype(np.float64)) / 1000
    return np.where(columns.point.any(axis=1), km, FAR).astype(np.float32)
