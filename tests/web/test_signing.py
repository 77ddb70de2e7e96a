"""British Sign Language, text and relay: the page, the tag on a card, and the ways that lead there."""

from __future__ import annotations

import pytest

from finder.build import Built
from finder.directory.content import short_code
from finder.settings import DEFAULT_CONTENT
from finder.understanding.signing import Signing
from finder.web.cards import SIGNED
from finder.web.signing import MOST_IN_WRITING
from tests.page import Page, words
from tests.visitor import Visitor

SURE, UNSURE = "Offers British Sign Language", "Offers British Sign Language (ask to be sure)"


def links(page: Page) -> list[str]:
    return [str(link.get("href")) for link in page.all("a")]


def in_main(page: Page) -> list[str]:
    """Where the main part leads, less the id of a search that an address carries."""
    return [str(link.get("href")).partition("?s=")[0] for link in page.one("main").iter("a")]


def shown(page: Page) -> list[str]:
    return [str(card.get("id")).removeprefix("s-") for card in page.cards]


def tag(page: Page, code: str) -> str | None:
    [card] = [card for card in page.cards if card.get("id") == f"s-{code}"]
    tags = [words(p) for p in card.iter("p") if p.get("class") == "tag"]
    return tags[0] if tags else None


def test_the_page_says_how_to_reach_999_and_the_police_without_hearing_or_speaking(client: Visitor) -> None:
    page = client.page("/bsl")
    assert page.title == "Waymark - British Sign Language"
    found = in_main(page)
    assert "https://999bsl.co.uk/" in found
    assert {"tel:18000", "sms:999", "sms:61016"} <= set(found)
    assert "18001 101" in page.main
    assert "This works only if your phone was set up before." in page.main
    assert "tel:999" not in found


def test_999_in_british_sign_language_stands_first(client: Visitor) -> None:
    assert next(words(strong) for strong in client.page("/bsl").one("main").iter("strong")) == "999 in British Sign Language"


def test_the_page_shows_every_service_that_signs_and_then_some_that_are_written_to(client: Visitor, built: Built) -> None:
    listed = [built.directory.service(one) for one in built.directory.columns.ids]
    signed = {short_code(one.id) for one in listed if SIGNED in one.languages}
    written = {short_code(one.id) for one in listed if one.national and (one.shown_sms or one.shown_webchat)}
    codes = shown(client.page("/bsl"))
    assert len(signed) >= 7
    assert set(codes[: len(signed)]) == signed
    assert len(codes) == len(signed) + MOST_IN_WRITING
    assert set(codes[len(signed) :]) <= written - signed


def test_no_part_of_the_page_is_left_empty(client: Visitor) -> None:
    for address in ("/bsl", "/ar/bsl"):
        main = client.page(address).one("main")
        assert not any("<!--" in (text or "") for element in main.iter() for text in (element.text, element.tail))
        [around] = [div for div in main.iter("div") if div.get("class") == "signing"]
        tags = [str(child.tag) for child in around]
        assert not [pair for pair in zip(tags, [*tags[1:], "h2"], strict=True) if pair == ("h2", "h2")]


def test_every_fact_and_line_has_a_source_that_the_page_names(client: Visitor) -> None:
    signing = Signing.load(DEFAULT_CONTENT)
    sources = {one.source for one in (*signing.facts,)} | {one.source for one in signing.police}
    assert sources <= set(links(client.page("/bsl")))
    assert all(one.seen for one in (*signing.facts, *signing.police))


@pytest.mark.parametrize("address", ["/", "/find", "/guide", "/pl/", "/easy", "/nowhere"])
def test_the_page_is_near_from_everywhere(client: Visitor, address: str) -> None:
    response = client.get(address)
    assert response.get_data(as_text=True).count('/bsl"') >= 2  # the foot, and beside 999 in British Sign Language


def test_home_leads_to_it(client: Visitor) -> None:
    assert "/bsl" in in_main(client.page("/"))


def test_a_search_for_sign_language_finds_who_signs_first_and_offers_the_page(client: Visitor, built: Built) -> None:
    page = client.search(language=SIGNED)
    signed = {short_code(one) for one in built.directory.columns.ids if SIGNED in built.directory.service(one).languages}
    assert set(shown(page)[:6]) <= signed
    assert "/bsl" in in_main(page)
    assert "/bsl" in in_main(client.search(q="domestic abuse, I use BSL"))
    assert "/bsl" not in in_main(client.search(q="domestic abuse"))


@pytest.mark.parametrize("crime", ["hate-crime", "domestic-abuse"])
def test_for_a_crime_too_who_signs_comes_first(client: Visitor, built: Built, crime: str) -> None:
    page = client.search(language=SIGNED, crime=crime)
    first = built.directory.by_code(shown(page)[0])
    assert SIGNED in first.languages
    assert crime in first.crimes


def test_a_card_says_that_a_service_signs_and_when_to_ask(client: Visitor) -> None:
    page = client.page("/bsl")
    assert tag(page, short_code("signhealth-domestic-abuse")) == SURE
    assert tag(page, short_code("wales-hate-support-centre")) == SURE
    assert tag(page, short_code("childline")) == UNSURE
    assert [tag(page, code) for code in shown(page)[-MOST_IN_WRITING:]] == [None] * MOST_IN_WRITING


def test_the_tag_is_not_said_twice(client: Visitor) -> None:
    [card] = [card for card in client.search(language=SIGNED).cards if card.get("id") == f"s-{short_code('wales-hate-support-centre')}"]
    assert words(card).count("British Sign Language") == 2  # the tag, and the list of languages
