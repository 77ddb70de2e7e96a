"""Works for everyone: axe on every kind of page, at every width, in every scheme and both directions; keyboard alone; fingers."""

from __future__ import annotations

import http.client
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from finder.build import Built
from finder.directory.content import short_code
from finder.rights.easy import HOME, NAMES
from finder.settings import ROOT
from finder.web.easy import code_of
from tests.browser.walking import Tab, sideways, too_small, visit
from tests.serving import Server, start_server, stop_server

AXE = (ROOT / "finder" / "static" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return [found.passes.length, found.violations.map(v => `${v.id}: ` + v.nodes.map(n => n.html.slice(0, 150)).join(' | '))];
}"""

SEARCHES = {
    "results": {"q": "domestic abuse", "age": "17", "language": "pl", "place": "PL4", "support": "helpline"},
    "urgent": {"q": "he is outside with a knife and i want to die"},
    "error": {"q": "stalking", "age": "0", "place": "Narnia", "crime": "flying"},
    "which place": {"q": "burglary", "place": "Newport", "page": "2"},
}
PAGES = {
    "home": "/",
    "find": "/find",
    **dict.fromkeys(SEARCHES, "/find"),
    "service": f"/service/{short_code('childline')}",
    "about": "/about",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "safety": "/safety",
    "chat": "/chat",
    "rights": "/guide",
    "sign language": "/bsl",
    "not there": "/nowhere",
    "lapsed": "/found/nothing-is-kept-here",
}
PROVE = bool(os.environ.get("WAYMARK_PROVE"))
"""`make prove` sets it: every choice with every other, not in pairs."""

LANGUAGES = ("", "/ar")
WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark", "forced")

# Each page at each width; scheme and language turn with both, so that every pair of choices is met (a test below counts).
PAIRS = [
    (page, LANGUAGES[(row + column) % 2], WIDTHS[column], SCHEMES[(row + column + row // 6) % 3])
    for row, page in enumerate(PAGES)
    for column in range(len(WIDTHS))
]
CASES = list(itertools.product(PAGES, LANGUAGES, WIDTHS, SCHEMES)) if PROVE else PAIRS


def test_every_pair_of_page_language_width_and_scheme_is_met() -> None:
    sides: list[tuple[Any, ...]] = [tuple(PAGES), LANGUAGES, WIDTHS, SCHEMES]
    for first, second in itertools.combinations(range(4), 2):
        met = {(case[first], case[second]) for case in PAIRS}
        assert met == set(itertools.product(sides[first], sides[second]))


@pytest.fixture(scope="module")
def tab(chromium: Any, server: Server) -> Iterator[Tab]:
    with visit(chromium, server) as opened:
        yield opened
        # The browser itself writes a line about pages that are not there.
        opened.errors[:] = [line for line in opened.errors if "40" not in line and "410" not in line]


def stored(server: Server, path: str, fields: dict[str, str]) -> str:
    """The address of what a search found."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return str(answer.headers["Location"])


def dress(tab: Tab, width: int, scheme: str) -> None:
    tab.page.set_viewport_size({"width": width, "height": 700})
    tab.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", forced_colors="active" if scheme == "forced" else "none")


def violations(tab: Tab) -> list[str]:
    tab.page.evaluate(AXE)
    passed, found = tab.page.evaluate(RUN, TAGS)
    assert passed > 15
    return list(found)


@pytest.mark.parametrize(("page", "language", "width", "scheme"), CASES)
def test_a_page_works_for_everyone(tab: Tab, server: Server, page: str, language: str, width: int, scheme: str) -> None:
    dress(tab, width, scheme)
    path = language + PAGES[page]
    tab.open(stored(server, path, SEARCHES[page]) if page in SEARCHES else path)
    assert violations(tab) == []
    assert sideways(tab) == 0
    assert too_small(tab) == []


EASY = [*zip(NAMES, WIDTHS * 3, SCHEMES * 3, strict=False), (HOME, 1280, "dark")]


@pytest.mark.parametrize(("name", "width", "scheme"), list(itertools.product((*NAMES, HOME), WIDTHS, SCHEMES)) if PROVE else EASY)
def test_an_easy_read_page_works_for_everyone(tab: Tab, name: str, width: int, scheme: str) -> None:
    dress(tab, width, scheme)
    tab.open("/easy" if name == HOME else f"/easy/{code_of(name)}")
    assert violations(tab) == []
    assert sideways(tab) == 0
    assert too_small(tab) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_results_that_came_in_place_work_for_everyone_with_all_opened(tab: Tab, scheme: str) -> None:
    dress(tab, 320, scheme)
    tab.open("/find")
    tab.search(q="domestic abuse", place="PL4", age="0")
    tab.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert violations(tab) == []
    assert sideways(tab) == 0
    assert too_small(tab) == []


@pytest.fixture(scope="module")
def bare(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running site without a directory."""
    folder: Path = tmp_path_factory.mktemp("bare")
    running = start_server(folder, FINDER_VAR=str(folder))
    yield running
    stop_server(running)


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 320, "dark"), ("/ar", 390, "light"), ("", 1280, "forced")])
def test_the_urgent_lines_without_a_directory_work_for_everyone(
    chromium: Any, bare: Server, language: str, width: int, scheme: str
) -> None:
    with visit(chromium, bare) as tab:
        dress(tab, width, scheme)
        tab.open(f"{language}/find")
        assert violations(tab) == []
        assert sideways(tab) == 0
        assert too_small(tab) == []
        tab.errors.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_four_times_the_size_nothing_is_cut_off_or_moves_sideways(tab: Tab, server: Server, language: str) -> None:
    dress(tab, 320, "light")
    tab.page.set_viewport_size({"width": 320, "height": 256})
    for path in ("/", "/find", "/safety"):
        tab.open(language + path)
        assert sideways(tab) == 0
    tab.open(stored(server, f"{language}/find", SEARCHES["results"]))
    assert sideways(tab) == 0
    assert tab.page.locator(".bar").bounding_box()["height"] < 256 / 3


FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), bar = document.querySelector('.bar').getBoundingClientRect();
  const ring = getComputedStyle(e);
  const own = e.closest('.bar, .skip');
  const wrong = [];
  if (!own && box.top < bar.bottom - 1) wrong.push('under the bar');
  // Of a box to write in the browser shows the line with the cursor, which is the first here.
  const low = e.tagName === 'TEXTAREA' ? box.top + 44 : box.bottom;
  if (low > innerHeight + 1 && box.height < innerHeight - bar.height) wrong.push('below the window');
  if (box.left < -1 || box.right > innerWidth + 1) wrong.push('beside the window');
  if (ring.outlineStyle === 'none' || parseFloat(ring.outlineWidth) < 2) wrong.push('without a ring');
  return [e.tagName, e.textContent.trim().slice(0, 30) || e.name, wrong];
}"""


@pytest.mark.parametrize(("width", "height", "key"), [(320, 480, "Tab"), (320, 480, "Shift+Tab"), (1280, 700, "Tab")])
def test_by_keyboard_the_focus_is_always_to_be_seen(chromium: Any, server: Server, width: int, height: int, key: str) -> None:
    with visit(chromium, server, width=width, height=height) as tab:
        tab.open(stored(server, "/find", SEARCHES["error"]))
        if key == "Tab":
            tab.page.locator("body").evaluate("e => { e.tabIndex = -1; e.focus(); e.removeAttribute('tabindex'); }")
        else:
            tab.page.locator(".foot a").last.focus()
        seen = 0
        for _ in range(300):
            tab.page.keyboard.press(key)
            where = tab.page.evaluate(FOCUS)
            if where is None:
                break
            seen += 1
            assert where[2] == [], where
        assert seen > 40


def test_by_keyboard_alone_a_person_finds_a_service_and_its_number(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/")
        keys = tab.page.keyboard

        def tab_to(selector: str) -> None:
            for _ in range(120):
                keys.press("Tab")
                if tab.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    return
            raise AssertionError(f"the keyboard never comes to {selector}")

        tab_to("a[href$='/find']")
        keys.press("Enter")
        tab.page.wait_for_url("**/find")
        tab_to("#q")
        keys.type("stalking")
        tab_to("#place")
        keys.type("Leeds")
        tab_to("#find-form > .button")
        tab.changed(lambda: keys.press("Enter"))
        tab_to("#results .chip[value=place]")
        tab_to("#results article.card a[href^='tel:']")
        tab_to("#results article.card summary")
        keys.press("Enter")
        assert tab.page.locator("#results article.card details[open]").count() == 1


def test_the_first_key_leads_to_the_way_out_and_the_second_past_the_bar(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/find")
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.textContent.trim()") == "Leave this site"
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        tab.page.keyboard.press("Enter")
        assert tab.page.evaluate("document.activeElement.id") == "main"
