"""The directory laid out in columns: one row a service, so that a filter is one operation over an array.

Built once at index time from the services, saved beside the Whoosh index, read back whole. Rows are in the order of the
listed services; tables of distinct coverages and eligibility clauses are kept apart, since many services share them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.directory import hours
from finder.directory.content import ANY_CRIME, Content
from finder.directory.model import NATIONAL, Service

Clauses = tuple[tuple[str, ...], ...]
"""Eligibility in conjunctive form: a person must fit every clause, and fits a clause by any group in it."""

LOCAL, AREA, NATION, WHOLE_UK, NOT_THERE = 0, 1, 2, 3, 9
"""How specific a coverage is to a district, most specific first."""
AT_ANY_HOUR, BY_PHONE, BY_WEB, NO_WAY = 0, 1, 2, 3
"""How a service is reached: a confirmed number or chat that never closes, one that does or may, a web address, none."""

NO_AGE_LIMIT = (0, 200)
NARROW = frozenset({"restorative-justice", "anonymous-reporting", "court-support", "financial"})
"""Kinds of help that few people mean when they ask for help; services with no other kind come after the rest."""

FEW_DISTRICTS = 3
"""A coverage word of at most this many districts counts as local; a larger one below a nation as an area."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Columns:
    """Arrays of n rows (services), with the names of what their columns mean.

    `crimes`, `welcomes`, `speaks`, `support`: n x names, true where the service has it. `takes_any`: n. `low`, `high`: ages
    in whole years. `interpreters`, `by_self`, `by_professional`: 1 yes, 0 no, -1 not known. `only`: row of `clauses`.
    `cover`: row of `levels` (distinct coverages x districts, LOCAL to NOT_THERE). `point`: metres east and north, 0 when
    there is none. `reach`: AT_ANY_HOUR to NO_WAY. `seen`: yyyymmdd of the newest source,
    0 undated. `narrow`: gives one special kind of help only. `main_crime`: column of the crime type named first, -1 for any.
    `fresh`: the place of each row when those seen last come first.
    """

    ids: tuple[str, ...]
    crime_names: tuple[str, ...]
    group_names: tuple[str, ...]
    support_names: tuple[str, ...]
    language_names: tuple[str, ...]
    districts: tuple[str, ...]
    clauses: tuple[Clauses, ...]
    crimes: Bools
    takes_any: Bools
    welcomes: Bools
    speaks: Bools
    support: Bools
    low: NDArray[np.int16]
    high: NDArray[np.int16]
    interpreters: NDArray[np.int8]
    by_self: NDArray[np.int8]
    by_professional: NDArray[np.int8]
    only: NDArray[np.int32]
    cover: NDArray[np.int32]
    levels: NDArray[np.uint8]
    national: Bools
    point: NDArray[np.int32]
    reach: NDArray[np.int8]
    seen: NDArray[np.int32]
    narrow: Bools
    main_crime: NDArray[np.int16]
    fresh: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.low)

    @cached_property
    def district_columns(self) -> dict[str, int]:
        """The column of `levels` for each district."""
        return {code: column for column, code in enumerate(self.districts)}

    def of(self, rows: NDArray[np.intp]) -> Columns:
        """The columns of some services alone, in this order, without their ids."""
        taken: dict[str, Any] = {"ids": ()}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray) and field.name != "levels":
                taken[field.name] = value.take(rows, axis=0)
        return replace(self, **taken)

    def save(self, folder: Path) -> None:
        names: dict[str, Any] = {}
        arrays: dict[str, NDArray[Any]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            (arrays if isinstance(value, np.ndarray) else names)[field.name] = value
        np.savez(folder / "columns.npz", allow_pickle=False, **arrays)
        (folder / "columns.json").write_text(json.dumps(names))

    @classmethod
    def load(cls, folder: Path) -> Columns:
        names = {key: _tuples(value) for key, value in json.loads((folder / "columns.json").read_text()).items()}
        with np.load(folder / "columns.npz", allow_pickle=False) as arrays:
            return cls(**names, **{key: arrays[key] for key in arrays})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def build(content: Content, services: tuple[Service, ...]) -> Columns:
    """The columns of these services, in this order."""
    crime_names, group_names = tuple(content.crimes), tuple(content.groups)
    support_names, language_names = tuple(content.support), tuple(content.languages)
    districts = content.places.all_districts()
    only, clauses = _distinct([_clauses(service) for service in services])
    cover, coverages = _distinct([tuple(sorted(service.coverage)) for service in services])
    seen = np.array([int((s.checked or "0").replace("-", "").ljust(8, "0")) for s in services], np.int32)
    return Columns(
        ids=tuple(service.id for service in services),
        crime_names=crime_names,
        group_names=group_names,
        support_names=support_names,
        language_names=language_names,
        districts=districts,
        clauses=clauses,
        crimes=_matrix([s.crimes for s in services], crime_names),
        takes_any=np.array([ANY_CRIME in s.crimes for s in services], bool),
        welcomes=_matrix([s.welcomes for s in services], group_names),
        speaks=_matrix([s.languages for s in services], language_names),
        support=_matrix([s.support for s in services], support_names),
        low=np.array([NO_AGE_LIMIT[0] if s.ages.low is None else s.ages.low for s in services], np.int16),
        high=np.array([NO_AGE_LIMIT[1] if s.ages.high is None else s.ages.high for s in services], np.int16),
        interpreters=np.array([_known(s.interpreters) for s in services], np.int8),
        by_self=np.array([_known(s.referral.by_self) for s in services], np.int8),
        by_professional=np.array([_known(s.referral.by_professional) for s in services], np.int8),
        only=only,
        cover=cover,
        levels=np.asfortranarray([_levels(content, names, districts) for names in coverages], np.uint8),
        national=np.array([s.national for s in services], bool),
        point=np.array([_point(content, s) for s in services], np.int32),
        reach=np.array([_reach(s) for s in services], np.int8),
        seen=seen,
        fresh=np.argsort(np.argsort(-seen, kind="stable")).astype(np.int32),
        main_crime=np.array([crime_names.index(s.crimes[0]) if s.crimes[0] in crime_names else -1 for s in services], np.int16),
        narrow=np.array([bool(s.support) and set(s.support) <= NARROW for s in services], bool),
    )


def _matrix(rows: list[tuple[str, ...]], names: tuple[str, ...]) -> Bools:
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), bool)
    for row, values in enumerate(rows):
        matrix[row, [column[value] for value in values if value in column]] = True
    return matrix


def _distinct(values: list[Any]) -> tuple[NDArray[np.int32], tuple[Any, ...]]:
    """For each value its row in the table of distinct values, and that table."""
    table: dict[Any, int] = {}
    rows = [table.setdefault(value, len(table)) for value in values]
    return np.array(rows, np.int32), tuple(table)


def _clauses(service: Service) -> Clauses:
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in service.only_for)


def _known(value: bool | None) -> int:
    return -1 if value is None else int(value)


def _reach(service: Service) -> int:
    if service.shown_phone or service.shown_sms or service.shown_webchat:
        return AT_ANY_HOUR if hours.never_closes(service.shown_hours) else BY_PHONE
    return BY_WEB if service.shown_web else NO_WAY


def _levels(content: Content, names: tuple[str, ...], districts: tuple[str, ...]) -> list[int]:
    """For each district, how specific the most specific of the coverage names is to it."""
    row = dict.fromkeys(districts, NOT_THERE)
    for name in names:
        covered = content.places.districts_for(name)
        level = WHOLE_UK if name == "uk" else NATION if name in NATIONAL else LOCAL if len(covered) <= FEW_DISTRICTS else AREA
        for code in covered:
            row[code] = min(row[code], level)
    return list(row.values())


def _point(content: Content, service: Service) -> tuple[int, int]:
    if not service.base:
        return (0, 0)
    resolution = content.places.resolve(service.base)
    return resolution.place.point or (0, 0) if resolution.place and not resolution.choices else (0, 0)
