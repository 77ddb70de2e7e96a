"""A directory as plain rows, for other engines to lay out in their own way; and the answer that all must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.directory import text_index
from finder.directory.columns import NOT_THERE
from finder.directory.group_rules import Person
from finder.directory.opened import Directory
from finder.needs import Needs

FIELDS = ("name", "organisation", "about", "description")


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


def some(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: int(number) for name, number in counts.items() if number}
