"""A directory as plain rows, for other engines to lay out in their own way; and the answer that all must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.directory import text_index
from finder.directory.columns import NATION, NOT_THERE, Columns
from finder.directory.group_rules import OLDER_FROM, OPEN_TO_ALL, UNSAID, YOUNG_UP_TO, Person
from finder.directory.opened import Directory
from finder.directory.ranking import FAR, TEXT_STEPS
from finder.needs import Needs

FIELDS = ("name", "organisation", "about", "description")
ORDERED_BY = ("service", "narrow", "interpreters", "only", "low", "high", "cover", "reach", "fresh", "east", "north", "takes_any")
"""The facts of a service that its place in the order comes from."""


@dataclass(frozen=True)
class Answer:
    """How many, the rows of the first page in order, and for each filter and value a number (none for nought)."""

    total: int
    page: tuple[int, ...]
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Question:
    """Needs as other engines are given them. `kinds`: people x eligibilities, the person first, then one of each group: who is for
    whom is worked out beforehand, which the others are spared."""

    needs: Needs
    age: int
    district: str
    point: tuple[int, int]
    kinds: NDArray[np.int8]
    run_for: NDArray[np.bool_]


def question(directory: Directory, needs: Needs) -> Question:
    assert needs.age
    assert needs.place
    assert needs.place.point
    people = directory.rules.people(needs)
    kinds, run_for = directory.rules.fit(people, Person.of(needs)), directory.rules.run_for(people)
    [district] = needs.place.districts
    return Question(needs, needs.age.low, district, needs.place.point, kinds, run_for)


def texts(directory: Directory, row: int) -> dict[str, str]:
    """The fields of one service, cut into words and stemmed as ours are, so that all engines hold the same words."""
    service = directory.service(directory.columns.ids[row])
    said = {"name": service.name, "organisation": service.organisation or "", "description": service.description}
    said["about"] = " ".join(text_index._about(directory.content, service))
    return {name: " ".join(token.text for token in directory.text._analyser.own(said[name])) for name in FIELDS}


def row_of(directory: Directory, row: int) -> dict[str, Any]:
    """The facts of one service as numbers."""
    columns = directory.columns
    names = (
        "low",
        "high",
        "interpreters",
        "by_self",
        "by_professional",
        "takes_any",
        "narrow",
        "reach",
        "national",
        "fresh",
        "only",
        "cover",
    )
    east, north = columns.point[row].tolist()
    return {"service": row, "east": east, "north": north, **{name: int(getattr(columns, name)[row]) for name in names}}


def lists_of(directory: Directory, row: int) -> dict[str, list[int]]:
    """The columns, among the names, of what the service has several of."""
    columns = directory.columns
    matrices = {"crime": columns.crimes, "support": columns.support, "language": columns.speaks}
    return {name: np.flatnonzero(matrix[row]).tolist() for name, matrix in matrices.items()}


def covered(directory: Directory, cover: int) -> list[tuple[int, int]]:
    """The districts of one coverage, each with how specific it is."""
    levels = directory.columns.levels[cover]
    return [(int(district), int(levels[district])) for district in np.flatnonzero(levels != NOT_THERE)]


def first_page(columns: Columns, asked: Question, facts: Mapping[str, NDArray[Any]], words: NDArray[Any], best: float) -> tuple[int, ...]:
    """Our order, for engines that cannot sort by a formula: the first ten of what was found. `facts`: an array of each of ORDERED_BY;
    `words`: the score of each, and `best` that of the best of all."""
    spoken = columns.speaks[facts["service"], columns.language_names.index(str(asked.needs.language))]
    groups = asked.kinds[0][facts["only"]]
    groups = np.where((groups == UNSAID) & spoken, OPEN_TO_ALL, groups)
    level = columns.levels[facts["cover"], columns.districts.index(asked.district)]
    km = np.hypot(facts["east"] - asked.point[0], facts["north"] - asked.point[1]) / 1000
    km = np.where((facts["east"] != 0) | (facts["north"] != 0), np.minimum(km, FAR - 1), FAR - 1).astype(int)
    steps = (
        words == 0,
        ((1 - words / best) * (TEXT_STEPS - 1)).astype(int),
        facts["narrow"],
        np.where(spoken, 0, np.array([2, 3, 1])[facts["interpreters"] + 1]),
        groups,
        ~((facts["high"] <= YOUNG_UP_TO) | (facts["low"] >= OLDER_FROM)),
        np.minimum(level, NATION),
        facts["reach"],
        level,
        km,
        facts["fresh"],
    )
    return tuple(facts["service"][np.lexsort(steps[::-1])[:10]].tolist())


def some(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: int(number) for name, number in counts.items() if number}
