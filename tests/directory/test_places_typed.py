"""What people type in the box for a place, on the real tables."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.directory.places import Resolution
from tests.directory.test_places import PLACES


def label(typed: str) -> str | None:
    place = PLACES.resolve(typed).place
    return place.label if place else None


def choices(typed: str) -> list[str]:
    return [choice.label for choice in PLACES.resolve(typed).choices]


def check_codes(found: Resolution) -> None:
    assert (found.place is None) == (found.problem is not None)
    for place in (found.place, *found.choices):
        assert place is None or PLACES.by_code(place.code) == place
    if found.choices:
        assert found.place is not None
        assert 2 <= len(found.choices) <= 8
        assert {code for choice in found.choices for code in choice.districts} <= set(found.place.districts)


@pytest.mark.parametrize("typed", ["PL4 8AA", "pl48aa", " pl4  8aa ", "PL4-8AA", "PL4 8", "pl48", "PL4 8A", "ＰＬ４ ８ＡＡ"])
def test_a_full_postcode_is_cut_to_its_sector(typed: str) -> None:
    found = PLACES.resolve(typed)
    assert found.place is not None
    assert (found.place.label, found.place.code) == ("PL4 8", "PL4-8")
    assert found.place.districts == ("E06000026",)
    assert "8AA" not in repr(found).upper()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("PL4", "PL4"), ("se15", "SE15"), ("SE1 5", "SE1 5"), ("SE15 5", "SE15 5"), ("sw1", "SW1"), ("12 Hill Rd, M14 5TP", "M14 5")],
)
def test_part_of_a_postcode_is_enough(typed: str, wanted: str) -> None:
    assert label(typed) == wanted


def test_an_outcode_in_two_boroughs_asks_which() -> None:
    assert choices("SE15") == ["Southwark", "Lewisham"]
    assert choices("PL4") == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Plymouth", "Plymouth"),
        ("PLYMOUTH", "Plymouth"),
        ("Devon", "Devon"),
        ("Devon and Cornwall", "Devon and Cornwall"),
        ("Yorkshire", "Yorkshire and the Humber"),
        ("England", "England"),
        ("Wales", "Wales"),
        ("uk", "England and Wales"),
        ("Torquay", "Torquay"),
        ("peckham", "Peckham"),
        ("Moss Side", "Moss Side"),
        ("toxteth", "Toxteth"),
        ("Splott", "Splott"),
        ("Harehills", "Harehills"),
        ("St. Paul's", "St Pauls"),
        ("Bootle", "Bootle"),
        ("kings lynn", "King's Lynn"),
        ("Barking & Dagenham", "Barking and Dagenham"),
        ("the Black Country", "Black Country"),
        ("Met Police", "Metropolitan Police area"),
        ("brum", "Birmingham"),
        ("manc", "Manchester"),
        ("notts", "Nottinghamshire"),
        ("hull", "Hull"),
        ("north west London", "London"),
    ],
)
def test_names_of_every_kind_are_known(typed: str, wanted: str) -> None:
    assert label(typed) == wanted
    assert choices(typed) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Londyn", "London"),
        ("Londynie", "London"),
        ("Londra", "London"),
        ("Londra'da", "London"),
        ("لندن", "London"),
        ("লন্ডনে", "London"),
        ("ਲੰਡਨ", "London"),
        ("لنډن", "London"),
        ("Londres", "London"),
        ("Landan", "London"),
        ("Llundain", "London"),
        ("Лондоні", "London"),
        ("Caerdydd", "Cardiff"),
        ("yng Nghaerdydd", "Cardiff"),
        ("Abertawe", "Swansea"),
        ("مانشستر", "Manchester"),
        ("مانچسٹر", "Manchester"),
        ("ম্যানচেস্টার", "Manchester"),
        ("Манчестер", "Manchester"),
        ("برمنگھم", "Birmingham"),
        ("বার্মিংহামে", "Birmingham"),
        ("Бірмінгем", "Birmingham"),
        ("Lloegr", "England"),
        ("Cymru", "Wales"),
    ],
)
def test_names_in_other_languages_are_known(typed: str, wanted: str) -> None:
    assert label(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Torquay, Devon", "Torquay"),
        ("near Torquay", "Torquay"),
        ("in plymouth uk", "Plymouth"),
        ("Leeds area", "Leeds"),
        ("I live in Torquay with my mum", "Torquay"),
        ("Newport, Wales", "Newport, Wales"),
        ("newport isle of wight", "Newport, Isle of Wight"),
        ("Ashford Surrey", "Ashford, Surrey"),
        ("Ashford in Kent", "Ashford, Kent"),
        ("Ely, Cardiff", "Ely, Cardiff"),
        ("St Pauls, Bristol", "St Pauls"),
        ("Bootle, Liverpool", "Bootle"),
        ("hackney london", "Hackney"),
    ],
)
def test_where_it_is_and_small_words_may_be_added(typed: str, wanted: str) -> None:
    assert label(typed) == wanted
    assert choices(typed) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("livrepool", "Liverpool"),
        ("plymoth", "Plymouth"),
        ("Mancester", "Manchester"),
        ("Birmingam", "Birmingham"),
        ("sheffeild", "Sheffield"),
        ("Middlesborough", "Middlesbrough"),
        ("southhampton", "Southampton"),
        ("milton kenyes", "Milton Keynes"),
        ("leister", "Leicester"),
        ("barking and dagenam", "Barking and Dagenham"),
        ("Nottinham", "Nottingham"),
        ("new castle", "Newcastle upon Tyne"),
    ],
)
def test_a_misspelt_name_is_known_when_one_place_is_clearly_meant(typed: str, wanted: str) -> None:
    assert label(typed) == wanted


@pytest.mark.parametrize(
    "typed", ["mother", "school", "hello", "none", "working", "prefer not to say", "leedz", "xqzt", "needs", "dont know"]
)
def test_an_ordinary_word_is_not_a_misspelt_place(typed: str) -> None:
    assert PLACES.resolve(typed) == Resolution(None, (), "unknown")


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [
        ("Newport", ["Newport, Wales", "Newport, Isle of Wight"]),
        ("Ashford", ["Ashford, Kent", "Ashford, Surrey"]),
        ("richmond", ["Richmond, London", "Richmond, North Yorkshire"]),
        ("Durham", ["Durham, County Durham", "Durham police area"]),
        ("West Midlands", ["West Midlands", "West Midlands region"]),
        ("Gillingham", ["Gillingham, Kent", "Gillingham, Dorset"]),
        ("Hayes", ["Hayes, Hillingdon", "Hayes, Bromley"]),
        ("Handsworth", ["Handsworth, Birmingham", "Handsworth, Sheffield"]),
    ],
)
def test_a_name_with_several_meanings_asks_and_meanwhile_means_them_all(typed: str, likeliest: list[str]) -> None:
    found = PLACES.resolve(typed)
    assert choices(typed)[:2] == likeliest
    assert found.place is not None
    assert set(found.place.districts) == {code for choice in found.choices for code in choice.districts}
    check_codes(found)


@pytest.mark.parametrize(
    "typed", ["London", "Bristol", "Manchester", "Cornwall", "Leeds", "Merseyside", "Lincoln", "Wales", "Dorset", "Preston"]
)
def test_the_obvious_meaning_is_not_asked_about(typed: str) -> None:
    assert label(typed) == typed
    assert choices(typed) == []


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        *(
            (name, "scotland")
            for name in ("Glasgow", "Edinburgh", "Aberdeen", "Dundee", "Inverness", "Perth", "scotland", "Glasow", "Szkocja")
        ),
        *((code, "scotland") for code in ("EH1 1AA", "G12 8QQ", "AB10", "TD5 7AA", "ze1 0aa", "DG1 2")),
        *((name, "northern-ireland") for name in ("Belfast", "Derry", "Lisburn", "Northern Ireland", "BT7 1NN", "bt48", "Newry")),
        *((name, "crown-dependency") for name in ("Isle of Man", "Jersey", "Guernsey", "IM1 1AA", "JE2 3AB", "GY1")),
        *((name, "abroad") for name in ("Dublin", "France", "Paris", "Poland", "New York", "Ireland")),
        *((name, "unknown") for name in ("", "\0", "ZZ9 9ZZ", "🙂", "PL99 1AA", "x" * 10_000, "GIR 0AA")),
        ("Bangor, Northern Ireland", "northern-ireland"),
    ],
)
def test_a_place_we_cannot_help_in_is_said(typed: str, problem: str) -> None:
    assert PLACES.resolve(typed) == Resolution(None, (), problem)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed", ["\u202eLondon\u202c", "Lon\u200bdon", "London\0", "🙂 London 🙂", "London " * 2000, "LONDON!!!", "Ｌｏｎｄｏｎ"]
)
def test_odd_signs_do_not_hide_a_place(typed: str) -> None:
    assert label(typed) == "London"


def test_a_border_postcode_on_the_english_side_is_ours() -> None:
    assert PLACES.resolve("TD15 1AA").problem is None


def test_every_town_name_resolves_and_its_code_finds_it_again() -> None:
    index = PLACES._index
    for key in index.meanings.names:
        if key.isascii():
            found = PLACES.resolve(key)
            assert found.place is not None, key
            check_codes(found)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=300) | st.from_regex(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9]?[A-Za-z]{0,2}", fullmatch=True))
def test_any_text_may_be_typed(typed: str) -> None:
    check_codes(PLACES.resolve(typed))


def test_nothing_typed_is_logged_or_kept(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        PLACES.resolve("Zqxcanary, PL4 8AA")
        PLACES.find_in("i live in Zqxcanary near PL4 8AA")
    out, err = capsys.readouterr()
    assert not caplog.records
    assert out + err == ""
