"""What a request to the Open Referral API asks for: every parameter checked, and a plain 400 for one that cannot be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import request

from finder.directory.content import Content
from finder.needs import Place
from finder.oruk.catalogue import Filter
from finder.web.errors import BadRequest

PER_PAGE, MOST_A_PAGE = 50, 500
LONGEST_SEARCH = 200
LARGEST = 999_999_999
UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
POSTCODE = r"^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?( ?[0-9][A-Za-z]{2})?$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}.*)?$"


@dataclass(frozen=True)
class Paging:
    """Which page, of how many (None: all on one page), and whether as lines of JSON without pages."""

    page: int
    per_page: int | None
    lines: bool


def paging(all_on_one: bool = False) -> Paging:
    """Raises BadRequest."""
    kind = one("format") or "json"
    if kind not in ("json", "ndjson"):
        raise wrong("format")
    return Paging(
        page=_whole("page", LARGEST) or 1,
        per_page=_whole("per_page", MOST_A_PAGE) or (None if all_on_one else PER_PAGE),
        lines=kind == "ndjson",
    )


def narrowed(content: Content, by_place: bool = False) -> Filter:
    """Raises BadRequest."""
    place, metres = (_place(content), _metres()) if by_place else (None, None)
    return Filter(
        search=search(),
        terms=tuple(_uuid("taxonomy_term_id", value) for value in request.args.getlist("taxonomy_term_id")),
        taxonomy=uuid("taxonomy_id"),
        organisation=uuid("organization_id"),
        modified_after=_moment(),
        place=place,
        metres=metres if place else None,
    )


def wrong(name: str) -> BadRequest:
    return BadRequest(400, "wrong-type", name)


def one(name: str) -> str | None:
    """The value of a parameter that may be given once. Raises BadRequest."""
    values = request.args.getlist(name)
    if len(values) > 1:
        raise wrong(name)
    return values[0] if values else None


def flag(name: str) -> bool:
    """Raises BadRequest."""
    value = one(name)
    if value not in (None, "true", "false"):
        raise wrong(name)
    return value == "true"


def search() -> str | None:
    """The words to search for; none when they are blank. Raises BadRequest."""
    value = one("search")
    if value is not None and len(value) > LONGEST_SEARCH:
        raise wrong("search")
    return (value or "").replace("\0", " ").strip() or None


def uuid(name: str) -> str | None:
    """Raises BadRequest."""
    value = one(name)
    return None if value is None else _uuid(name, value)


def _uuid(name: str, value: str) -> str:
    if not re.fullmatch(UUID, value):
        raise wrong(name)
    return value.lower()


def _whole(name: str, most: int) -> int | None:
    value = one(name)
    if value is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,8}", value) or int(value) > most:
        raise wrong(name)
    return int(value)


def _moment() -> datetime | None:
    """A day or a moment; without a time zone in UTC. Raises BadRequest."""
    value = one("modified_after")
    if value is None:
        return None
    try:
        # A plus sign that was not encoded arrives as a space.
        moment = datetime.fromisoformat(value.upper().replace(" ", "+")) if re.fullmatch(MOMENT, value) else None
    except ValueError:
        moment = None
    if moment is None:
        raise wrong("modified_after")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _place(content: Content) -> Place | None:
    """The place of a postcode, whole or its first half; a postcode that is nowhere here has no services. Raises BadRequest."""
    value = one("postcode")
    if value is None:
        return None
    if not re.fullmatch(POSTCODE, value):
        raise wrong("postcode")
    return content.places.resolve(value).place or NOWHERE


NOWHERE = Place(code="", label="", districts=())


def _metres() -> float | None:
    value = one("proximity")
    if value is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value):
        raise wrong("proximity")
    return float(value)


def parameters(*names: str) -> list[dict[str, Any]]:
    """The description of these parameters, as they are checked here."""
    return [{"name": name, "in": "query", "required": False, **_DESCRIBED[name]} for name in names]


_TEXT = {"type": "string"}
_YES_NO = {"schema": {"type": "boolean"}}
_ID = {"type": "string", "pattern": UUID}
_DESCRIBED: dict[str, dict[str, Any]] = {
    "search": {"schema": {"type": "string", "maxLength": LONGEST_SEARCH}},
    "page": {"schema": {"type": "integer", "minimum": 1, "maximum": LARGEST}},
    "per_page": {"schema": {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE}},
    "format": {"schema": {"enum": ["json", "ndjson"]}, "description": "ndjson: one record a line, without pages."},
    "taxonomy_term_id": {"schema": {"type": "array", "items": _ID}, "description": "Has this term; repeat it for all of several."},
    "taxonomy_id": {"schema": _ID},
    "organization_id": {"schema": _ID},
    "parent_id": {"schema": _ID, "description": "Our terms have no parents, so this finds none."},
    "modified_after": {"schema": {"type": "string", "format": "date-time"}},
    "minimal": {**_YES_NO, "description": "Only id and modified_date, all on one page unless per_page is given."},
    "full": _YES_NO,
    "full_service": _YES_NO,
    "top_only": _YES_NO,
    "postcode": {"schema": {"type": "string", "pattern": POSTCODE}, "description": "Services for the area that this postcode is in."},
    "proximity": {
        "schema": {"type": "number", "minimum": 0, "maximum": LARGEST},
        "description": "Metres from the middle of the postcode, instead of services for its area. Means nothing without a postcode.",
    },
}
