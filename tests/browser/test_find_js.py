"""Finding support with script: results change in place, nothing enters the history, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.walking import Tab, sideways, visit
from tests.serving import Server

CASE = {"q": "domestic abuse", "age": "17", "language": "pl", "place": "PL4"}
"""A young person in Plymouth who is safest in Polish."""


@pytest.fixture
def tab(chromium: Any, server: Server) -> Iterator[Tab]:
    with visit(chromium, server) as opened:
        opened.open("/find")
        yield opened


@pytest.mark.parametrize(("path", "picture"), [("/find", "find-en-js"), ("/ar/find", "find-ar-js")])
def test_a_young_person_in_plymouth_gets_polish_speaking_services_in_place(chromium: Any, server: Server, path: str, picture: str) -> None:
    with visit(chromium, server) as tab:
        tab.open(path)
        before = tab.history
        tab.search(**CASE)
        assert tab.path == path
        assert tab.history == before
        assert tab.names[0] == "Opoka"
        assert any("Plymouth" in name for name in tab.names)
        assert tab.chips == ["crime:domestic-abuse", "place", "age", "language"]
        assert sideways(tab) == 0
        assert tab.page.locator("#results").evaluate("e => e === document.activeElement")
        tab.picture(picture)


def test_choosing_a_filter_changes_results_and_counts_at_once(tab: Tab) -> None:
    tab.search(q="domestic abuse", place="Leeds")
    before, history = tab.found, tab.history
    tab.page.locator("#support > summary").click()
    choice = tab.page.locator("input[name=support][value=refuge]")
    promised = int(tab.page.locator("label.pick", has=choice).locator(".count").inner_text().strip("()"))
    tab.changed(choice.check)
    assert tab.found == promised < before
    assert "support:refuge" in tab.chips
    assert tab.page.locator("#support").get_attribute("open") is not None
    assert choice.is_checked()
    assert choice.evaluate("e => e === document.activeElement")
    assert (tab.history, tab.path) == (history, "/find")
    tab.changed(choice.uncheck)
    assert tab.found == before
    assert "support:refuge" not in tab.chips


def test_a_chip_taken_away_widens_the_search_and_unchecks_its_box(tab: Tab) -> None:
    tab.search(q="stalking", place="Leeds")
    tab.page.locator("#for > summary").click()
    tab.changed(tab.page.locator("input[name=for][value=men]").check)
    narrow = tab.found
    tab.changed(tab.page.locator(".chip[value='for:men']").click)
    assert tab.found >= narrow
    assert "for:men" not in tab.chips
    assert not tab.page.locator("input[name=for][value=men]").is_checked()
    tab.changed(tab.page.locator(".chip[value=place]").click)
    assert tab.page.locator("#place").input_value() == ""


def test_the_same_choice_can_be_made_again_after_its_chip_was_taken_away(tab: Tab) -> None:
    tab.search(q="stalking", place="Leeds")
    tab.page.locator("#support > summary").click()
    box = tab.page.locator("input[name=support][value=helpline]")
    tab.changed(box.check)
    tab.changed(tab.page.locator(".chip[value='support:helpline']").click)
    tab.changed(box.check)
    assert box.is_checked()
    assert "support:helpline" in tab.chips


def test_which_place_is_asked_and_answered_in_place(tab: Tab) -> None:
    tab.search(q="burglary", place="Newport")
    wide = tab.found
    tab.changed(tab.page.locator("button[name=place_code]", has_text="Wight").click)
    assert tab.found < wide
    assert "Wight" in tab.page.locator(".chip[value=place]").inner_text()
    assert tab.page.locator("#place").input_value() == "Newport"


def test_turning_the_page_brings_other_services_and_puts_the_eye_on_them(tab: Tab) -> None:
    tab.search(q="fraud")
    first = tab.names
    tab.changed(tab.page.locator("button[name=page][value='2']").click)
    assert not set(first[:6]) & set(tab.names[:6])
    assert tab.page.locator("#results").evaluate("e => e === document.activeElement")
    top = tab.page.locator("#results-title").bounding_box()
    assert 0 <= top["y"] < 640


def test_opening_a_service_shows_the_rest_in_place(tab: Tab) -> None:
    tab.search(q="fraud")
    history = tab.history
    card = tab.page.locator("#results article.card").first
    card.locator("summary").click()
    assert card.get_by_text("Helps with", exact=True).is_visible()
    assert (tab.history, tab.path) == (history, "/find")


def test_a_mistake_is_read_out_and_leads_to_its_field_and_results_are_there_all_the_same(tab: Tab) -> None:
    tab.search(q="stalking", age="0")
    assert tab.page.locator("#errors").evaluate("e => e === document.activeElement")
    assert tab.names
    tab.page.locator("#errors a").click()
    assert tab.page.locator("#age").evaluate("e => e === document.activeElement")
    assert tab.page.locator("#age").input_value() == "0"
    box, bar = tab.page.locator("#age").bounding_box(), tab.page.locator(".bar").bounding_box()
    assert box["y"] >= bar["y"] + bar["height"]


def test_urgent_words_bring_urgent_help_before_anything_else(tab: Tab) -> None:
    tab.search(q="he is outside with a knife", age="0")
    urgent = tab.page.locator(".urgent").first
    assert urgent.is_visible()
    assert tab.page.locator("#results").evaluate("e => e === document.activeElement")
    assert urgent.locator("a[href='tel:999']").first.is_visible()
    assert urgent.bounding_box()["y"] < 640


def test_what_was_typed_stays_when_the_site_cannot_be_reached(tab: Tab) -> None:
    tab.search(q="stalking")
    tab.page.context.route("**/find", lambda route: route.abort())
    tab.page.locator("#q").fill("my neighbour threatens me")
    tab.page.locator("#find-form > .button").first.click()
    tab.page.get_by_text("We could not reach the site").wait_for()
    assert tab.page.locator("#problem").evaluate("e => e === document.activeElement")
    assert tab.page.locator("#q").input_value() == "my neighbour threatens me"
    assert tab.page.locator("#problem a[href='#urgent-help']").is_visible()
    tab.page.context.unroute("**/find")
    tab.errors.clear()
    tab.search(q="my neighbour threatens me")
    assert not tab.page.get_by_text("We could not reach the site").is_visible()


def test_too_much_text_is_said_above_the_form_and_kept(tab: Tab) -> None:
    tab.page.locator("#q").evaluate("(e, text) => { e.removeAttribute('maxlength'); e.value = text; }", "long " * 5000)
    tab.page.locator("#find-form > .button").first.click()
    tab.page.locator("#problem").get_by_text("Please use fewer words").wait_for()
    assert len(tab.page.locator("#q").input_value()) == 25_000
    assert tab.path == "/find"
    tab.errors.clear()


def test_typing_sends_nothing_until_it_is_sent(tab: Tab) -> None:
    sent: list[str] = []
    tab.page.on("request", lambda request: sent.append(request.url))
    tab.page.locator("#q").press_sequentially("domestic abuse")
    tab.page.locator("#place").press_sequentially("PL4")
    tab.page.locator("#age").focus()
    tab.page.wait_for_timeout(300)
    assert [url for url in sent if "/static/" not in url] == []  # files that are the same for everybody


def test_a_tick_before_the_library_is_there_changes_the_results_once_it_is(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.page.context.route("**/htmx.min.js", lambda route: (tab.page.wait_for_timeout(400), route.continue_()))
        tab.page.goto(tab.site + "/find", wait_until="commit")
        history = tab.history
        tab.page.locator("#crimes > summary, #find-form details > summary").first.click()
        tab.changed(tab.page.locator("#find-form details[open] .pick input").first.check)
        assert tab.chips
        assert (tab.history, tab.path) == (history, "/find")


def test_without_the_library_a_form_goes_out_the_plain_way(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.page.context.route("**/htmx.min.js", lambda route: route.abort())
        tab.open("/find")
        tab.page.locator("#q").fill("stalking")
        tab.page.locator("#find-form > .button").first.click()
        tab.page.wait_for_selector("#results")
        assert tab.path.startswith("/found/")
        assert tab.names
        tab.errors.clear()


def test_a_visit_from_home_to_results_works(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/")
        tab.page.locator("#q").fill("my ex is stalking me")
        tab.page.locator("#place").fill("Leeds")
        tab.page.locator("form .button").click()
        tab.page.wait_for_selector("#results")
        assert tab.path.startswith("/found/")
        assert "crime:stalking-harassment" in tab.chips
        before = tab.history
        tab.changed(tab.page.locator(".chip[value=place]").click)
        assert tab.history == before
