"""Records of version 1.0 in the shape of 3.0, so that one reading does for both."""

from __future__ import annotations

from typing import Any


def newer(raw: dict[str, Any]) -> dict[str, Any]:
    """The same record with the names of 3.0. Anything may be missing or of the wrong kind."""
    ages = rows(raw, "eligibilitys")
    return {
        **raw,
        "minimum_age": next((row["minimum_age"] for row in ages if row.get("minimum_age") is not None), None),
        "maximum_age": next((row["maximum_age"] for row in ages if row.get("maximum_age") is not None), None),
        "schedules": rows(raw, "regular_schedules"),
        "languages": [{**row, "name": row.get("language")} for row in rows(raw, "languages")],
        "service_areas": [{**row, "name": row.get("service_area")} for row in rows(raw, "service_areas")],
        "attributes": [{"taxonomy_term": row.get("taxonomy")} for row in rows(raw, "service_taxonomys")],
        "phones": [phone for contact in rows(raw, "contacts") for phone in rows(contact, "phones")],
        "service_at_locations": [{"location": _location(row)} for row in rows(raw, "service_at_locations")],
    }


def _location(row: dict[str, Any]) -> dict[str, Any]:
    location = row.get("location")
    return {**location, "addresses": rows(location, "physical_addresses")} if isinstance(location, dict) else {}


def rows(record: Any, name: str) -> list[dict[str, Any]]:
    """The records of a list; none when it is missing or no list. What is no record in it is passed over."""
    value = record.get(name) if isinstance(record, dict) else None
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
