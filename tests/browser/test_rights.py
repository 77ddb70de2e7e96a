"""The guide to rights in a real browser at 320 px: in place with script, page by page without, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from finder.web.rights_codes import code
from tests.serving import Server

OUTPUT = Path(__file__).resolve().parents[1] / "output"
NARROW = {"width": 320, "height": 640}
PAGES = {
    "start": "/guide",
    "right": f"/guide/{code('right', 'review')}",
    "stage": f"/guide/{code('stage', 'dropped')}",
    "young": f"/guide/{code('page', 'young-people')}",
    "twelve": f"/guide/{code('all')}",
    "deadline": f"/guide/{code('deadline', 'compensation')}",
}
LETTER = PAGES["right"]


@contextmanager
def phone(chromium: Any, server: Server, script: bool = True, lang: str = "en-GB") -> Iterator[Any]:
    context = chromium.new_context(viewport=NARROW, java_script_enabled=script, base_url=server.url, locale=lang)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_kind_of_page_fits_a_narrow_phone(chromium: Any, server: Server, name: str) -> None:
    with phone(chromium, server) as page:
        page.goto(PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert page.title() == "Waymark - Your rights"
        small = page.evaluate(
            "[...document.querySelectorAll('main a, main button, main summary, main .pick')].filter((e) => e.checkVisibility())"
            ".map((e) => [e.textContent.trim().slice(0, 40), Math.round(e.getBoundingClientRect().height)]).filter(([, h]) => h < 24)"
        )
        assert small == []
        OUTPUT.mkdir(exist_ok=True)
        page.screenshot(path=OUTPUT / f"rights-{name}.png", full_page=True)


def test_any_right_is_two_taps_away(chromium: Any, server: Server) -> None:
    with phone(chromium, server) as page:
        page.goto("/")
        page.get_by_role("link", name="See your rights").click()
        page.get_by_role("link", name="Get money for the harm").click()
        assert "Compensation is money for harm" in page.locator("main").inner_text()


def test_picks_change_the_letter_in_place(chromium: Any, server: Server) -> None:
    with phone(chromium, server) as page:
        page.goto(LETTER)
        page.get_by_text("The police dropped your case").click()
        page.locator("#say-0 .pick").nth(2).click()
        page.wait_for_function("document.querySelector('#words-0').textContent.includes('my case is closed')")
        assert page.url.endswith(LETTER)
        assert page.locator("#say-0 input").nth(3).is_checked()


def test_picks_change_the_letter_without_script(chromium: Any, server: Server) -> None:
    with phone(chromium, server, script=False) as page:
        page.goto(LETTER)
        page.get_by_text("The police dropped your case").click()
        page.locator("#say-0 .pick").nth(2).click()
        page.locator("#say-0 button").click()
        assert "my case is closed" in page.locator("#words-0").inner_text()
        assert LETTER + "/" in page.url


@pytest.mark.parametrize("script", [True, False])
def test_a_last_day_is_worked_out_and_a_wrong_date_keeps_its_boxes(chromium: Any, server: Server, script: bool) -> None:
    with phone(chromium, server, script=script) as page:
        page.goto(PAGES["deadline"])
        for box, value in (("#day", "31"), ("#month", "2"), ("#year", "2025")):
            page.fill(box, value)
        page.get_by_role("button", name="Work out the last day").click()
        page.wait_for_selector("#errors")
        assert page.input_value("#day") == "31"
        page.fill("#day", "3")
        page.get_by_role("button", name="Work out the last day").click()
        page.wait_for_selector("#results")
        assert "3 February 2027" in page.locator("#results").inner_text()
        assert page.locator("#errors").count() == 0
        assert (page.url.endswith(PAGES["deadline"])) is script
        if script:
            assert page.evaluate("document.activeElement.id") == "results"


def test_on_paper_the_words_and_limits_are_there_and_the_buttons_are_not(chromium: Any, server: Server) -> None:
    with phone(chromium, server) as page:
        page.goto(LETTER)
        page.emulate_media(media="print")
        assert page.locator("#words-0").is_visible()
        assert page.get_by_text("Time limit: 3 months").first.is_visible()
        for hidden in (".bar", ".foot", ".pickers", ".keep >> nth=0"):
            assert not page.locator(hidden).first.is_visible(), hidden


def test_leaving_after_a_date_without_script_leaves_nothing_to_go_back_to(chromium: Any, server: Server) -> None:
    with phone(chromium, server, script=False) as page:
        page.goto(PAGES["deadline"])
        for box, value in (("#day", "3"), ("#month", "2"), ("#year", "2025")):
            page.fill(box, value)
        page.get_by_role("button", name="Work out the last day").click()
        kept = page.url
        page.route(lambda address: not address.startswith(server.url), lambda route: route.fulfill(body="elsewhere"))
        page.locator("#leave").click()
        page.wait_for_url(lambda address: not address.startswith(server.url))
        response = page.goto(kept)
        assert response.status == 410
        assert page.input_value("#day") == ""
