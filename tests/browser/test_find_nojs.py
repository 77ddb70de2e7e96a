"""Finding support with script off: every journey from page to page, with nothing typed in any address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.test_find_js import CASE
from tests.browser.walking import Tab, sideways, visit
from tests.serving import Server


@pytest.fixture
def tab(chromium: Any, server: Server) -> Iterator[Tab]:
    with visit(chromium, server, script=False) as opened:
        opened.open("/find")
        yield opened


@pytest.mark.parametrize(("path", "picture"), [("/find", "find-en-nojs"), ("/ar/find", "find-ar-nojs")])
def test_a_young_person_in_plymouth_gets_polish_speaking_services_without_script(
    chromium: Any, server: Server, path: str, picture: str
) -> None:
    with visit(chromium, server, script=False) as tab:
        tab.open(path)
        tab.search(**CASE)
        assert re.fullmatch(r"(/ar)?/found/[\w-]{22}#results", tab.path)
        assert tab.names[0] == "Opoka"
        assert any("Plymouth" in name for name in tab.names)
        assert tab.chips == ["crime:domestic-abuse", "place", "age", "language"]
        assert sideways(tab) == 0
        tab.picture(picture)


def test_with_and_without_script_the_same_services_are_found(chromium: Any, server: Server, tab: Tab) -> None:
    tab.search(**CASE)
    with visit(chromium, server) as scripted:
        scripted.open("/find")
        scripted.search(**CASE)
        assert scripted.names == tab.names


def test_a_chip_a_place_and_a_page_work_as_buttons(tab: Tab) -> None:
    tab.search(q="burglary", place="Newport")
    wide = tab.found
    tab.page.locator("button[name=place_code]", has_text="Wight").click()
    assert tab.found < wide
    tab.page.locator(".chip[value=place]").click()
    assert "place" not in tab.chips
    first = tab.names
    tab.page.locator("button[name=page][value='2']").click()
    assert not set(first[:6]) & set(tab.names[:6])


def test_filters_open_without_script_and_count_when_sent(tab: Tab) -> None:
    tab.search(q="domestic abuse", place="Leeds")
    tab.page.locator("#support > summary").click()
    choice = tab.page.locator("input[name=support][value=refuge]")
    promised = int(tab.page.locator("label.pick", has=choice).locator(".count").inner_text().strip("()"))
    choice.check()
    tab.page.locator("#find-form > .button").last.click()
    tab.page.wait_for_selector("#results")
    assert tab.found == promised
    assert tab.page.locator("input[name=support][value=refuge]").is_checked()


def test_a_mistake_is_said_and_what_was_typed_is_still_there(tab: Tab) -> None:
    tab.search(q="stalking", age="0", place="Narnia")
    assert tab.page.locator("#errors a").count() == 2
    assert 0 <= tab.page.locator("#errors").bounding_box()["y"] < 320  # where the page opens, not above it
    assert tab.page.locator("#age").input_value() == "0"
    assert tab.page.locator("#place").input_value() == "Narnia"
    assert tab.names


def test_reloading_and_going_back_never_ask_to_send_the_form_again(tab: Tab) -> None:
    tab.search(q="stalking", place="Leeds")
    shown, names = tab.path, tab.names
    tab.page.reload()
    assert (tab.path, tab.names) == (shown, names)
    # A page that comes back from memory is not loaded again, so there is no load to wait for.
    tab.page.go_back(wait_until="commit")
    assert tab.path == "/find"
    tab.page.go_forward(wait_until="commit")
    assert tab.names == names


def test_a_service_can_be_opened_and_left(tab: Tab) -> None:
    tab.search(q="fraud")
    card = tab.page.locator("#results article.card").first
    name = card.locator("h3").inner_text()
    card.locator("summary").click()
    card.locator("a", has_text="This service on a page of its own").click()
    assert tab.page.locator("h1").inner_text() == name
    assert re.fullmatch(r"/service/[0-9a-z]{8}\?s=[\w-]{22}", tab.path)
