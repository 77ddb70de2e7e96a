"""Open Referral feeds as bytes: which version, which records, and what is wrong with them. Pure: opens nothing.

Version 1.0 has its records under `content`, version 3.0 under `contents`; a file may also be a plain list, a single
service, or lines of JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from finder.oruk.slips import BadFeed

Version = Literal["1.0", "3.0"]
NESTED = frozenset({"service_areas", "languages", "contacts", "phones", "attributes", "schedules", "service_at_locations", "cost_options"})
NESTED_1 = frozenset({"eligibilitys", "regular_schedules", "service_taxonomys", "link_taxonomies"})
"""Lists that only a whole record has, and those that only version 1.0 has."""


@dataclass(frozen=True)
class Page:
    """One page: its records, whether it says that it is the last, and of how many."""

    version: Version
    records: tuple[Any, ...]
    last: bool
    pages: int | None


def json_of(body: bytes, where: str) -> Any:
    """The JSON of an answer or a file; `where` names it in the reason. Raises BadFeed."""
    try:
        return json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadFeed(f"{where} is not text in UTF-8") from None
    except RecursionError:
        raise BadFeed(f"{where} is nested too deep to be read") from None
    except ValueError as error:
        raise BadFeed(_why_not_json(body, where, error)) from None


def _why_not_json(body: bytes, where: str, error: ValueError) -> str:
    start = body.lstrip()[:1]
    if start == b"<":
        return f"{where} is a web page, not JSON; look for the address of its API"
    if not start:
        return f"{where} is empty"
    position = error.pos if isinstance(error, json.JSONDecodeError) else 0
    ends_early = start in b"{[" and position >= len(body.decode("utf-8", "replace").rstrip()) - 1
    return (
        f"{where} stops in the middle; it was cut off" if ends_early or "Unterminated" in str(error) else f"{where} is not JSON ({error})"
    )


def page(value: Any, where: str) -> Page:
    """A page of a list. Raises BadFeed."""
    if isinstance(value, dict):
        check_version(value, where)
        for version, key, total in (("3.0", "contents", "total_pages"), ("1.0", "content", "totalPages")):
            if isinstance(records := value.get(key), list):
                last = value.get("last_page" if version == "3.0" else "last") is True or value.get("empty") is True or not records
                pages = value.get(total)
                return Page(
                    "3.0" if version == "3.0" else "1.0", tuple(records), last, pages if isinstance(pages, int) and pages >= 0 else None
                )
    raise BadFeed(f"{where} is JSON, and no page of services: it has neither `contents` (3.0) nor `content` (1.0)")


def check_version(value: dict[str, Any], where: str) -> None:
    """What an API says of itself must be a version that can be read. Raises BadFeed."""
    said = value.get("version")
    if isinstance(said, str) and "contents" not in value and not any(number in said for number in ("3.0", "3.1", "1.0")):
        raise BadFeed(f"{where} says that it is version {said[:40]!r}; only 1.0 and 3.0 can be read")


def whole_file(body: bytes, where: str) -> tuple[Version, tuple[Any, ...]]:
    """Every record of a file: a page, a list, one service, or lines of JSON. Raises BadFeed."""
    if is_lines(body):
        records = tuple(_lines(body, where))
    else:
        value = json_of(body, where)
        if isinstance(value, dict) and ("contents" in value or "content" in value or "id" not in value):
            found = page(value, where)
            return found.version, found.records
        records = tuple(value) if isinstance(value, list) else (value,)
    if not records or not any(isinstance(record, dict) for record in records):
        raise BadFeed(f"{where} holds no services")
    return version_of(records), records


def is_lines(body: bytes) -> bool:
    """Two or more lines, of which the first is whole by itself."""
    lines = [line for line in body.split(b"\n", 2) if line.strip()]
    try:
        return len(lines) > 1 and isinstance(json.loads(lines[0].decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _lines(body: bytes, where: str) -> Iterator[Any]:
    for number, line in enumerate(body.split(b"\n"), 1):
        if line.strip():
            yield json_of(line, f"line {number} of {where}")


def version_of(records: tuple[Any, ...]) -> Version:
    """1.0 when any record has a list that only 1.0 has."""
    return "1.0" if any(isinstance(record, dict) and NESTED_1 & record.keys() for record in records) else "3.0"


def is_whole(record: Any) -> bool:
    """Has it any of the lists that a short record lacks? If not, the record is asked for by its id."""
    return isinstance(record, dict) and bool((NESTED | NESTED_1) & record.keys())
