"""Finding support without script: what is typed goes by post alone, and comes back understood, counted and changeable."""

from __future__ import annotations

import logging
import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from finder.build import Built
from tests.page import Page, total, words
from tests.visitor import Visitor, page_of

CANARY = "zebrafinch"
ADDRESS = re.compile(r"/found/[A-Za-z0-9_-]{22}(\?s=[A-Za-z0-9_-]{22})?#results")


def names(page: Page) -> list[str]:
    return [words(card.findall("h3")[0]) for card in page.cards]


def found(page: Page) -> list[str]:
    """The services found, without those that can help anyone."""
    always = page.all("section", class_="always")
    more = {id(card) for section in always for card in section.iter("article")}
    return [words(card.findall("h3")[0]) for card in page.cards if id(card) not in more]


def pressed(page: Page, name: str, value: str) -> dict[str, list[str]]:
    """The form as a browser would send it when this button is pressed."""
    form = page.one("form", id="find-form")
    fields: dict[str, list[str]] = {}
    for field in form.iter():
        kind, key = field.get("type"), field.get("name")
        if not key or field.tag == "button":
            continue
        if field.tag == "select":
            fields.setdefault(key, []).extend(o.get("value", "") for o in field.iter("option") if o.get("selected") is not None)
        elif field.tag == "textarea":
            fields.setdefault(key, []).append((field.text or "").removeprefix("\n"))
        elif kind not in ("checkbox", "radio") or field.get("checked") is not None:
            fields.setdefault(key, []).append(field.get("value", ""))
    assert page.all("button", name=name, value=value), f"there is no button {name}={value}"
    fields.setdefault(name, []).append(value)
    return fields


def press(visitor: Visitor, page: Page, name: str, value: str) -> Page:
    fields = pressed(page, name, value)
    return visitor.search(**{("for_" if key == "for" else key): values for key, values in fields.items()})


def field(page: Page, name: str) -> str:
    area = page.all("textarea", name=name)
    return (area[0].text or "").strip() if area else page.one("input", id=name).get("value", "")


def test_a_search_moves_to_a_random_address_that_says_nothing(client: Visitor) -> None:
    first, second = (client.post_search(q="stalking", place="Leeds", age="30") for _ in range(2))
    assert ADDRESS.fullmatch(first)
    assert ADDRESS.fullmatch(second)
    assert first != second


def test_a_typed_word_is_in_no_address_header_title_link_or_log(
    client: Visitor, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    typed = {"q": f"{CANARY} stalking", "place": f"{CANARY}ton", "age": CANARY, "language": CANARY, "remove": f"crime:{CANARY}"}
    answers = [client.post("/find", data=typed)]
    answers.append(client.get(answers[0].headers["Location"]))
    answers.append(client.post("/find", data=typed, headers={"HX-Request": "true"}))
    answers.append(client.post("/find", data={**typed, "q": CANARY * 3000}))
    assert [answer.status_code for answer in answers] == [303, 200, 200, 413]
    for answer in answers:
        assert CANARY not in str(answer.headers).lower()
        if answer.status_code == 200:
            page = page_of(answer)
            assert CANARY not in words(page.one("title")) if page.all("title") else True
            assert [address for address in page.addresses() if CANARY in unquote(address).lower()] == []
    shown = page_of(answers[1])
    assert field(shown, "q") == typed["q"]
    assert field(shown, "place") == typed["place"]
    said = caplog.text + "".join(capfd.readouterr())
    assert CANARY not in said.lower()


def test_htmx_gets_the_changed_part_alone_and_no_new_address(client: Visitor) -> None:
    answer = client.post("/find", data={"q": "stalking"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert not [name for name in answer.headers.keys() if name.lower().startswith("hx-")]  # noqa: SIM118 (Headers iterates over pairs)
    part = page_of(answer)
    assert "<html" not in answer.get_data(as_text=True)
    assert part.by_id("finder") is not None
    assert len(part.cards) > 1


def test_the_part_by_htmx_and_the_page_without_script_show_the_same(client: Visitor) -> None:
    asked = {"q": "burglary", "place": "York", "age": "70"}
    part = page_of(client.post("/find", data=asked, headers={"HX-Request": "true"}))
    page = client.search(**asked)
    assert names(part) == names(page)
    assert part.chips == page.chips


def test_htmx_leaves_nothing_in_the_store(client: Visitor, app: Flask) -> None:
    store = app.extensions["waymark"].searches
    before = len(store)
    client.post("/find", data={"q": "stalking"}, headers={"HX-Request": "true"})
    assert len(store) == before


def test_what_was_understood_stands_there_as_chips(client: Visitor) -> None:
    page = client.search(q="my ex is stalking me", place="PL4", age="17", language="pl", for_="women", support="helpline", referral="self")
    assert page.chips["crime:stalking-harassment"] == "Stalking and harassment"
    assert page.chips["place"] == "PL4"
    assert page.chips["age"] == "17 years old"
    assert page.chips["language"] == "Polish"
    assert {"for:women", "support:helpline", "referral"} <= page.chips.keys()


def test_taking_a_chip_away_widens_the_search_and_keeps_the_rest(client: Visitor) -> None:
    page = client.search(q="stalking", place="PL4", age="17", language="pl")
    for chip in ("place", "age", "language"):
        before = page
        page = press(client, page, "remove", chip)
        assert chip not in page.chips
        assert page.chips.keys() == before.chips.keys() - {chip}
    assert "crime:stalking-harassment" in page.chips
    assert field(page, "place") == field(page, "age") == ""


def test_what_was_taken_out_of_a_sentence_stays_out_until_the_words_change(client: Visitor) -> None:
    page = client.search(q="stalking in Plymouth")
    assert page.chips["place"] == "Plymouth"
    page = press(client, page, "remove", "place")
    assert "place" not in page.chips
    page = press(client, page, "remove", "crime:stalking-harassment")
    assert page.chips == {}
    assert field(page, "q") == "stalking in Plymouth"
    sent = {**_form(page), "q": ["stalking in Plymouth please"]}
    assert "place" in client.search(**sent).chips


def test_what_was_taken_away_can_be_chosen_again(client: Visitor) -> None:
    page = client.search(q="stalking in Plymouth", support="helpline", age="30")
    for chip in ("place", "support:helpline", "age"):
        page = press(client, page, "remove", chip)
    assert page.chips.keys() == {"crime:stalking-harassment"}
    again = client.search(**{**_form(page), "place": ["Leeds"], "support": ["helpline"], "age": ["40"]})
    assert again.chips["place"] == "Leeds"
    assert again.chips["age"] == "40 years old"
    assert "support:helpline" in again.chips


def _form(page: Page) -> dict[str, list[str]]:
    """The form sent by its own button."""
    form = page.one("form", id="find-form")
    form.append(Element("button", {"name": "nothing", "value": "x"}))
    return pressed(page, "nothing", "x")


def test_a_name_that_means_several_places_asks_which_and_meanwhile_uses_them_all(client: Visitor) -> None:
    page = client.search(q="burglary", place="Newport")
    picks = {words(button): button.get("value", "") for button in page.all("button", name="place_code")}
    assert len(picks) > 1
    assert "Which place did you mean?" in page.text
    wide = total(page)
    label, code = next((label, code) for label, code in picks.items() if "Wight" in label)
    narrow = press(client, page, "place_code", code)
    assert narrow.all("button", name="place_code") == []
    assert narrow.chips["place"] == label
    assert total(narrow) < wide
    assert field(narrow, "place") == "Newport"


def test_a_picked_place_is_kept_while_filters_change_and_dropped_when_other_words_are_typed(client: Visitor) -> None:
    page = client.search(q="burglary", place="Newport")
    picks = {words(button): button.get("value", "") for button in page.all("button", name="place_code")}
    label = next(label for label in picks if "Wight" in label)
    page = press(client, page, "place_code", picks[label])
    kept = client.search(**{**_form(page), "age": ["40"]})
    assert kept.chips["place"] == label
    moved = client.search(**{**_form(kept), "place": ["Leeds"]})
    assert moved.chips["place"] == "Leeds"


def test_a_postcode_district_that_lies_in_two_councils_offers_both(client: Visitor) -> None:
    page = client.search(place="PL5")
    assert "place" in page.chips
    assert found(page)


def test_a_badly_spelt_topic_is_suggested_or_understood_and_never_answered_with_nothing(client: Visitor) -> None:
    for typed in ("stalkin and harasment", "burglry and theft", "domestik abuze", "hate crimme"):
        page = client.search(q=typed)
        offered = [button.get("value", "") for button in page.all("button", name="suggestion")]
        understood = [value for value in page.chips if value.startswith("crime:")]
        assert offered or understood, typed
        assert found(page)
        if offered:
            taken = press(client, page, "suggestion", offered[0])
            assert any(value.startswith("crime:") for value in taken.chips)
            assert field(taken, "q") == offered[0]


def test_turning_the_pages_shows_every_service_once(client: Visitor) -> None:
    page = client.search(crime="fraud-cyber", place="Leeds")
    wanted, seen = total(page), found(page)
    while page.all("button", name="page", value=str(len(seen) // 6 + 1)) and len(seen) < wanted:
        page = press(client, page, "page", str(len(seen) // 6 + 1))
        seen += found(page)
    assert len(seen) == len(set(seen)) == wanted > 6


def test_a_page_past_the_last_says_so_and_still_shows_who_can_help(client: Visitor) -> None:
    page = client.search(crime="fraud-cyber", page="999")
    assert found(page) == []
    assert page.cards
    assert any("no more services" in notice for notice in page.notices)


def test_an_empty_form_shows_services_all_the_same(client: Visitor, built: Built) -> None:
    page = client.search()
    assert total(page) == len(built.directory)
    assert len(found(page)) == 6
    assert page.problems == {}


def test_what_a_person_gives_away_about_themselves_is_left_out_and_said(client: Visitor) -> None:
    page = client.search(q="I was robbed, ring me on 07700 900123")
    assert any("We left out names, numbers or addresses" in notice for notice in page.notices)
    assert "crime:robbery" in page.chips


def test_urgent_help_comes_before_everything_that_was_found(client: Visitor) -> None:
    page = client.search(q="he has a knife and he is at the door")
    order = [element for element in page.one("main").iter() if element.get("class") in ("urgent", "card")]
    assert "urgent" in str(order[0].get("class"))
    numbers = [link.get("href") for link in order[0].iter("a")]
    assert numbers[0] == "tel:999"
    assert found(page)


def test_a_call_is_one_tap_and_the_page_says_what_it_leaves_behind(client: Visitor) -> None:
    page = client.search(q="stalking", place="Leeds")
    card = next(card for card in page.cards if any(str(a.get("href")).startswith("tel:") for a in card.iter("a")))
    assert "A call shows in your phone’s call list" in words(card)
    assert re.search(r"(Checked .*\d{4}|Undated)", words(card))
    for label in ("Who it is for", "How to get help", "Where"):
        assert label in words(card)


def test_only_national_services_stand_below_and_none_is_shown_twice(client: Visitor) -> None:
    page = client.search(q="domestic abuse", place="Plymouth")
    everyone = names(page)
    assert len(everyone) == len(set(everyone))
    assert page.all("section", class_="always")


def test_a_page_of_results_can_be_kept_for_longer_and_warns_before_it_goes(client: Visitor) -> None:
    address = client.post_search(q="stalking")
    page = client.page(address)
    keep = next(link for link in page.all("a") if words(link) == "Keep it for longer")
    assert keep.get("href") == ""
    warning = page.by_id("lapse")
    assert warning is not None
    assert warning.get("hidden") is not None
    assert client.get(address).status_code == 200


def test_results_by_htmx_do_not_claim_to_be_kept(client: Visitor) -> None:
    part = page_of(client.post("/find", data={"q": "stalking"}, headers={"HX-Request": "true"}))
    assert part.by_id("lapse") is None


def test_a_form_of_another_site_cannot_search_in_a_visitors_name(client: Visitor, app: Flask) -> None:
    before = len(app.extensions["waymark"].searches)
    for site in ("cross-site", "same-site"):
        answer = client.post("/find", data={"q": "x"}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
    assert len(app.extensions["waymark"].searches) == before
    for own in ("same-origin", "none"):
        assert client.post("/find", data={"q": "x"}, headers={"Sec-Fetch-Site": own}).status_code == 303


def test_the_home_pages_form_finds_too(client: Visitor) -> None:
    page = client.page("/")
    form = page.one("form")
    assert form.get("action") == "/find"
    assert {f.get("name") for f in form.iter() if f.get("name")} >= {"q", "place"}
