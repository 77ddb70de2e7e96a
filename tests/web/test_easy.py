"""Easy Read: short sentences, a drawing beside each, and not a fact or a time limit that the guide does not give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finder.directory import strict_yaml
from finder.rights.easy import HOME, MOST_WORDS, NAMES, Easy, Idea, limits
from finder.rights.rights import Rights
from finder.rights.spans import Span, spans_in
from finder.settings import DEFAULT_CONTENT, DRAWINGS
from finder.understanding.urgent_content import read_cards
from finder.web import language
from finder.web.easy import code_of
from tests.page import Page, words
from tests.rights.reading_age import grade, sentences
from tests.rights.reading_age import words as words_of
from tests.visitor import Visitor

FOLDER = DEFAULT_CONTENT / "easy"
OTHERS = [name for name in NAMES if name != HOME]
ADDRESSES = {name: "/easy" if name == HOME else f"/easy/{code_of(name)}" for name in NAMES}
ACTED_ON = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?!(?:scared|disabled)\b)\w+ed\b")
TWO_IDEAS = re.compile(r"[;:()!]|, (?:and|but|so|or|then) |\b(?:because|although|unless|which)\b")
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect"}
HARD = ("Enhanced Rights", "CICA", "CPS", "suspect", "sentence", "interpreter", "compensation", "special measures", "witness", "charge")
EXPLAINED = {
    "Enhanced Rights": "Enhanced Rights are",
    "CICA": "The CICA is",
    "CPS": "The CPS are",
    "suspect": "A suspect may have done",
    "sentence": "A sentence is",
    "interpreter": "An interpreter puts",
    "compensation": "Compensation is",
    "special measures": "Its name is special measures",
    "witness": "A witness tells",
    "charge": "A charge means",
}


@pytest.fixture(scope="module")
def easy() -> Easy:
    return Easy.load(FOLDER)


@pytest.fixture(scope="module")
def rights() -> Rights:
    return Rights.load(DEFAULT_CONTENT / "rights")


def said(easy: Easy, name: str) -> list[str]:
    return [idea.say for idea in easy.pages[name].ideas]


def test_there_is_a_page_for_home_urgent_victim_and_the_five_most_used_rights(easy: Easy) -> None:
    assert list(easy.pages) == list(NAMES)
    assert len(OTHERS) == 7
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(NAMES)


# How it is said


@pytest.mark.parametrize("name", NAMES)
def test_every_idea_is_one_short_sentence_in_which_somebody_acts(easy: Easy, name: str) -> None:
    for sentence in said(easy, name):
        assert len(sentences(sentence)) == 1, sentence
        assert len(words_of(sentence)) <= MOST_WORDS, sentence
        assert not TWO_IDEAS.search(sentence), sentence
        assert not ACTED_ON.search(sentence), sentence


@pytest.mark.parametrize("name", NAMES)
def test_a_child_of_nine_can_read_it(easy: Easy, name: str) -> None:
    assert grade(said(easy, name)) <= 4


@pytest.mark.parametrize("name", OTHERS)
def test_a_hard_word_is_explained_on_the_page_that_uses_it(easy: Easy, name: str) -> None:
    text = " ".join(said(easy, name))
    used = [word for word in HARD if re.search(rf"\b{word}s?\b", text, re.I)]
    assert [word for word in used if EXPLAINED[word] not in text] == []


@pytest.mark.parametrize("say", ["You can ask. They answer.", "You can ask", "You can ask: they answer.", "word " * 12 + "more.", ""])
def test_an_idea_that_is_not_one_short_sentence_is_turned_away(say: str) -> None:
    with pytest.raises(ValueError, match="say"):
        Idea(say=say, draw="tick")


# What it says


@pytest.mark.parametrize("name", NAMES)
def test_every_time_limit_is_one_that_the_guide_gives(easy: Easy, rights: Rights, name: str) -> None:
    page = easy.pages[name]
    known = limits(rights)
    founded = {span for source in page.rests_on for span in known.get(source, ())}
    assert {span for idea in page.ideas for span in spans_in(idea.say)} <= founded


@pytest.mark.parametrize("name", NAMES)
def test_no_time_limit_that_the_person_must_keep_is_left_out(easy: Easy, rights: Rights, name: str) -> None:
    told = {span for sentence in said(easy, name) for span in spans_in(sentence)}
    main = easy.pages[name].rights[:1] if name not in (HOME, "victim", "urgent") else ()
    must = {one.within for right_id in main for one in rights.get(right_id).expect if one.who == "You" and one.within}
    assert must <= told


def test_the_time_limits_that_people_ask_about_most_are_there(easy: Easy) -> None:
    def told(name: str) -> set[Span]:
        return {span for sentence in said(easy, name) for span in spans_in(sentence)}

    assert told("money") == {Span(2, "year")}
    assert told("told") == {Span(5, "working day"), Span(1, "working day")}
    assert told("stopped") == {
        Span(3, "month"), Span(10, "working day"), Span(30, "working day"), Span(28, "day"),
    }  # fmt: skip
    assert told("reporting") == {Span(2, "working day")}
    assert told("court") == {Span(1, "working day")}
    assert any("20th birthday" in sentence for sentence in said(easy, "money"))


def test_nothing_rests_on_what_is_not_there(easy: Easy, rights: Rights) -> None:
    cards = read_cards(DEFAULT_CONTENT / "urgent")
    numbers: dict[str, set[str]] = {kind: {one.phone for one in card.contacts if one.phone} for kind, card in cards.items()}
    drawings = {path.stem for path in DRAWINGS.glob("*.svg")}
    assert list(easy.problems(rights, numbers, drawings)) == []
    assert {problem.field for problem in easy.problems(rights, {}, set())} == {"rests_on", "call", "draw"}


@pytest.mark.parametrize("name", NAMES)
def test_every_number_in_a_sentence_is_in_the_urgent_lines_or_the_guide(easy: Easy, rights: Rights, name: str) -> None:
    known = " ".join(path.read_text("utf-8").partition("says:")[0] for path in (DEFAULT_CONTENT / "urgent").glob("*.yaml"))
    known += " ".join(rights.texts) + " ".join(rule.name for rule in rights.deadlines.rules.values())
    kept = {"15"} if name == HOME else set()  # minutes that the store keeps what is typed
    numbers = {
        number for sentence in said(easy, name) for number in re.findall(r"\d+", re.sub(r"\d+ (working )?(day|month|year)s?", "", sentence))
    }
    assert {number for number in numbers - kept if not re.search(rf"(?<!\d){number}(?!\d)", known)} == set()


# Its drawings


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_is_plain_lines_in_the_colour_of_the_words(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.fullmatch(r'<svg [^>]+ viewBox="0 0 64 64"><g fill="none" stroke="currentColor" [^>]+>.+</g></svg>\n', text)
    assert set(re.findall(r"<(\w+)", text)) <= SHAPES
    assert len(re.findall(r"fill|stroke=|color", text, re.I)) == 3
    assert not re.search(r"#|url|style|rgb|href| on\w+=", text)
    assert len(text) < 1000


def test_every_drawing_is_used_and_every_one_used_is_there(easy: Easy) -> None:
    used = {name for page in easy.pages.values() for name in (page.draw, *(idea.draw for idea in page.ideas))}
    assert used == {path.stem for path in DRAWINGS.glob("*.svg")}


# The pages


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_every_idea_with_a_drawing_that_a_screen_reader_passes_over(client: Visitor, easy: Easy, name: str) -> None:
    page = client.page(ADDRESSES[name])
    for sentence in said(easy, name):
        assert any(words(p) == sentence for p in page.one("main").iter("p")), sentence
    ids = {symbol.get("id") for symbol in page.all(f"{SVG}symbol")}
    items = [item for group in page.all("ul", class_="ideas") for item in group.iter("li")]
    assert len(items) == len(said(easy, name)) + len([other for other in OTHERS if other != name])
    for item in items:
        [drawing] = item.findall(f"{SVG}svg")
        assert drawing.get("aria-hidden") == "true"
        [use] = list(drawing)
        assert use.get("href", "")[1:] in ids
    assert words(page.one("h1")) == easy.pages[name].name


@pytest.mark.parametrize("name", NAMES)
def test_neither_title_nor_address_says_what_is_read(client: Visitor, name: str) -> None:
    page = client.page(ADDRESSES[name])
    assert page.title == "Waymark - Easy Read"
    assert re.fullmatch(r"/easy(/[0-9a-z]{8})?", ADDRESSES[name])
    assert page.one("html").get("lang") == "en"


def links(page: Page) -> set[str]:
    return {str(link.get("href")) for link in page.all("a")}


def test_every_easy_page_is_at_most_two_taps_from_home(client: Visitor) -> None:
    first = links(client.page("/"))
    assert "/easy" in first
    assert {ADDRESSES[name] for name in OTHERS} <= links(client.page("/easy"))
    for name in OTHERS:
        assert {"/easy", *(ADDRESSES[other] for other in OTHERS if other != name)} <= links(client.page(ADDRESSES[name]))


def test_the_guide_to_rights_and_every_foot_lead_to_easy_read(client: Visitor) -> None:
    for address in ("/guide", "/find", "/about", "/chat"):
        assert "/easy" in links(client.page(address))
    assert "/easy" in {str(link.get("href")) for link in client.page("/guide").one("main").iter("a")}


@pytest.mark.parametrize("code", [code for code in language.offered() if code != "en"])
def test_other_languages_lead_to_it_as_to_a_page_in_english(client: Visitor, code: str) -> None:
    found = [link for link in client.page(f"/{code}/").all("a") if link.get("href") == "/easy"]
    assert len(found) == 2
    assert {(link.get("lang"), link.get("hreflang")) for link in found} == {("en", "en")}
    assert client.get(f"/{code}/easy").status_code == 404
    offered = {link.get("lang"): link.get("href") for link in client.page("/easy").one("nav", class_="langs").iter("a")}
    assert offered[code] == f"/{code}/"


@pytest.mark.parametrize("address", ["/easy/zzzzzzzz", "/easy/reporting", "/easy/" + code_of(HOME), "/easy/%00"])
def test_an_address_that_leads_to_no_page_says_so(client: Visitor, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_number_can_be_tapped(client: Visitor) -> None:
    urgent = links(client.page(ADDRESSES["urgent"]))
    cards = strict_yaml.read(DEFAULT_CONTENT / "urgent" / "suicide.yaml")["contacts"]
    samaritans = next(one["phone"] for one in cards if one["label"] == "Samaritans")
    assert {"tel:999", f"tel:{samaritans.replace(' ', '')}"} <= urgent
    assert "tel:101" in links(client.page(ADDRESSES["reporting"]))
    assert "/bsl" in urgent
