"""An area's colours: which may be set, and whether everyone can read what is written in them.

The palette stands in the site's own style sheet, as custom properties, once for light and once for dark. An area may set
those that carry its look. The colours of urgent lines, of errors and of the ring around what has the focus are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from finder.settings import ROOT

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
Palette = Mapping[str, str]
"""Names of custom properties without their dashes, each with a colour as #rrggbb."""

OWN = ("brand", "brand-deep", "on-brand", "tint", "bar", "on-bar", "sun", "sun-ink")
"""What an area may set: links and buttons, the bar at the top, and the way out on it."""

TEXT, SHAPE = 4.5, 3.0
"""Least contrast of text (WCAG 2.2, 1.4.3, level AA) and of what must be seen but not read (1.4.11)."""

_PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, paper, TEXT) for ink in ("brand", "brand-deep") for paper in ("paper", "card", "tint")),
    *(("on-brand", paper, TEXT) for paper in ("brand", "brand-deep")),
    *((ink, "tint", TEXT) for ink in ("ink", "soft", "care")),
    ("on-bar", "bar", TEXT),
    ("sun-ink", "sun", TEXT),
    ("sun", "bar", SHAPE),
    ("white", "bar", SHAPE),
)
"""Every colour of an area, with what it stands on in the style sheet; white is the ring of the focus on the bar."""

_SHEET = ROOT / "finder" / "static" / "site.css"
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_SET = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@cache
def national(scheme: Scheme) -> Palette:
    """The colours of the style sheet itself; in the dark those that are set anew, over those of the light."""
    light, dark = (dict(_SET.findall(block)) for block in _ROOT.findall(_SHEET.read_text(encoding="utf-8"))[:2])
    found = light if scheme == "light" else {**light, **dark}
    return {"white": "#ffffff"} | {name: _whole(colour) for name, colour in found.items()}


def contrast(one: str, other: str) -> float:
    """How much two colours differ, from 1 (the same) to 21 (black on white), by WCAG 2.2's definition of contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def problems(scheme: Scheme, own: Palette) -> Iterator[tuple[str, str]]:
    """Each colour of an area's that cannot be used: its name, and why."""
    for name, colour in own.items():
        if name not in OWN:
            yield name, f"an area may set {', '.join(OWN)}"
        elif not COLOUR.fullmatch(colour):
            yield name, 'write a colour as "#1a2b3c"'
    usable = {name: colour for name, colour in own.items() if name in OWN and COLOUR.fullmatch(colour)}
    whole = {**national(scheme), **usable}
    for ink, paper, least in _PAIRS:
        found = contrast(whole[ink], whole[paper])
        if {ink, paper} & usable.keys() and found < least:
            changed = ink if ink in usable else paper
            yield changed, f"{ink} {whole[ink]} on {paper} {whole[paper]} has a contrast of {found:.2f}; {least} is needed"


def sheet(colours: Mapping[Scheme, dict[str, str]]) -> str:
    """What is added to the style sheet; empty when an area sets no colour. Print keeps its own black on white."""
    parts = []
    for scheme in SCHEMES:
        own = "; ".join(f"--{name}: {colour}" for name, colour in sorted(colours.get(scheme, {}).items()))
        if own:
            parts.append(f"@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ {own} }} }}\n")
    return "".join(parts)


def _whole(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
