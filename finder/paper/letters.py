"""The letter shapes of a sheet: which font a language needs, and glyphs put together as its script asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.pens.basePen import BasePen

LATIN = "NotoSans"
FAMILIES = {"ar": "NotoSansArabic", "ur": "NotoSansArabic", "fa": "NotoSansArabic", "bn": "NotoSansBengali", "pa": "NotoSansGurmukhi"}
"""The font of a language that the Latin, Greek and Cyrillic one does not cover."""


def file(folder: Path, family: str, bold: bool) -> Path:
    """Where set-up has put a font."""
    return folder / f"{family}_{'700Bold' if bold else '400Regular'}.ttf"


@dataclass(frozen=True)
class Glyph:
    """One shaped glyph, in thousandths of the size: its number, how far the pen moves, and where it is drawn."""

    number: int
    advance: float
    x: float
    y: float


class Face:
    """One font file. Shapes a run of text of one direction, and draws a glyph as a path of a PDF."""

    def __init__(self, path: Path) -> None:
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self._scale = 1000 / self._face.upem
        self.path = lru_cache(maxsize=None)(self._path)

    @cached_property
    def characters(self) -> frozenset[int]:
        return frozenset(self._face.unicodes)

    def shape(self, text: str, rtl: bool, plain: bool = False) -> list[Glyph]:
        """Glyphs from left to right. `plain`: each letter by itself, as the PDF's own text is set."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer, {"kern": False, "liga": False} if plain else {})
        pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [
            Glyph(info.codepoint, at.x_advance * self._scale, at.x_offset * self._scale, at.y_offset * self._scale) for info, at in pairs
        ]

    def _path(self, glyph: int) -> str:
        pen = _PdfPen(self._scale)
        self._font.draw_glyph_with_pen(glyph, pen)
        return " ".join(pen.said)


class _PdfPen(BasePen):  # type: ignore[misc]
    """Writes outlines as operators of a PDF, in thousandths of the size. Quadratic curves come in as cubic ones."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._by = scale
        self.said: list[str] = []

    def _say(self, operator: str, *points: Any) -> None:
        numbers = (f"{value * self._by:.4g}" for point in points for value in point)
        self.said.append(" ".join([*numbers, operator]))

    def _moveTo(self, pt: Any) -> None:
        self._say("m", pt)

    def _lineTo(self, pt: Any) -> None:
        self._say("l", pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:
        self._say("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self.said.append("h")

    def _endPath(self) -> None:
        return None
