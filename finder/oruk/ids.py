"""The ids that other directories know our records by: made from our own names, so that they never change."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("2a936a56-9798-4740-ac83-5c04f280edfa")
"""Chosen once, at random. With another, every id in use elsewhere would change."""


def of(kind: str, *names: str) -> str:
    """The id of a thing of ours, such as of("service", "childline")."""
    return str(uuid5(NAMESPACE, "/".join((kind, *names))))


def service(slug: str) -> str:
    return of("service", slug)


def organisation(name: str) -> str:
    """The same for one name written with other capitals or spaces."""
    return of("organization", " ".join(name.casefold().split()))


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Only the fields that hold something: an empty one is left out, as the standard asks."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
