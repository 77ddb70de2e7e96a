"""Text of scripts whose letters join, move or run from right to left, drawn so that it looks right and reads right.

The library draws such letters well, but what a reader copies from them is not what was written: joined and moved letters
are several glyphs, and a PDF gives each glyph one meaning. So the letters are drawn as shapes, and the same words stand
over them as text that is not seen, in the order in which readers expect it. Both can be searched, copied and read aloud.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection, TextMode

from finder.paper.letters import Face

_WORDS = re.compile(r"(?:\u2066[^\u2069]*\u2069|[^\s\u2066])+")
"""A word; what is kept together from left to right, such as a number, is one."""

_MIRRORED = str.maketrans("()[]«»<>", ")(][»«><")
_CONTROLS = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


@dataclass(frozen=True)
class Style:
    """A font as the PDF knows it (`family`, `bold`), the faces to shape with, and the size in points."""

    family: str
    latin: str
    face: Face
    latin_face: Face
    bold: bool
    size: float
    rtl: bool


@dataclass(frozen=True)
class _Run:
    text: str
    rtl: bool
    own: bool
    width: float
    """In points."""


def paragraph(pdf: FPDF, text: str, style: Style, left: float, right: float, leading: float) -> None:
    """Draw a paragraph between two edges (millimetres), `leading` apart, below where the pen is, and move the pen below it."""
    for line in _lines(text, style, (right - left) * pdf.k):
        if pdf.will_page_break(leading):
            pdf.add_page()
        start = right - sum(run.width for run in line) / pdf.k if style.rtl else left
        _draw(pdf, line, style, start, pdf.get_y() + leading * 0.75)
        pdf.set_y(pdf.get_y() + leading)


def _lines(text: str, style: Style, width: float) -> list[list[_Run]]:
    # What is all in Latin letters, such as a name, keeps its own order up to its last full stop.
    rtl = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    lines: list[list[_Run]] = []
    words: list[str] = []
    for word in _WORDS.findall(text):
        if words and sum(run.width for run in _runs(" ".join([*words, word]), style, rtl)) > width:
            lines.append(_runs(" ".join(words), style, rtl))
            words = []
        words.append(word)
    return [*lines, _runs(" ".join(words), style, rtl)] if words else lines


def _runs(text: str, style: Style, base_rtl: bool) -> list[_Run]:
    """A line's runs from left to right, each of one direction and one font."""
    base = TextDirection.RTL if base_rtl else TextDirection.LTR
    seen = BidiParagraph(text=text, base_direction=base).get_reordered_characters()
    letters = [(one.character, bool(one.embedding_level % 2)) for one in seen if ord(one.character) not in _CONTROLS]

    def own(letter: str, rtl: bool) -> bool:
        """Drawn in the script's own font? In the same font as what stands around it, where a font has it."""
        mine = rtl or not letter.isascii() or (letter == " " and not style.rtl)
        return mine and ord(letter) in style.face.characters

    found = []
    for (rtl, drawn), run in groupby(letters, lambda one: (one[1], own(*one))):
        shown = "".join(letter for letter, _ in run)
        found.append(_run(shown[::-1] if rtl else shown, rtl, drawn, style))
    return found


def _run(text: str, rtl: bool, own: bool, style: Style) -> _Run:
    face = style.face if own else style.latin_face
    return _Run(text, rtl, own, sum(glyph.advance for glyph in face.shape(text, rtl, not own)) * style.size / 1000)


def _draw(pdf: FPDF, runs: list[_Run], style: Style, x: float, baseline: float) -> None:
    emphasis = "B" if style.bold else ""
    for run in runs:
        # Readers turn round the groups of a number in a line from right to left, unless the number is one group to them.
        number = style.rtl and not run.rtl and " " in run.text and not any(letter.isalpha() for letter in run.text)
        if run.own or number:
            _shapes(pdf, run, style, x, baseline)
        pdf.set_font(style.family if run.own else style.latin, emphasis, style.size)
        # Brackets are written as they look: who reads the file turns them when it turns the text.
        written = run.text[::-1].translate(_MIRRORED) if run.rtl else run.text.replace(" ", "") if number else run.text
        natural = pdf.get_string_width(written) * pdf.k
        # What is not seen takes the same room as what is, so that a marked word is marked where it stands.
        hidden = (run.own or number) and bool(natural)
        mode: dict[str, Any] = {"text_mode": TextMode.INVISIBLE} if hidden else {}
        with pdf.local_context(font_stretching=100 * run.width / natural if hidden else 100.0, **mode):
            pdf.text(x, baseline, written)
        x += run.width / pdf.k


def _shapes(pdf: FPDF, run: _Run, style: Style, x: float, baseline: float) -> None:
    """The letters of a run as filled outlines."""
    unit, face = style.size / 1000, style.face if run.own else style.latin_face
    pen, down = x * pdf.k, (pdf.h - baseline) * pdf.k
    for glyph in face.shape(run.text, run.rtl, not run.own):
        if path := face.path(glyph.number):
            pdf._out(f"q {unit:.5f} 0 0 {unit:.5f} {pen + glyph.x * unit:.2f} {down + glyph.y * unit:.2f} cm {path} f Q")
        pen += glyph.advance * unit
