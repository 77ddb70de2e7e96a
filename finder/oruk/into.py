"""A record of another directory as one of ours. Nothing is made up: what the record does not say is left out.

What a feed says is confirmed only when whoever imports it says that its publisher checks it; else numbers wait in the
editors' work-list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from pydantic import ValidationError

from finder.directory.content import Content
from finder.directory.model import Service
from finder.directory.place_names import key_of
from finder.directory.problems import from_validation
from finder.directory.record_files import Fields, fields_of
from finder.oruk import into_contact, into_words, times
from finder.oruk.feed import Version
from finder.oruk.ids import filled
from finder.oruk.into_words import Known
from finder.oruk.older import newer, rows
from finder.oruk.slips import Unusable

_TAG = re.compile(r"<[^<>]{1,500}>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OLDEST = 120


@dataclass(frozen=True)
class Given:
    """What is known of a whole feed: its address, what to take where a record is silent, and whether it is checked."""

    address: str | None = None
    crimes: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass
class Read:
    """A record as read: its id in the feed, the id it would like here, its fields, and what had to be left out."""

    record: str
    slug: str
    fields: Fields
    left_out: list[str] = field(default_factory=list)


class Reader:
    """Reads records into the words of one content folder."""

    def __init__(self, content: Content, given: Given) -> None:
        self._content, self._given = content, given
        self._known = Known.of(content)

    def read(self, raw: Any, version: Version) -> Read:
        """Raises Unusable."""
        if not isinstance(raw, dict):
            raise Unusable("it is no record: a record has names and values")
        own = str(raw.get("id") or "").strip() if isinstance(raw.get("id"), (str, int)) else ""
        if not own:
            raise Unusable("it has no id")
        if isinstance(raw.get("status"), str) and raw["status"].lower() != "active":
            raise Unusable(f"its status is {raw['status'][:30]!r}, not active")
        raw = newer(raw) if version == "1.0" else raw
        left_out: list[str] = []
        fields = self._fields(raw, own, left_out)
        slug = self._slug(raw, fields)
        try:
            service = Service.model_validate({"id": slug, **fields})
        except ValidationError as error:
            raise Unusable("; ".join(f"{problem.field}: {problem.reason}" for problem in from_validation("", error))) from None
        return Read(own, slug, fields_of(service), left_out)

    def _fields(self, raw: dict[str, Any], own: str, left_out: list[str]) -> Fields:
        known, ours = self._known, isinstance(raw.get("slug"), str)
        address = f"{self._given.address.rstrip('/')}/{own}" if self._given.address else None
        seen = day(raw.get("assured_date"))
        words = into_words.sorted_by(raw, known)
        languages, unsure = into_words.languages(raw, known, left_out)
        # Others may not say by a term of ours that it is a refuge: the word alone is enough to keep its town to ourselves.
        refuge = "refuge" in words.support or (not ours and "refuge" in f"{raw.get('name')} {raw.get('description')}".lower())
        ages, sure_of_ages = _ages(raw, left_out)
        basis = "page" if self._given.confirmed else "unconfirmed"
        contact = into_contact.contact(raw, basis, left_out)
        hours = times.line(rows(raw, "schedules"))
        if rows(raw, "schedules") and not hours:
            left_out.append("hours that are not the same every week")
        evidence = [
            filled({"field": name, "address": address, "seen": seen})
            for name, there in (
                ("languages", languages != ["en"] and not unsure),
                ("ages", ages and sure_of_ages),
                ("phone", "phone" in contact),
            )
            if there and address and self._given.confirmed
        ]
        return filled(
            {
                "name": text(raw.get("name")),
                "organisation": text((raw.get("organization") or {}).get("name")) if isinstance(raw.get("organization"), dict) else None,
                "description": text(raw.get("description")) or _needed("it has no description"),
                "crimes": words.crimes or list(self._given.crimes) or _needed("it names no crime type that we know; give one with --crime"),
                "support": words.support,
                "ages": ages,
                "only_for": words.only_for,
                "welcomes": words.welcomes,
                "by_and_for": words.by_and_for,
                "coverage": into_words.coverage(raw, known, left_out)
                or list(self._given.coverage)
                or _needed("it names no area that we know; give one with --coverage"),
                "languages": languages,
                "interpreters": into_words.interpreters(raw),
                "contact": contact,
                "hours": {"open": hours, "basis": basis} if hours else None,
                **into_words.on_referring(raw, ours, address, seen, left_out),
                "cost": into_contact.cost(raw),
                "base": None if refuge else into_contact.town(raw, ours),
                "confidence": "medium",
                "source": filled({"address": address, "kind": "third-party", "seen": seen, "record": own}),
                "evidence": evidence,
            }
        )

    def _slug(self, raw: dict[str, Any], fields: Fields) -> str:
        own = raw.get("slug")
        if isinstance(own, str) and _SLUG.fullmatch(own) and len(own) <= 60:
            return own
        made = "-".join(re.findall(r"[a-z0-9]+", key_of(fields.get("name", "")).lower()))
        return made[:60].strip("-") or "service"


def _needed(reason: str) -> Any:
    raise Unusable(reason)


def text(value: Any) -> str | None:
    """A text without mark-up, on one line; None when there is none."""
    plain = " ".join(unescape(_TAG.sub(" ", value)).replace("\0", " ").split()) if isinstance(value, str) else ""
    return plain or None


def day(value: Any) -> str | None:
    """The day of a date or a moment; None when it is neither."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match[0] if match else None


def _ages(raw: dict[str, Any], left_out: list[str]) -> tuple[dict[str, str], bool]:
    """The ages it takes, and whether the feed is sure of them."""
    ages = {}
    for name, key in (("from", "minimum_age"), ("to", "maximum_age")):
        value = raw.get(key)
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value)
        if value is None or isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        if 0 <= value <= OLDEST and (name == "to" or value > 0):
            ages[name] = str(int(value))
        elif value > OLDEST and name == "from":
            left_out.append(f"{key} {value}")
    return ages, "(ask to be sure)" not in str(raw.get("eligibility_description"))
