"""A sheet on paper: one side, real text, scripts shaped right, and nothing of it in the site's memory."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from werkzeug.test import TestResponse

from finder.build import Built
from finder.settings import ROOT
from finder.web import paper
from tests.visitor import Visitor, page_of
from tests.worker_content import FIVE, codes


def text_of(response: TestResponse) -> tuple[str, int]:
    """The text that a reader gets out of a PDF, and how many sides it has."""
    assert (response.status_code, response.mimetype) == (200, "application/pdf"), response.status
    document = pypdfium2.PdfDocument(response.get_data())
    text = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    return " ".join(unicodedata.normalize("NFKC", text).split()), len(document)


def on_paper(visitor: Visitor, address: str) -> tuple[str, int]:
    return text_of(visitor.get(address))


def test_the_file_says_nothing_by_its_name(client: Visitor) -> None:
    response = client.get(f"/sheet/{codes('childline')}/pdf")
    assert response.headers["Content-Disposition"] == 'attachment; filename="sheet.pdf"'


@pytest.mark.parametrize("code", ["en", "pl", "ar"])
def test_five_services_fit_on_one_side_in_words_that_can_be_copied(client: Visitor, built: Built, code: str) -> None:
    front = "" if code == "en" else f"/{code}"
    text, sides = on_paper(client, f"{front}/sheet/{codes(*FIVE)}/pdf")
    assert sides == 1
    for one in FIVE:
        service = built.directory.service(one)
        assert service.name in text
        assert service.shown_phone is not None
        number = service.shown_phone.number
        # In a line from right to left a number with gaps would be copied the wrong way round.
        assert (number.replace(" ", "") if code == "ar" else number) in text
    assert codes(*FIVE) in text


def test_polish_letters_are_right_on_paper(client: Visitor) -> None:
    text, _ = on_paper(client, f"/pl/sheet/{codes('childline', 'galop-helpline')}/pdf")
    assert "Zadzwoń: 0800 1111 (Za darmo)" in text
    assert "Pilna pomoc" in text
    assert "Nie możesz mówić?" in text


def test_arabic_is_joined_on_paper_and_copied_as_it_was_written(client: Visitor) -> None:
    text, _ = on_paper(client, f"/ar/sheet/{codes('childline', 'galop-helpline')}/pdf")
    assert "الاتصال بالرقم 08001111 (مجانًا)" in text
    assert "مساعدة عاجلة" in text
    assert "الكلام غير ممكن؟" in text


def test_large_letters_are_larger(client: Visitor) -> None:
    def size(address: str) -> float:
        page = pypdfium2.PdfDocument(client.get(address).get_data())[0].get_textpage()
        return float(
            page.get_charbox(page.get_text_range().index("Childline"))[3] - page.get_charbox(page.get_text_range().index("Childline"))[1]
        )

    assert size(f"/sheet/{codes('childline')}/large/pdf") > 1.4 * size(f"/sheet/{codes('childline')}/pdf")


SAID: dict[str, Any] = {
    "large": False, "gone": None, "services": [], "say": [], "urgent": [], "title": "-", "say_title": "-", "urgent_title": "-",
    "code_title": "-", "address": "https://waymark.example/", "code": "-", "today": "-", "made": "2026-01-05T00:00:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "rtl", "written"),
    [
        ("ur", True, "جبری شادی سے متاثر لوگوں کی مدد۔ ٹیلیفون پر بات کریں۔"),
        ("bn", False, "ক্ষতিগ্রস্ত ব্যক্তি ফোনে কথা বলতে পারেন। সাহায্যের জন্য নির্যাতনের শিকার মানুষের।"),
        ("pa", False, "ਜ਼ਬਰਦਸਤੀ ਵਿਆਹ ਅਤੇ ਇੱਜ਼ਤ ਦੇ ਨਾਂ ਤੇ ਹਿੰਸਾ ਤੋਂ ਪੀੜਤ ਲੋਕਾਂ ਲਈ ਮਦਦ।"),
        ("uk", False, "Безкоштовна допомога. Її ґанок, щоденно."),
        ("ro", False, "Ajutor gratuit în fiecare zi; știți țara și mâine."),
        ("so", False, "Caawimo bilaash ah maalin kasta."),
    ],
)
def test_other_scripts_are_right_on_paper(language: str, rtl: bool, written: str) -> None:
    made = paper.made({**SAID, "language": language, "rtl": rtl, "title": written})
    assert made is not None
    document = pypdfium2.PdfDocument(made)
    text = unicodedata.normalize("NFC", " ".join(document[0].get_textpage().get_text_range().split()))
    assert unicodedata.normalize("NFC", written) in text


def test_letters_that_join_are_drawn_joined() -> None:
    """The joined word is narrower than its letters side by side, so shaping took place; and no letter is an empty box."""
    from finder.paper.letters import Face, file

    for family, word in (
        ("NotoSansArabic", "مساعدة"),
        ("NotoSansArabic", "ٹیلیفون"),
        ("NotoSansBengali", "ক্ষ"),
        ("NotoSansGurmukhi", "ਸ਼੍ਰੀ"),
    ):
        face = Face(file(paper.FONTS, family, False))
        shaped = face.shape(word, family == "NotoSansArabic")
        assert all(glyph.number for glyph in shaped), word
        apart = [glyph for letter in word for glyph in face.shape(letter, family == "NotoSansArabic")]
        assert [glyph.number for glyph in shaped] != [glyph.number for glyph in apart], word


def test_without_the_fonts_the_page_says_to_print_it_instead(client: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paper, "FONTS", tmp_path)
    response = client.get(f"/sheet/{codes('childline')}/pdf")
    assert response.status_code == 503
    assert "Print this page instead." in page_of(response).main


def test_the_site_does_not_carry_what_makes_a_pdf() -> None:
    """Its memory is for searching: the library and its fonts live in a process that ends with the sheet."""
    from subprocess import run
    from sys import executable

    code = "import sys, finder.web.site; print([name for name in ('fpdf', 'fontTools', 'uharfbuzz', 'PIL') if name in sys.modules])"
    done = run([executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
