"""What an import would do to a content folder, worked out before a single file is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from finder.directory.content import short_code
from finder.directory.model import Service
from finder.directory.record_files import Fields, fields_of
from finder.oruk import ids
from finder.oruk.into import Read
from finder.oruk.slips import Slip

KEPT = ("notes", "flag", "confidence", "called")
"""Fields that editors write and no feed knows better."""


@dataclass
class Plan:
    """Files to write, by id: new ones, and changed ones as they would become. `same` is how many are as they were."""

    new: dict[str, Fields] = field(default_factory=dict)
    changed: dict[str, Fields] = field(default_factory=dict)
    same: int = 0


class Planner:
    """Takes records one by one. A file is a record's own when it says that it came from it, or is the one that we published."""

    def __init__(self, existing: Mapping[str, Fields]) -> None:
        self.plan = Plan()
        self._existing = existing
        self._from = {origin: slug for slug, fields in existing.items() if (origin := _origin(fields))}
        self._codes = {short_code(slug) for slug in existing}
        self._seen: set[str] = set()

    def take(self, read: Read) -> Slip | None:
        """Plan for a record; a word about it when it cannot be used beside those before it."""
        name = str(read.fields.get("name"))
        if read.record in self._seen:
            return Slip(read.record, name, "its id was there before; the first record with it was taken")
        self._seen.add(read.record)
        own = self._own(read)
        if own is None:
            slug = self._free(read)
            self.plan.new[slug] = read.fields
            self._codes.add(short_code(slug))
            return None
        merged = merge(self._existing[own], read.fields)
        try:
            before = fields_of(Service.model_validate({"id": own, **self._existing[own]}))
            after = fields_of(Service.model_validate({"id": own, **merged}))
        except ValidationError:
            return Slip(read.record, name, f"services/{own}.yaml is broken; run `flask check`")
        if after == before:
            self.plan.same += 1
        else:
            self.plan.changed[own] = after
        return None

    def _own(self, read: Read) -> str | None:
        """The id of the file that this record has already."""
        known = self._from.get(_origin(read.fields) or ("", ""))
        if known is None and read.slug in self._existing and ids.service(read.slug) == read.record:
            return read.slug
        return known

    def _free(self, read: Read) -> str:
        """An id that no other file has: the one it would like, else with an ending made from its own id."""
        wanted = [read.slug, *(f"{read.slug}-{_ending(read.record, number)}" for number in range(9))]
        return next(
            slug for slug in wanted if slug not in self._existing and slug not in self.plan.new and short_code(slug) not in self._codes
        )


def merge(before: Fields, after: Fields) -> Fields:
    """A file with what a feed says now; what editors wrote or confirmed themselves stays."""
    merged = {**before, **after, **{name: before[name] for name in KEPT if name in before}}
    ways = dict(after.get("contact") or {})
    for way, held in (before.get("contact") or {}).items():
        if way not in ways or _says(ways[way]) == _says(held):
            ways[way] = held
    if ways:
        merged["contact"] = ways
    if "hours" in before and "hours" in after and _says(before["hours"]) == _says(after["hours"]):
        merged["hours"] = before["hours"]
    if before.get("source", {}).get("record") is None:
        merged["source"], merged["evidence"] = before["source"], before.get("evidence", [])
    return merged


def _says(entry: Fields) -> str:
    """The number, address or hours of an entry, however it is known."""
    return next((str(entry[name]) for name in ("number", "to", "address", "open") if name in entry), "")


def _origin(fields: Fields) -> tuple[str, str] | None:
    """Where a file came from: its address and its id there."""
    source = fields.get("source")
    if not isinstance(source, dict) or not source.get("record"):
        return None
    return str(source.get("address") or ""), str(source["record"])


def _ending(record: str, number: int) -> str:
    return hashlib.blake2s(f"{record}/{number}".encode(), digest_size=3).hexdigest()
