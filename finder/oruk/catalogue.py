"""The records of one build, as the API lists them: found by id, filtered, and written out. Pure: no Flask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import NOT_THERE
from finder.directory.opened import Directory
from finder.needs import Place
from finder.oruk import ids, out, places
from finder.oruk.out import Writer
from finder.oruk.taxonomies import Taxonomies
from finder.rights.rights import Rights

Rows = list[int]
"""Rows of services, in the order of an answer."""


class NotThere(LookupError):
    """Nothing has this id."""


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed by. None: not asked. An id that nothing has finds nothing."""

    search: str | None = None
    terms: tuple[str, ...] = ()
    taxonomy: str | None = None
    organisation: str | None = None
    modified_after: datetime | None = None
    place: Place | None = None
    metres: float | None = None


class Catalogue:
    """Read-only, safe for threads. Made once for each build: lists need no record but those they show."""

    def __init__(self, directory: Directory, rights: Rights) -> None:
        self._directory, self._published = directory, directory.published
        self.taxonomies = Taxonomies.of(directory.content, rights.stages)
        self._writer = Writer(directory.content, self.taxonomies)
        run_by = self._published.run_by
        self._by_organisation = np.argsort(run_by, kind="stable")
        self._starts = np.searchsorted(run_by[self._by_organisation], np.arange(len(self._published.organisations) + 1))
        self._organisations: dict[str, list[int]] = {}
        for row, name in enumerate(self._published.organisations):
            self._organisations.setdefault(ids.organisation(name), []).append(row)
        self._columns = {term: column for column, term in enumerate(self._published.terms)}

    def organisations(self, search: str | None = None) -> list[str]:
        """The ids of all organisations, or of those whose name holds every word."""
        every = self._published.organisations
        return [key for key, rows in self._organisations.items() if search is None or holds(every[rows[0]], search)]

    def found(self, wanted: Filter, only_at_locations: bool = False) -> Rows:
        """The services that fit, in order of their names' ids; by how well they fit when words are searched for."""
        published = self._published
        fits: NDArray[np.bool_] = np.ones(len(self._directory), bool)
        if only_at_locations:
            fits &= published.based
        if wanted.taxonomy is not None:
            fits &= self._has_any(self.taxonomies.in_taxonomy(wanted.taxonomy))
        for term in wanted.terms:
            fits &= self._has_any([term])
        if wanted.organisation is not None:
            run = np.zeros(len(fits), bool)
            run[self._run_by(self._organisations.get(wanted.organisation, []))] = True
            fits &= run
        if wanted.modified_after is not None:
            fits &= published.modified >= wanted.modified_after.timestamp() * 1000
        if wanted.place is not None:
            fits &= self._near(wanted.place, wanted.metres)
        if wanted.search is None:
            return np.flatnonzero(fits).tolist()
        scores = self._directory.text.scores(wanted.search)
        rows = np.flatnonzero(fits & (scores > 0))
        return rows[np.argsort(-scores[rows], kind="stable")].tolist()

    def _run_by(self, organisations: list[int]) -> NDArray[np.intp]:
        """The rows of the services that any of these runs, in order."""
        parts = [self._by_organisation[self._starts[one] : self._starts[one + 1]] for one in organisations]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.intp)

    def _has_any(self, term_ids: Iterable[str]) -> NDArray[np.bool_]:
        terms: Iterable[Any] = (self.taxonomies.of_term.get(term_id) for term_id in term_ids)
        columns = [self._columns[term] for term in terms if term in self._columns]
        return np.asarray(self._published.has[:, columns].any(axis=1))

    def _near(self, place: Place, metres: float | None) -> NDArray[np.bool_]:
        """Services for any district of a place or, when `metres` are given, within them of its middle."""
        columns = self._directory.columns
        if metres is None:
            districts = [columns.districts.index(code) for code in place.districts if code in columns.districts]
            most_specific = columns.levels[:, districts].min(axis=1, initial=NOT_THERE)
            return np.asarray(most_specific[columns.cover] != NOT_THERE)
        if place.point is None:
            return np.zeros(len(columns), bool)
        away = np.hypot(*(columns.point - np.array(place.point)).T.astype(float))
        return np.asarray(columns.point.any(axis=1) & (away <= metres))

    def service(self, row: int, full: bool = False) -> dict[str, Any]:
        record, modified = self._directory.service(self._directory.columns.ids[row]), int(self._published.modified[row])
        return self._writer.whole(record, modified) if full else self._writer.brief(record, modified)

    def minimal(self, rows: Rows) -> list[dict[str, Any]]:
        """The ids of services and when each was changed. All at once: it is asked for every service of a directory."""
        published = self._published
        changed = published.modified[rows]
        moments = np.datetime_as_string(changed.astype("datetime64[ms]"), unit="ms").tolist()
        names = published.ids[rows].astype(np.str_).tolist()
        told = zip(names, changed.tolist(), moments, strict=True)
        return [{"id": name, "modified_date": f"{moment}Z"} if at else {"id": name} for name, at, moment in told]

    def row_of(self, service_id: str) -> int:
        """Raises NotThere."""
        return _there(self._published.row_of(service_id))

    def row_of_place(self, place_id: str) -> int:
        """The service that works at a place. Raises NotThere."""
        return _there(self._published.row_of_place(place_id))

    def at_location(self, row: int, full: bool = False) -> dict[str, Any]:
        """A service where it works, with the service itself. Raises NotThere."""
        record = self._directory.service(self._directory.columns.ids[row])
        place = places.service_at_location(self._directory.content, record)
        if place is None:
            raise NotThere(record.id)
        return {**place, "service": self.service(row, full)}

    def organisation(self, organisation_id: str, services: str | None = None) -> dict[str, Any]:
        """An organisation; with its services by id and name ("brief"), or whole ("full"). Raises NotThere."""
        names = _get(self._organisations, organisation_id)
        name = self._published.organisations[names[0]]
        rows = self._run_by(names)
        found = out.organisation(name)
        if services == "brief":
            records = [self._directory.service(self._directory.columns.ids[row]) for row in rows]
            found["services"] = [{"id": ids.service(record.id), "name": record.name, "status": "active"} for record in records]
        if services == "full":
            found["services"] = [self.service(int(row), full=True) for row in rows]
        return found


def holds(text: str, search: str) -> bool:
    """Does a text hold every word that is searched for?"""
    return all(word in text.casefold() for word in search.casefold().split())


def _there(row: int | None) -> int:
    if row is None:
        raise NotThere
    return row


def _get(known: Mapping[str, Any], wanted: str) -> Any:
    try:
        return known[wanted]
    except KeyError:
        raise NotThere(wanted) from None
