"""The ids that other directories know our records by: made from our own names, so that they never change."""

from __future__ import annotations

from typing import Any

from finder.directory.public_ids import AT_LOCATION, SERVICE, of

__all__ = ["AT_LOCATION", "filled", "of", "organisation", "service"]


def service(slug: str) -> str:
    return of(SERVICE, slug)


def organisation(name: str) -> str:
    """The same for one name written with other capitals or spaces."""
    return of("organization", " ".join(name.casefold().split()))


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Only the fields that hold something: an empty one is left out, as the standard asks."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
