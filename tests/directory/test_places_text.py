"""Places that people name while they tell something, on the real tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directory.test_places import PLACES


def found(text: str) -> list[tuple[str, str | None]]:
    """Each mention as it stands in the text, with its label or problem."""
    return [(text[m.start : m.end], m.resolution.place.label if m.resolution.place else m.resolution.problem) for m in PLACES.find_in(text)]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("got jumped in peckham", "peckham", "Peckham"),
        ("im in bootle", "bootle", "Bootle"),
        ("SE15 deaf", "SE15", "SE15"),
        ("my sister lives in Torquay", "Torquay", "Torquay"),
        ("liverpool rape crisis", "liverpool", "Liverpool"),
        ("peckham's youth", "peckham", "Peckham"),
        ("#peckham", "peckham", "Peckham"),
        ("PECKHAM HELP ME", "PECKHAM", "Peckham"),
        ("peckham😭😭", "peckham", "Peckham"),
        ("support in moss side pls", "moss side", "Moss Side"),
        ("Kent Police came", "Kent", "Kent"),
        ("my postcode is pl4 8aa", "pl4 8aa", "PL4 8"),
        ("PL4 8AA help", "PL4 8AA", "PL4 8"),
        ("i live in m14", "m14", "M14"),
        ("in livrepool", "livrepool", "Liverpool"),
        ("i live in glasgow", "glasgow", "scotland"),
        ("EH1 1AA", "EH1 1AA", "scotland"),
        ("im in france right now", "france", "abroad"),
        ("in the north west", "the north west", "North West"),
        ("mugged at Oxford Circus", "Oxford Circus", "Westminster"),
        ("lond\u200bon", "lond\u200bon", "London"),
    ],
)
def test_a_place_in_a_message_is_found(text: str, name: str, label: str) -> None:
    ((typed, said),) = found(text)
    assert typed.startswith(name)
    assert said == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("mieszkam w Londynie", "London"),
        ("Mieszkam w Manchesterze", "Manchester"),
        ("sunt din Birmingham", "Birmingham"),
        ("locuiesc în Londra", "London"),
        ("أعيش في لندن", "London"),
        ("اسكن في مانشستر", "Manchester"),
        ("میں مانچسٹر میں رہتی ہوں", "Manchester"),
        ("আমি বার্মিংহামে থাকি", "Birmingham"),
        ("ਮੈਂ ਬਰਮਿੰਘਮ ਵਿੱਚ ਰਹਿੰਦੀ ਹਾਂ", "Birmingham"),
        ("په لندن کې", "London"),
        ("vivo en Mánchester", "Manchester"),
        ("moro em Londres", "London"),
        ("Leeds'te yaşıyorum", "Leeds"),
        ("londrada", "London"),
        ("waxaan ku noolahay London", "London"),
        ("Rwy'n byw yng Nghaerdydd", "Cardiff"),
        ("Я живу в Лондоні", "London"),
        ("я з Бірмінгема", "Birmingham"),
    ],
)
def test_a_place_is_found_in_every_language(text: str, label: str) -> None:
    assert [said for _, said in found(text)] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "i was in a bath",
        "I ran a bath",
        "he sat in reading the letter",
        "in reading the letter he cried",
        "reading books",
        "i like reading",
        "interested in reading",
        "IN READING THE LETTER",
        "in march he hit me",
        "In March he hit me",
        "we march",
        "a good deal",
        "big deal",
        "in deal with him",
        "i hope so",
        "in hope of help",
        "hit me in the street",
        "a house in street",
        "barking dog",
        "barking mad",
        "my eye hurts",
        "play rugby",
        "for sale",
        "sale on now",
        "mould and mold",
        "there is mold in my flat",
        "oh well wells",
        "a sandwich",
        "he took my cardigan",
        "he was buried",
        "i want to bury him",
        "battle on",
        "help i feel poole",
        "nelson mandela",
        "rye bread",
        "ware",
        "english speaking",
        "i am welsh",
        "do you speak polish",
        "Mr Bolton hit me",
        "Miss Preston my teacher",
        "my ex Preston",
        "he is called Bradley",
        "a text from Chelsea",
        "on Oxford Road",
        "on London rd",
        "Manchester United fan",
        "Oxford Street",
        "we went to new york",
        "I M8 was there",
        "b4 he hit me",
        "came home l8",
        "sm1 help",
        "crash on the M25",
        "on the M6",
        "na M4",
        "ps5 stolen",
        "1st 2nd",
        "section 20",
        "I'm from jamaica",
        "my family is in pakistan",
        "livrepool",
        "working",
        "in working order",
        "in consent",
        "in the city",
        "uk",
        "07700 900123",
        "yn y capel",
        "antes de caer otra vez",
        "tuli hove te",
        "stau la usa",
        "12 High Street",
        "",
    ],
)
def test_an_ordinary_word_is_not_taken_for_a_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("in Reading", "Reading"),
        ("I live in reading", "Reading"),
        ("i was raped in reading", "Reading"),
        ("from Bath", "Bath"),
        ("im from bath", "Bath"),
        ("near bury", "Bury"),
        ("help in bury pls", "Bury"),
        ("I live in Sale", "Sale"),
        ("in Rugby", "Rugby"),
        ("i live in march", "March"),
        ("she lives in hope", "Hope"),
        ("lives near Nelson", "Nelson"),
        ("in Wells", "Wells"),
        ("I was in Eye", "Eye"),
        ("city of bath", "Bath"),
        ("reading town centre", "Reading"),
        ("reading, berkshire", "Reading"),
        ("live in sandwich kent", "Sandwich"),
        ("Street, Somerset", "Street"),
        ("at poole", "Poole"),
        ("I am in Derby", "Derby"),
        ("in Mold", "Mold"),
        ("w Reading", "Reading"),
        ("in Chelsea", "Chelsea"),
        ("i live in barking", "Barking"),
    ],
)
def test_an_ordinary_word_is_a_place_where_the_text_says_so(text: str, label: str) -> None:
    assert [said for _, said in found(text)] == [label]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in Newport, Wales today", [("Newport, Wales", "Newport, Wales")]),
        ("ashford in kent", [("ashford in kent", "Ashford, Kent")]),
        ("richmond north yorkshire", [("richmond north yorkshire", "Richmond, North Yorkshire")]),
        ("Manchester, Leeds and Hull", [("Manchester", "Manchester"), ("Leeds", "Leeds"), ("Hull", "Hull")]),
        ("peckham/brixton", [("peckham", "Peckham"), ("brixton", "Brixton")]),
        ("we live in m14 manchester", [("m14", "M14"), ("manchester", "Manchester")]),
    ],
)
def test_what_says_where_it_is_belongs_to_the_mention(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


def test_a_name_with_several_meanings_asks() -> None:
    (mention,) = PLACES.find_in("I live in Newport")
    assert [choice.label for choice in mention.resolution.choices][:2] == ["Newport, Wales", "Newport, Isle of Wight"]


def test_no_mention_holds_a_whole_postcode() -> None:
    (mention,) = PLACES.find_in("i am at PL4 8AA now")
    assert "8AA" not in repr(mention.resolution)


_PIECES = st.lists(st.sampled_from("in near SE15 PL4 8AA London Newport , Wales bath reading the لندن w \u202e 😭 's - & é".split()))


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=400) | _PIECES.map(" ".join))
def test_any_text_may_be_read(text: str) -> None:
    end = 0
    for mention in PLACES.find_in(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        place = mention.resolution.place
        assert place is None or PLACES.by_code(place.code) == place


@pytest.mark.parametrize("text", ["x" * 10_000, "in " * 3_000, "SE15 1AA " * 1_000, "A1" * 5_000, "\0" * 10_000])
def test_a_very_long_text_is_read_too(text: str) -> None:
    PLACES.find_in(text)
