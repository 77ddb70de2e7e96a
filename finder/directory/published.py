"""What other directories ask of many services at once: who runs them, their terms, their place, when they were changed.

Laid out at index time, one row a listed service in the order of `Columns`, so that no list reads every record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from finder.directory import public_ids
from finder.directory.columns import Bools
from finder.directory.content import ANY_CRIME, Content, Topic
from finder.directory.model import Service

NOTHING_HAPPENED = frozenset({"unsure", "none"})
"""Topics that no service is sorted by."""

Kind = Literal["crime", "group", "support"]
Term = tuple[Kind, str]
"""A word that services are sorted by: its kind, and its slug."""


@dataclass(frozen=True)
class Published:
    """Arrays of n rows (services) and the names of what they mean.

    `run_by`: row of `organisations`, -1 not known. `has`: n x `terms`. `based`: says which town it works from, and is no
    refuge. `modified`: when its file was last written, in milliseconds since 1970. `ids`: what others know it by; `place_ids`:
    it at its place, empty where it is not `based`. `by_id`, `by_place_id`: the rows in order of these.
    """

    organisations: tuple[str, ...]
    terms: tuple[Term, ...]
    run_by: NDArray[np.int32]
    has: Bools
    based: Bools
    modified: NDArray[np.int64]
    ids: NDArray[np.bytes_]
    place_ids: NDArray[np.bytes_]
    by_id: NDArray[np.int32]
    by_place_id: NDArray[np.int32]

    def row_of(self, wanted: str) -> int | None:
        """The row of the service that others know by this id."""
        return _found(self.ids, self.by_id, wanted)

    def row_of_place(self, wanted: str) -> int | None:
        """The row of the service that others know at its place by this id."""
        return _found(self.place_ids, self.by_place_id, wanted)

    def save(self, folder: Path) -> None:
        arrays = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("organisations", "terms")}
        np.savez(folder / "published.npz", allow_pickle=False, **arrays)
        (folder / "published.json").write_text(json.dumps({"organisations": self.organisations, "terms": self.terms}))

    @classmethod
    def load(cls, folder: Path) -> Published:
        names = json.loads((folder / "published.json").read_text())
        terms = tuple((kind, slug) for kind, slug in names["terms"])
        with np.load(folder / "published.npz", allow_pickle=False) as arrays:
            return cls(tuple(names["organisations"]), terms, **{key: arrays[key] for key in arrays})


def _found(ids: NDArray[np.bytes_], order: NDArray[np.int32], wanted: str) -> int | None:
    """The row of an id, by halving."""
    key = wanted.encode("ascii", "replace")
    place = int(np.searchsorted(ids, np.bytes_(key), sorter=order)) if key else len(order)
    row = int(order[place]) if place < len(order) else None
    return row if row is not None and ids[row] == key else None


def topics_of(content: Content) -> dict[str, Topic]:
    """Crime types, and what else a service may be for: one's own behaviour."""
    return {slug: topic for slug, topic in content.topics.items() if slug not in NOTHING_HAPPENED}


def terms_of(content: Content) -> tuple[Term, ...]:
    """Every word that services are sorted by, crime types first."""
    crimes: list[Term] = [("crime", slug) for slug in (*topics_of(content), ANY_CRIME)]
    groups: list[Term] = [("group", slug) for slug in content.groups]
    support: list[Term] = [("support", slug) for slug in content.support]
    return (*crimes, *groups, *support)


def sorted_by(service: Service) -> Iterator[Term]:
    """The terms of one service; a group is one it is for, knows well, or is run by."""
    for crime in service.crimes:
        yield "crime", crime
    for support in service.support:
        yield "support", support
    for group in dict.fromkeys((*service.groups_it_is_for, *service.welcomes, *service.by_and_for)):
        yield "group", group


def place_of(service: Service) -> str | None:
    """The town it works from; None for a refuge, whatever its record says."""
    return None if "refuge" in service.support else service.base


def build(content: Content, services: tuple[Service, ...]) -> Published:
    """The rows of these services, in this order."""
    terms = terms_of(content)
    column = {term: index for index, term in enumerate(terms)}
    has = np.zeros((len(services), len(terms)), bool)
    organisations: dict[str, int] = {}
    for row, service in enumerate(services):
        has[row, [column[term] for term in sorted_by(service) if term in column]] = True
        if service.organisation:
            organisations.setdefault(service.organisation, len(organisations))
    names = [public_ids.of(public_ids.SERVICE, service.id) for service in services]
    at_places = [public_ids.of(public_ids.AT_LOCATION, service.id) if place_of(service) else "" for service in services]
    known, placed = np.array(names, np.bytes_), np.array(at_places, np.bytes_)
    return Published(
        organisations=tuple(organisations),
        terms=terms,
        run_by=np.array([organisations[s.organisation] if s.organisation else -1 for s in services], np.int32),
        has=has,
        based=np.array([place_of(s) is not None for s in services], bool),
        modified=np.array([modified(content, service.id) for service in services], np.int64),
        ids=known,
        place_ids=placed,
        by_id=np.argsort(known).astype(np.int32),
        by_place_id=np.argsort(placed).astype(np.int32),
    )


def modified(content: Content, service_id: str) -> int:
    """When a service's file was last written, in milliseconds since 1970; 0 when it has no file."""
    try:
        return (content.folder / "services" / f"{service_id}.yaml").stat().st_mtime_ns // 1_000_000
    except OSError:
        return 0
