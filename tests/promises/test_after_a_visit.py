"""No trail: after a visit, somebody who reads the whole profile of the browser finds no word that was typed or read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from finder.web.language import offered
from tests.browser.walking import Tab
from tests.promises import profile
from tests.serving import Server

TYPED = ("kingfisher", "my stepfather frightens me", "Grimsby")
CHAT = "my ex kingfisher wont stop following me"
READ = ("stalking", "domestic abuse", "Childline", "Samaritans", "compensation", "przemoc", "victims’ code")
WORDS = (*TYPED, CHAT, *READ)


def walk(tab: Tab, language: str) -> None:
    """Search, a service on its own page, a talk, a right: by touch where there is something to press."""
    tab.open(f"{language}/find")
    tab.search(q=f"{TYPED[0]} {TYPED[1]}", place=TYPED[2], age="16")
    card = tab.page.locator("#results article.card").first
    card.locator("summary").click()
    card.locator("a[href*='/service/']").click()
    tab.page.wait_for_selector("h1")
    tab.open(f"{language}/chat")
    tab.page.locator("textarea").fill(CHAT)
    tab.page.locator("textarea").press("Tab")
    tab.page.locator("main form .button").first.click()
    tab.page.wait_for_selector(".you")
    tab.open(f"{language}/guide")
    tab.page.locator("main a").nth(1).click()
    tab.page.wait_for_selector("h1")
    tab.open(f"{language}/find")
    tab.search(q=f"{TYPED[0]} stalking", place=TYPED[2])


def close(tab: Tab, folder: Path) -> None:
    """Nothing more: the browser is closed as it is."""


def leave_by_button(tab: Tab, folder: Path) -> None:
    tab.page.locator("#leave").click()
    tab.page.wait_for_timeout(1500)


def leave_by_shift(tab: Tab, folder: Path) -> None:
    for _ in range(3):
        tab.page.keyboard.press("Shift")
    tab.page.wait_for_timeout(1500)


def the_battery_dies(tab: Tab, folder: Path) -> None:
    tab.page.wait_for_timeout(1500)
    profile.crash(folder)


End = Callable[[Tab, Path], None]
IN_TURN: list[tuple[str, bool, End]] = [
    ("", True, close),
    ("/ar", True, leave_by_button),
    ("", True, leave_by_shift),
    ("", True, the_battery_dies),
    ("", False, close),
    ("/pl", False, leave_by_button),
    ("/ar", False, the_battery_dies),
]
ENDS = {True: (close, leave_by_button, leave_by_shift, the_battery_dies), False: (close, leave_by_button, the_battery_dies)}
EVERY = [("" if code == "en" else f"/{code}", script, end) for code in offered() for script, ends in ENDS.items() for end in ends]
VISITS = EVERY if os.environ.get("WAYMARK_PROVE") else IN_TURN
"""`make prove` walks the visit in every language to each of its ends, with script and without."""


@pytest.mark.parametrize(("language", "script", "end"), VISITS)
def test_after_a_visit_the_profile_holds_no_word_that_was_typed_or_read(
    chromium: Any, server: Server, tmp_path: Path, language: str, script: bool, end: End
) -> None:
    untouched, visited = tmp_path / "untouched", tmp_path / "visited"
    with profile.profile(chromium, untouched, server, script) as tab:
        tab.open("/health/live")
    with profile.profile(chromium, visited, server, script) as tab:
        walk(tab, language)
        end(tab, visited)
    before = set(profile.found(untouched, WORDS))
    assert [hit for hit in profile.found(visited, WORDS) if hit not in before] == []


def test_the_search_of_a_profile_finds_what_a_careless_page_leaves(chromium: Any, server: Server, tmp_path: Path) -> None:
    """The same search finds a word in an address, in storage and in the cache, so that finding none says something."""
    folder = tmp_path / "careless"
    with profile.profile(chromium, folder, server) as tab:
        tab.open("/find?q=kingfisher-in-an-address")
        tab.page.evaluate("localStorage.setItem('sardine', 'kingfisher in storage')")
        tab.page.evaluate("document.title = 'cormorant in a title'")
        tab.page.wait_for_timeout(1500)
    hits = " ".join(profile.found(folder, ["kingfisher-in-an-address", "kingfisher in storage", "cormorant in a title"]))
    assert "kingfisher-in-an-address" in hits
    assert "kingfisher in storage" in hits
    assert "cormorant in a title" in hits
