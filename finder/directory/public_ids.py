"""The ids that other directories know our records by: made from our own names, so that they never change."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("2a936a56-9798-4740-ac83-5c04f280edfa")
"""Chosen once, at random. With another, every id in use elsewhere would change."""

SERVICE, AT_LOCATION = "service", "service_at_location"


def of(kind: str, *names: str) -> str:
    """The id of a thing of ours, such as of("service", "childline")."""
    return str(uuid5(NAMESPACE, "/".join((kind, *names))))
