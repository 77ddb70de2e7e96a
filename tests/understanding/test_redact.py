"""Personal details are cut out of what a person typed, and what they need help with is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.understanding.cues import Cues
from finder.understanding.redact import CUT, redact
from tests.small_content import REAL

CUES = Cues.load(REAL)


def left(text: str) -> str:
    return redact(text, CUES).text


@pytest.mark.parametrize(
    "number",
    [
        "07700900123",
        "07700 900123",
        "07700 900 123",
        "07700-900-123",
        "07700.900.123",
        "07700/900123",
        "(07700) 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "447700900123",
        "0161 496 0000",
        "(0161) 496-0000",
        "020 7946 0000",
        "0 7 7 0 0 9 0 0 1 2 3",
        "O77OO 900123",
        "077oo9oo123",
        "٠٧٧٠٠٩٠٠١٢٣",
        "+48 512 345 678",
        "+92 300 1234567",
    ],
)
def test_a_phone_number_is_cut_however_it_is_written(number: str) -> None:
    redacted = redact(f"ring me on {number} after six", CUES)
    assert redacted.cut
    assert redacted.text.startswith("ring me on ")
    assert redacted.text.endswith(" after six")
    assert sum(sign.isdigit() for sign in redacted.text) == 0


@given(st.text("0123456789", min_size=9, max_size=9), st.lists(st.sampled_from(["", " ", "-", "."]), min_size=9, max_size=9))
def test_any_mobile_number_is_cut_with_any_one_sign_between_its_digits(digits: str, signs: list[str]) -> None:
    number = "07" + "".join(sign + digit for sign, digit in zip(signs, digits, strict=True))
    assert sum(sign.isdigit() for sign in left(f"call {number} please")) < 4


@pytest.mark.parametrize(
    "detail",
    [
        "me@example.com",
        "First.Last+x@mail.example.co.uk",
        "https://example.com/profile/me",
        "www.example.com/me",
        "@some_user99",
        "4929 1234 5678 9012",
        "4929-1234-5678-9012",
        "4929123456789012",
        "12345678",
        "AB123456C",
        "ab 12 34 56 c",
        "12 Acacia Avenue",
        "12a, St John's Road",
        "flat 3, 12 High Street",
        "14 lower park road",
        "7 the grove",
        "12 Ffordd Gwynedd",
        "3 heol y bont",
    ],
)
def test_addresses_cards_accounts_and_insurance_numbers_are_cut(detail: str) -> None:
    redacted = redact(f"he knows about {detail} and now what", CUES)
    assert redacted.text == f"he knows about {CUT} and now what"
    assert redacted.cut


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("PL4 8AA", "PL4 8"),
        ("pl48aa", "pl4 8"),
        ("PL4  8AA", "PL4 8"),
        ("PL4-8AA", "PL4 8"),
        ("PL4.8AA", "PL4 8"),
        ("SE15 4QN", "SE15 4"),
        ("SE15 OAA", "SE15 0"),
        ("sw1a1aa", "sw1a 1"),
        ("M1 1AE", "M1 1"),
    ],
)
def test_a_postcode_is_cut_to_the_part_that_many_homes_share(typed: str, kept: str) -> None:
    redacted = redact(f"im in {typed} help", CUES)
    assert redacted.text == f"im in {kept} help"
    assert redacted.cut


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("my name is Zuzanna and im scared", f"my name is {CUT} and im scared"),
        ("my name is zuzanna", f"my name is {CUT}"),
        ("My name's Zuzanna Testowa.", f"My name's {CUT}."),
        ("my name is Zuza-Anna", f"my name is {CUT}"),
        ("my name is Zuzanna O'Test", f"my name is {CUT}"),
        ("MY NAME IS ZUZANNA", f"MY NAME IS {CUT}"),
        ("call me Zuzanna", f"call me {CUT}"),
        ("hes called Zuzan Testowy", f"hes called {CUT}"),
        ("a man called Zuzan did it", f"a man called {CUT} did it"),
        ("nazywam się Zuzanna Testowa", f"nazywam się {CUT}"),
        ("mam na imię Zuzanna", f"mam na imię {CUT}"),
        ("mă numesc Zuzana", f"mă numesc {CUT}"),
        ("me chamo Zuzana", f"me chamo {CUT}"),
        ("me llamo Zuzana Prueba", f"me llamo {CUT}"),
        ("اسمي زوزان", f"اسمي {CUT}"),
        ("میرا نام زوزان ہے", f"میرا نام {CUT} ہے"),
        ("mera naam Zuzan hai", f"mera naam {CUT} hai"),
        ("আমার নাম রহিমা", f"আমার নাম {CUT}"),
        ("ਮੇਰਾ ਨਾਮ ਸਿਮਰਨ ਹੈ", f"ਮੇਰਾ ਨਾਮ {CUT} ਹੈ"),
        ("benim adım Zuzan", f"benim adım {CUT}"),
        ("magacaygu waa Zuzan", f"magacaygu waa {CUT}"),
        ("fy enw i yw Zuzan", f"fy enw i yw {CUT}"),
        ("мене звати Зузана", f"мене звати {CUT}"),
        ("моє ім'я Зузана", f"моє ім'я {CUT}"),
    ],
)
def test_a_name_that_a_person_gives_is_cut_in_every_language(text: str, kept: str) -> None:
    redacted = redact(text, CUES)
    assert redacted.text == kept
    assert redacted.cut


@pytest.mark.parametrize(
    "text",
    [
        "i called 999",
        "text 85258 or ring 116 123",
        "she called the police",
        "i called Childline and they listened",
        "called Victim Support yesterday",
        "he calls me names",
        "call me back",
        "my name is not important",
        "im 15 and gay",
        "my 15 year old close to the edge",
        "it was 15 years ago in the street",
        "im 15 way too young",
        "my son 14 lives close",
        "attacked by 2 lads in the street",
        "3 men on the road",
        "5 minutes walk from here",
        "no 12 bus on london road",
        "SE15 deaf",
        "im in PL4",
        "in se15 our street",
        "in L8 area",
        "2014-2019",
        "from 2019 to 2021 and in 2023 2024 2025",
        "on 12/05/2024 at 10.30",
        "they took £10000 and £1,250.50",
        "24/7",
        "I am 5'4",
        "he said @ 6pm",
        "przemoc domowa",
        "мій чоловік б'є мене",
        "",
    ],
)
def test_what_says_what_a_person_needs_is_not_cut(text: str) -> None:
    redacted = redact(text, CUES)
    assert redacted.text == text
    assert not redacted.cut


def test_several_details_in_one_text_are_all_cut() -> None:
    text = "my name is Zuzanna, 12 Acacia Avenue PL4 8AA, 07700 900123 or me@example.com. my ex hits me"
    assert left(text) == f"my name is {CUT}, {CUT} PL4 8, {CUT} or {CUT}. my ex hits me"


@given(st.text(max_size=300))
def test_any_text_comes_out_with_the_same_details_cut_as_before(text: str) -> None:
    redacted = redact(text, CUES)
    assert redacted.cut == (redacted.text != text.encode("utf-8", "replace").decode().replace("\0", " "))
    assert "\0" not in redacted.text


def test_half_an_emoji_does_not_stop_the_rest_from_being_read() -> None:
    redacted = redact("\ud800 my husband hits me \udc00", CUES)
    assert redacted.text.encode() == b"? my husband hits me ?"
    assert not redacted.cut
