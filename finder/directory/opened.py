"""A built directory, opened for reading: columns, words, vectors and the records themselves, all of one build."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from finder.directory import columns as column_store
from finder.directory import content as content_store
from finder.directory import published as published_store
from finder.directory import text_index
from finder.directory.content import Content, short_code
from finder.directory.group_rules import GroupRules
from finder.directory.model import Service
from finder.directory.tallies import Tallies
from finder.directory.terms import Answered, TermColumns

KEPT_IN_MEMORY = 256
"""Records of services, about 6 kB each."""


class UnknownService(KeyError):
    """No listed service has this id or code."""


def write(folder: Path, content: Content, vectors: NDArray[np.float32]) -> None:
    """Write a directory of the listed services into an empty folder. `vectors`: one row a listed service, unit length."""
    services = listed(content)
    text_index.write(folder / "words", content, services)
    column_store.build(content, services).save(folder)
    TermColumns.of(services).save(folder)
    published_store.build(content, services).save(folder)
    np.save(folder / "vectors.npy", vectors, allow_pickle=False)
    starts = [0]
    with (folder / "records.jsonl").open("wb") as out:
        for service in services:
            starts.append(starts[-1] + out.write(service.model_dump_json(by_alias=True, exclude_defaults=True).encode() + b"\n"))
    np.save(folder / "starts.npy", np.array(starts, np.int64), allow_pickle=False)


def listed(content: Content) -> tuple[Service, ...]:
    """The services that people may see, in order of id."""
    return tuple(service for service in content.services if service.listed)


class Directory:
    """Read-only, safe for threads. `content` holds everything but the services, as it was when this was built."""

    def __init__(self, folder: Path) -> None:
        self.content = content_store.load(folder / "content", with_services=False)
        self.columns = column_store.Columns.load(folder)
        self.terms = TermColumns.load(folder)
        self.published = published_store.Published.load(folder)
        self.text = text_index.TextIndex(folder / "words")
        self.vectors: NDArray[np.float32] = np.load(folder / "vectors.npy", mmap_mode="r", allow_pickle=False)
        self.rules = GroupRules.of(self.columns, {slug: group.dimension for slug, group in self.content.groups.items()})
        self.tallies = Tallies.of(self.columns)
        self.answered = Answered.of(self.terms)
        self._starts = np.load(folder / "starts.npy", allow_pickle=False)
        self._records = os.open(folder / "records.jsonl", os.O_RDONLY)
        weakref.finalize(self, os.close, self._records)
        self._rows = {service_id: row for row, service_id in enumerate(self.columns.ids)}
        self._codes = {short_code(service_id): service_id for service_id in self.columns.ids}
        self._record = lru_cache(maxsize=KEPT_IN_MEMORY)(self._read)

    def __len__(self) -> int:
        return len(self.columns)

    def __contains__(self, service_id: str) -> bool:
        return service_id in self._rows

    def rows(self, ids: Iterable[str]) -> list[int]:
        """The rows of the services that have these ids; ids that none has are passed over."""
        return [self._rows[one] for one in ids if one in self._rows]

    def service(self, service_id: str) -> Service:
        """Raises UnknownService."""
        try:
            return self._record(self._rows[service_id])
        except KeyError:
            raise UnknownService(service_id) from None

    def by_code(self, code: str) -> Service:
        """The service of a short code from an address. Raises UnknownService."""
        try:
            return self.service(self._codes[code])
        except KeyError:
            raise UnknownService(code) from None

    def _read(self, row: int) -> Service:
        start, end = int(self._starts[row]), int(self._starts[row + 1])
        # pread keeps no position, so threads do not disturb each other.
        return Service.model_validate(json.loads(os.pread(self._records, end - start, start)))
