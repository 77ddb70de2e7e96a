"""The guide to rights without script: reached in two taps, at addresses that say nothing, with no number of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from finder.build import Built
from finder.rights.model import IDS, Right
from finder.web import deadline_form, language
from finder.web.rights_codes import code, rooms
from tests.page import Page, words
from tests.visitor import Visitor, page_of

ADDRESS = re.compile(r"/guide/[0-9a-z]{8}")
KEPT = re.compile(r"/guide/[0-9a-z]{8}/[A-Za-z0-9_-]{22}(\?s=[A-Za-z0-9_-]{22})?#[a-z0-9-]+")
NUMBER = re.compile(r"\d+")


def at(kind: str, room_id: str = "") -> str:
    return f"/guide/{code(kind, room_id)}"  # type: ignore[arg-type]


def links(page: Page) -> set[str]:
    return {link.get("href", "").partition("?")[0] for link in page.one("main").iter("a")}


def every_room(built: Built) -> list[str]:
    return [f"/guide/{one}" for one in rooms(tuple(built.rights.pages))]


@pytest.fixture(scope="module")
def facts(built: Built) -> str:
    return "\n".join(built.rights.texts)


def test_every_right_and_guide_is_two_taps_from_home(client: Visitor) -> None:
    assert "/guide" in links(client.page("/"))
    assert {at("right", right_id) for right_id in IDS} <= links(client.page("/guide"))


def test_seven_stages_each_lead_with_three_or_four_rights_and_then_the_rest(client: Visitor, built: Built) -> None:
    first = client.page("/guide")
    assert len(built.rights.stages) == 7
    for name, stage in built.rights.stages.items():
        assert at("stage", name) in links(first)
        page = client.page(at("stage", name))
        leading = [words(card.findall("h3")[0]) for card in page.all("div", class_="guide")]
        wanted = [built.rights.get(right_id).name for right_id in stage.first]
        assert [shown.partition(": ")[2] or shown for shown in leading] == wanted
        assert {at("right", right.id) for right in built.rights.for_stage(name).rest} <= links(page)
        assert page.cards, "no services that help with this step"


def test_every_page_has_a_neutral_title_an_opaque_address_and_the_version_of_the_code(client: Visitor, built: Built) -> None:
    addresses = every_room(built)
    assert len(addresses) == len(set(addresses)) == 23 + 7 + 7 + 2 + len(built.rights.pages)
    for address in addresses:
        assert ADDRESS.fullmatch(address)
        page = client.page(address)
        assert page.title == "Waymark - Your rights"
        assert "1 April 2021" in page.main
        assert "A new Code is on its way" in page.main
        assert "Checked " in page.main


def test_all_twelve_stand_on_one_page_whole(client: Visitor, built: Built) -> None:
    page = client.page(at("all"))
    for right_id in map(str, range(1, 13)):
        right = built.rights.get(right_id)
        assert right.name in page.main
        assert all(one.what in page.main for one in right.expect)


@pytest.mark.parametrize("right_id", IDS)
def test_a_right_is_shown_whole_with_its_limits_sources_and_services(client: Visitor, built: Built, right_id: str) -> None:
    right = built.rights.get(right_id)
    page = client.page(at("right", right_id))
    choices = {word for script in right.say for words_of in script.choices.values() for word in words_of}
    blanks = {script.words for script in right.say}
    for text in set(right.texts) - choices - blanks - {"You"}:
        assert text in page.main, text
    assert all(str(limit) in page.main for limit in right.limits)
    assert all(f'href="{fact.source}"'.split('"')[1] in set(page.addresses()) for fact in right.facts)
    assert {at("right", other) for other in right.see} <= links(page)
    assert page.cards or right.support


def test_young_people_parents_and_who_counts_have_pages_of_their_own(client: Visitor, built: Built) -> None:
    first = links(client.page("/guide"))
    assert {"young-people", "parents", "who-counts"} <= built.rights.pages.keys()
    for name, one in built.rights.pages.items():
        assert at("page", name) in first
        shown = client.page(at("page", name)).main
        assert all(fact.what in shown for fact in one.facts)


def own_words(page: Page) -> Iterator[str]:
    """What the page says itself: without the cards of services, which have facts of their own, and places to read on."""
    for part in page.one("main"):
        for element in part.iter():
            if element.tag == "article" or (element.tag == "details" and "keep" in (element.get("class") or "")):
                element.clear()
    yield page.main


def test_every_number_shown_is_one_of_the_contents_facts(client: Visitor, built: Built, facts: str) -> None:
    known = set(NUMBER.findall(facts)) | {str(part) for limit in _limits(built) for part in NUMBER.findall(limit)}
    known |= {number for right in built.rights.all() for number in right.id.split() if number.isdigit()}
    known |= {piece for right in built.rights.all() for line in right.contacts if line.phone for piece in line.phone.number.split()}
    known |= set(NUMBER.findall(built.rights.versions.checked.strftime("%-d %Y")))
    for address in every_room(built):
        shown = {number for text in own_words(client.page(address)) for number in NUMBER.findall(text)}
        hints = {"27", "3", "2026"} | {"1", "2"}  # the example of a date, and the number of a choice
        assert shown <= known | hints, (address, shown - known - hints)


def _limits(built: Built) -> list[str]:
    return [str(limit) for right in built.rights.all() for limit in right.limits]


def scripted(built: Built) -> Right:
    return built.rights.get("compensation")


def test_a_letter_is_filled_with_what_was_picked_and_moves_to_a_random_address(client: Visitor, built: Built) -> None:
    right = scripted(built)
    answer = client.post(at("right", right.id), data={"say": "0", "when": "2", "police": "1"})
    assert answer.status_code == 303
    assert KEPT.fullmatch(answer.headers["Location"])
    page = client.page(answer.headers["Location"])
    wanted = right.say[0].filled({"when": right.say[0].choices["when"][2], "police": right.say[0].choices["police"][1]})
    assert wanted in page.main
    assert page.one("details", id="say-0").get("open") is not None
    checked = [box.get("value") for box in page.all("input", name="when") if box.get("checked") is not None]
    assert checked[0] == "2"


def test_by_htmx_the_words_alone_come_back_and_nothing_is_stored(client: Visitor, app: Flask, built: Built) -> None:
    before = len(app.extensions["waymark"].searches)
    answer = client.post(at("right", "compensation"), data={"say": "1", "why": "3"}, headers={"HX-Request": "true"})
    script = scripted(built).say[1]
    assert script.filled({"why": script.choices["why"][3]}) in page_of(answer).text
    assert len(app.extensions["waymark"].searches) == before


@pytest.mark.parametrize(
    "data", [{}, {"say": "99"}, {"say": "x", "when": "-1"}, {"say": "0", "when": "99999", "police": "two"}, {"say": "٣"}]
)
def test_picks_that_were_never_offered_are_answered_with_the_words_as_they_are(client: Visitor, data: dict[str, str]) -> None:
    answer = client.post(at("right", "compensation"), data=data)
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code == 200


def test_in_another_language_the_english_words_to_send_stand_there_too(client: Visitor, built: Built) -> None:
    for other in language.offered()[1:]:
        page = client.page(f"/{other}{at('right', 'compensation')}")
        assert scripted(built).say[0].filled() in page.main


def worked_out(client: Visitor, kind: str, day: str, month: str, year: str) -> Page:
    return client.search(at=at("deadline", kind), day=day, month=month, year=year)


def test_a_last_day_is_worked_out_and_says_what_it_rests_on(client: Visitor, built: Built) -> None:
    page = worked_out(client, "compensation", "29", "2", "2024")
    rule = built.rights.deadlines.rules["compensation"]
    assert "28 February 2026" in page.main
    assert all(fact.what in page.main for fact in rule.rests_on)
    assert built.rights.deadlines.check in page.main
    assert [page.one("input", id=name).get("value") for name in ("day", "month", "year")] == ["29", "2", "2024"]


def test_a_last_day_that_has_passed_says_what_can_still_be_done(client: Visitor, built: Built) -> None:
    page = worked_out(client, "lenient-sentence", "1", "6", "2020")
    assert "That last day has passed" in page.main
    assert all(line in page.main for line in built.rights.deadlines.rules["lenient-sentence"].passed)


def test_the_longer_time_is_said_while_it_runs(app: Flask) -> None:
    fields = {"day": ["2"], "month": ["3"], "year": ["2026"]}
    with app.test_request_context("/guide"):
        app.preprocess_request()
        running = deadline_form.view("review-cps", fields, date(2026, 5, 1))["answer"]
        over = deadline_form.view("review-cps", fields, date(2026, 7, 1))["answer"]
    assert (running["last_day"], running["latest"]) == ("Monday 16 March 2026", "Tuesday 2 June 2026")
    assert running["passed"]
    assert not running["latest_passed"]
    assert over["latest_passed"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (("", "", ""), "missing"),
        (("31", "2", "2025"), "wrong"),
        (("1", "1", "25"), "wrong"),
        (("x", "1", "2025"), "wrong"),
        (("1", "1", "1800"), "wrong"),
        (("1", "1", "9999"), "future"),
    ],
)
def test_a_date_that_cannot_be_used_gets_a_plain_sentence_and_stays_in_its_boxes(
    client: Visitor, built: Built, typed: tuple[str, str, str], problem: str
) -> None:
    page = worked_out(client, "compensation", *typed)
    assert list(page.problems.values()) == [built.rights.deadlines.problems[problem]]  # type: ignore[index]
    assert tuple(page.one("input", id=name).get("value") for name in ("day", "month", "year")) == typed


def test_for_people_who_were_under_18_the_other_time_limits_are_offered(client: Visitor) -> None:
    page = client.page(at("deadline", "compensation"))
    for kind in ("compensation-child-reported", "compensation-child-later", "compensation-child-unreported"):
        assert at("deadline", kind) in links(page)
    assert "No time is running yet" in client.page(at("deadline", "compensation-child-unreported")).main


def test_a_typed_date_is_answered_in_place_and_kept_nowhere(client: Visitor, app: Flask) -> None:
    before = len(app.extensions["waymark"].searches)
    typed = {"day": "3", "month": "2", "year": "2026"}
    answer = client.post(at("deadline", "review-police"), data=typed, headers={"HX-Request": "true"})
    assert "3 May 2026" in page_of(answer).text
    assert len(app.extensions["waymark"].searches) == before


def test_leaving_deletes_a_date_that_was_typed_without_script(client: Visitor) -> None:
    address = client.post_search(at=at("deadline", "compensation"), day="3", month="2", year="2026").partition("#")[0]
    page = client.page(address)
    leave = page.by_id("leave")
    assert leave is not None
    client.get(leave.get("href", ""))
    gone = client.get(address)
    assert gone.status_code == 410
    assert "You did nothing wrong" in page_of(gone).main
    assert "2026" not in words(page_of(gone).one("form", class_="search").findall("fieldset")[0]).replace("27 3 2026", "")


def test_what_cannot_be_filled_in_takes_no_post_and_unknown_codes_lead_nowhere(client: Visitor) -> None:
    assert client.post(at("stage", "court"), data={"x": "y"}).status_code == 405
    assert client.get("/guide/aaaaaaaa").status_code == 404
    assert client.get("/guide/compensation").status_code == 404


@pytest.mark.parametrize(("typed", "right"), [("compensation", "compensation"), ("they dropped my case", "review")])
def test_a_search_that_asks_about_rights_offers_the_guide_above_the_services(client: Visitor, typed: str, right: str) -> None:
    page = client.search(q=typed)
    order = [element for element in page.one("main").iter() if element.get("class") in ("guide", "card")]
    assert order[0].get("class") == "guide"
    assert at("right", right) in links(page)
    assert sum(element.get("class") == "guide" for element in order) <= 2
    assert page.cards


def test_the_api_names_the_rights_asked_about(client: Visitor) -> None:
    answer = client.post("/api/find", json={"q": "they dropped my case"})
    assert answer.get_json()["rights"][0] == "review"
