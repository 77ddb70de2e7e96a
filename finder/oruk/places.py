"""Where a service works, as areas and as a location. A refuge has no location, whatever its record says."""

from __future__ import annotations

from typing import Any

from finder.directory.content import Content
from finder.directory.model import Service
from finder.directory.published import place_of
from finder.oruk import grid, ids
from finder.oruk.ids import filled

NAMES = {
    "uk": "United Kingdom",
    "national-england-wales": "England and Wales",
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
"""Coverage words that are no names."""
AREA = "http://statistics.data.gov.uk/id/statistical-geography/"
"""The address of a district, followed by its code of the Office for National Statistics."""


def areas(content: Content, service: Service) -> list[dict[str, Any]]:
    return [
        filled(
            {
                "id": ids.of("area", service.id, name),
                "service_id": ids.service(service.id),
                "name": NAMES.get(name, name),
                "uri": _uri(content, name),
            }
        )
        for name in service.coverage
    ]


def _uri(content: Content, name: str) -> str | None:
    """The address of the one district that a coverage word means; a larger area has no code in our tables."""
    districts = content.places.districts_for(name)
    return AREA + next(iter(districts)) if len(districts) == 1 else None


def service_at_location(content: Content, service: Service) -> dict[str, Any] | None:
    """The town that a service works from, with a point where the name means one place; None when it is not said."""
    place = place_of(service)
    if place is None:
        return None
    resolution = content.places.resolve(place)
    point = resolution.place.point if resolution.place and not resolution.choices else None
    latitude, longitude = grid.to_degrees(*point) if point else (None, None)
    location = filled(
        {
            "id": ids.of("location", service.id),
            "location_type": "physical",
            "name": place,
            "description": "The town or part of a town that it works from. Ask where to go."
            + (" The point is the middle of it." if point else ""),
            "latitude": latitude,
            "longitude": longitude,
        }
    )
    return {
        "id": ids.of("service_at_location", service.id),
        "service_id": ids.service(service.id),
        "location_id": location["id"],
        "location": location,
    }
