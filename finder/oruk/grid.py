"""Metres of the British National Grid as latitude and longitude (WGS84), to within ten metres.

The published inverse of the transverse Mercator projection, then the seven-parameter shift (Ordnance Survey, "A guide to
coordinate systems in Great Britain").
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, radians, sin, sqrt, tan

_A, _B = 6_377_563.396, 6_356_256.909
"""Half axes of the Airy 1830 ellipsoid, which the grid is drawn on."""
_F0, _LAT0, _LON0 = 0.9996012717, radians(49), radians(-2)
_E0, _N0 = 400_000.0, -100_000.0
_ECC = 1 - (_B / _A) ** 2
_WGS_A, _WGS_B = 6_378_137.0, 6_356_752.3142
_SHIFT = (446.448, -125.157, 542.060)
_SCALE = 1 - 20.4894e-6
_TURN = tuple(seconds / 3600 * pi / 180 for seconds in (0.1502, 0.2470, 0.8421))


def to_degrees(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point of the grid, in degrees with four decimals."""
    lat, lon = _on_airy(east, north)
    lat, lon = _shifted(lat, lon)
    return round(lat * 180 / pi, 4), round(lon * 180 / pi, 4)


def _arc(lat: float) -> float:
    """Metres along the meridian from the true origin."""
    n = (_A - _B) / (_A + _B)
    less, more = lat - _LAT0, lat + _LAT0
    terms = (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * less,
        -(3 * n + 3 * n**2 + 2.625 * n**3) * sin(less) * cos(more),
        (1.875 * (n**2 + n**3)) * sin(2 * less) * cos(2 * more),
        -(35 / 24 * n**3) * sin(3 * less) * cos(3 * more),
    )
    return _B * _F0 * sum(terms)


def _on_airy(east: float, north: float) -> tuple[float, float]:
    lat = _LAT0
    while abs(left := north - _N0 - _arc(lat)) > 0.0001:
        lat += left / (_A * _F0)
    nu = _A * _F0 / sqrt(1 - _ECC * sin(lat) ** 2)
    rho = _A * _F0 * (1 - _ECC) / (1 - _ECC * sin(lat) ** 2) ** 1.5
    eta, t, d = nu / rho - 1, tan(lat), east - _E0
    lat_terms = (
        -t / (2 * rho * nu) * d**2,
        t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * d**4,
        -t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6,
    )
    lon_terms = (
        d / (cos(lat) * nu),
        -(d**3) / (6 * cos(lat) * nu**3) * (nu / rho + 2 * t**2),
        d**5 / (120 * cos(lat) * nu**5) * (5 + 28 * t**2 + 24 * t**4),
    )
    return lat + sum(lat_terms), _LON0 + sum(lon_terms)


def _shifted(lat: float, lon: float) -> tuple[float, float]:
    """From the Airy ellipsoid to WGS84, at height 0."""
    nu = _A / sqrt(1 - _ECC * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), (1 - _ECC) * nu * sin(lat)
    (dx, dy, dz), (rx, ry, rz) = _SHIFT, _TURN
    x, y, z = dx + x * _SCALE - rz * y + ry * z, dy + rz * x + y * _SCALE - rx * z, dz - ry * x + rx * y + z * _SCALE
    ecc = 1 - (_WGS_B / _WGS_A) ** 2
    flat = hypot(x, y)
    lat = atan2(z, flat * (1 - ecc))
    for _ in range(5):
        lat = atan2(z + ecc * _WGS_A / sqrt(1 - ecc * sin(lat) ** 2) * sin(lat), flat)
    return lat, atan2(y, x)
