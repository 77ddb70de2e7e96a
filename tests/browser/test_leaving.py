"""Leaving: at once, and one Back after it shows neither the page nor a word of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.walking import Tab, visit
from tests.serving import Server

TYPED = "my stepdad frightens me"


def button(tab: Tab) -> None:
    tab.page.locator("#leave").click()


def hidden_link(tab: Tab) -> None:
    tab.page.locator("body").press("Tab")
    tab.page.locator("a.skip", has_text="Leave this site").press("Enter")


def shift_three_times(tab: Tab) -> None:
    for _ in range(3):
        tab.page.keyboard.press("Shift")


Way = Callable[[Tab], None]
WAYS = [(True, button), (True, hidden_link), (True, shift_three_times), (False, button), (False, hidden_link)]


def gone(tab: Tab) -> None:
    """Elsewhere, whether that site answers or not: tests reach no other host, so most often it does not."""
    for _ in range(100):
        if not tab.page.url.startswith(tab.site):
            break
        tab.page.wait_for_timeout(50)
    assert not tab.page.url.startswith(tab.site)


def back_shows_nothing(tab: Tab) -> None:
    try:
        tab.page.go_back(timeout=4000)
    except Exception as error:
        # Leaving again in the middle of Back is as good as it gets.
        assert any(said in str(error) for said in ("interrupted", "Timeout", "ERR_ABORTED", "Not attached"))
    tab.page.wait_for_timeout(300)
    shown = tab.text.lower()
    assert TYPED not in shown
    assert "childline" not in shown
    fields = tab.page.locator("textarea").evaluate_all("all => all.map(one => one.value).join()") if _scripted(tab) else ""
    assert TYPED not in fields


def _scripted(tab: Tab) -> bool:
    return tab.page.locator("textarea").count() > 0


@pytest.mark.parametrize(("script", "way"), WAYS)
def test_leaving_a_page_of_results_and_going_back_shows_nothing(chromium: Any, server: Server, script: bool, way: Way) -> None:
    with visit(chromium, server, script=script) as tab:
        tab.open("/find")
        tab.search(q=TYPED)
        assert tab.names
        way(tab)
        gone(tab)
        back_shows_nothing(tab)
        tab.errors.clear()


@pytest.mark.parametrize(("script", "way"), WAYS)
def test_leaving_with_words_typed_and_not_sent_shows_none_of_them_on_back(chromium: Any, server: Server, script: bool, way: Way) -> None:
    with visit(chromium, server, script=script) as tab:
        tab.open("/find")
        tab.page.locator("#q").fill(TYPED)
        way(tab)
        gone(tab)
        back_shows_nothing(tab)
        tab.errors.clear()


@pytest.mark.parametrize("script", [True, False])
def test_leaving_after_opening_a_service_from_results_forgets_the_search(chromium: Any, server: Server, script: bool) -> None:
    with visit(chromium, server, script=script) as tab:
        tab.open("/")
        tab.page.locator("#q").fill(TYPED)
        tab.page.locator("form .button").click()
        tab.page.wait_for_selector("#results")
        found = tab.path
        card = tab.page.locator("#results article.card").first
        card.locator("summary").click()
        card.locator("a", has_text="This service on a page of its own").click()
        tab.page.wait_for_selector("h1")
        button(tab)
        gone(tab)
        tab.open(found)
        assert tab.page.title() == "Waymark - Find support"
        assert "forgotten" in tab.text
        assert TYPED not in tab.text
        tab.errors.clear()


def test_the_page_is_blank_before_the_next_one_has_come(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/find")
        tab.search(q=TYPED)
        seen = tab.page.evaluate(
            """() => { document.getElementById('leave').click();
                       return document.body ? document.body.textContent.trim() : ''; }"""
        )
        assert seen == ""
        gone(tab)
        tab.errors.clear()


def test_leaving_takes_the_place_of_the_page_in_the_history(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/")
        tab.open("/find")
        before = tab.history
        button(tab)
        gone(tab)
        assert tab.history == before
        tab.errors.clear()


def test_writing_capital_letters_does_not_leave(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/find")
        tab.page.locator("#q").focus()
        for letter in "HELP":
            tab.page.keyboard.press(f"Shift+{letter}")
        tab.page.keyboard.down("Shift")
        for letter in "ABC":
            tab.page.keyboard.press(letter)
        tab.page.keyboard.up("Shift")
        tab.page.wait_for_timeout(300)
        assert tab.path == "/find"
        assert tab.page.locator("#q").input_value() == "HELPABC"


def test_the_page_says_what_leaving_cannot_do(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/safety")
        assert "Leaving does not clear your history" in tab.text
