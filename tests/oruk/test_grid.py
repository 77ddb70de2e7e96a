"""A point of the national grid stands where the map has it."""

from __future__ import annotations

import pytest

from finder.oruk.grid import to_degrees


@pytest.mark.parametrize(
    ("east", "north", "latitude", "longitude"),
    [
        (651409.903, 313177.270, 52.65798, 1.71604),  # The Ordnance Survey's own worked example, in WGS84.
        (538880, 177320, 51.4779, -0.001),  # Greenwich
        (134200, 25000, 50.0658, -5.7150),  # Land's End
    ],
)
def test_a_point_of_the_grid_is_within_a_street_of_where_it_is(east: float, north: float, latitude: float, longitude: float) -> None:
    found = to_degrees(east, north)
    assert found == pytest.approx((latitude, longitude), abs=0.001)
