"""The layout of a sheet on A4: services, what to say, urgent lines, and the code that opens it on a phone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from fpdf import FPDF

from finder.paper import letters
from finder.paper.letters import Face
from finder.paper.shaped import Style, paragraph

MARGIN = 14.0
QR = 26.0
SIZES = {False: (11.0, 10.0, 9.0, 8.0), True: (18.0, 17.0, 16.0)}
"""Sizes in points, tried until the sheet fits on one side; large letters go on to a second side rather than get small."""

LINE = 1.3
POINT = 25.4 / 72
"""Millimetres."""

Said = dict[str, Any]


class Sheet:
    """`said`: what stands on it, as `web/sheets.py` describes it. `fonts`: the folder of the fonts."""

    def __init__(self, said: Said, fonts: Path) -> None:
        self._said, self._fonts = said, fonts
        self._family = letters.FAMILIES.get(said["language"], letters.LATIN)
        self._families = tuple(dict.fromkeys((letters.LATIN, self._family)))
        self._faces: dict[tuple[str, bool], Face] = {}

    def pdf(self) -> bytes:
        """The file, in the largest letters that fit on one side."""
        for size in SIZES[bool(self._said["large"])]:
            made = self._made(size)
            if made.page == 1:
                break
        return bytes(made.output())

    def _made(self, size: float) -> FPDF:
        pdf = self._empty()
        said = self._said
        self._write(pdf, said["title"], size * 1.5, True)
        if said["gone"]:
            self._write(pdf, said["gone"], size, True)
        for service in said["services"]:
            self._service(pdf, service, size)
        self._rule(pdf)
        self._write(pdf, said["say_title"], size * 1.15, True)
        for words, english in said["say"]:
            self._write(pdf, f"“{words}”", size)
            if english:
                self._write(pdf, f"“{english}”", size)
        self._rule(pdf)
        self._write(pdf, said["urgent_title"], size * 1.15, True)
        for label, number, note in said["urgent"]:
            self._write(pdf, f"{label}: \u2066{number}\u2069" + (f" ({note})" if note else ""), size)
        self._rule(pdf)
        self._code(pdf, size)
        return pdf

    def _empty(self) -> FPDF:
        pdf = FPDF(format="A4")
        pdf.set_margin(MARGIN)
        pdf.set_auto_page_break(True, MARGIN)
        pdf.set_lang(self._said["language"])
        pdf.set_title(self._said["title"])
        pdf.set_creation_date(datetime.fromisoformat(self._said["made"]))
        for family in self._families:
            pdf.add_font(family, "", letters.file(self._fonts, family, False))
            pdf.add_font(family, "B", letters.file(self._fonts, family, True))
        pdf.add_page()
        return pdf

    def _service(self, pdf: FPDF, service: Said, size: float) -> None:
        self._rule(pdf)
        self._write(pdf, service["name"], size * 1.15, True)
        self._write(pdf, service["does"], size)
        if service["how"]:
            self._write(pdf, service["how"], size)
        for way, note in service["ways"]:
            self._write(pdf, way + (f" ({note})" if note else ""), size, True)
        if service["hours"]:
            self._write(pdf, service["hours"], size)

    def _write(self, pdf: FPDF, text: str, size: float, bold: bool = False, left: float = MARGIN, right: float | None = None) -> None:
        """A paragraph between two edges, in the direction of the sheet's language."""
        edge = pdf.w - MARGIN if right is None else right
        leading = size * LINE * POINT
        if self._family != letters.LATIN:
            own, latin = self._face(self._family, bold), self._face(letters.LATIN, bold)
            style = Style(self._family, letters.LATIN, own, latin, bold, size, bool(self._said["rtl"]))
            paragraph(pdf, text, style, left, edge, leading)
            return
        pdf.set_font(self._family, "B" if bold else "", size)
        pdf.set_x(left)
        pdf.multi_cell(edge - left, leading, text.replace("\u2066", "").replace("\u2069", ""), align="L", new_x="LMARGIN", new_y="NEXT")

    def _face(self, family: str, bold: bool) -> Face:
        if (family, bold) not in self._faces:
            self._faces[family, bold] = Face(letters.file(self._fonts, family, bold))
        return self._faces[family, bold]

    def _rule(self, pdf: FPDF) -> None:
        pdf.set_y(pdf.get_y() + 1.2)
        pdf.set_line_width(0.2)
        pdf.line(MARGIN, pdf.get_y(), pdf.w - MARGIN, pdf.get_y())
        pdf.set_y(pdf.get_y() + 0.8)

    def _code(self, pdf: FPDF, size: float) -> None:
        """The square that a phone reads, with the same address in letters beside it."""
        if pdf.will_page_break(QR + 2):
            pdf.add_page()
        top, rtl = pdf.get_y() + 1, bool(self._said["rtl"])
        start = pdf.w - MARGIN - QR if rtl else MARGIN
        rows = tuple(segno.make(self._said["address"], error="m", micro=False).matrix)
        cell = QR / len(rows)
        for down, row in enumerate(rows):
            for along, dark in enumerate(row):
                if dark:
                    pdf.rect(start + along * cell, top + down * cell, cell, cell, style="F")
        left, right = (MARGIN, start - 5) if rtl else (start + QR + 5, pdf.w - MARGIN)
        pdf.set_y(top)
        self._write(pdf, self._said["code_title"], size, True, left, right)
        self._write(pdf, f"\u2066{self._said['code']}\u2069", size, False, left, right)
        self._write(pdf, self._said["today"], size * 0.9, False, left, right)
        pdf.set_y(max(pdf.get_y(), top + QR))
