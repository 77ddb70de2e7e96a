"""Every language at 320 pixels: nothing runs off the side, nothing is cut off, and what is English says that it is."""

from __future__ import annotations

from typing import Any

import pytest

from finder.directory.content import short_code
from finder.web import language
from finder.web.rights_codes import code as guide
from tests.browser.walking import Tab, sideways, visit
from tests.serving import Server

OTHERS = [code for code in language.offered() if code != "en"]
PAGES = (
    "/",
    "/chat",
    "/guide",
    f"/guide/{guide('right', 'compensation')}",
    "/languages",
    "/workers",
    f"/service/{short_code('childline')}",
)
KEPT = {"ar", "ur", "bn", "cy"}
"""Pictures of these are left in tests/output."""

CUT = """() => [...document.querySelectorAll('main h1, main h2, main p, main a, main button, .bar a, label')]
  .filter((e) => e.checkVisibility() && !e.closest('.vh, .skip') && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX !== 'visible' && getComputedStyle(e).display !== 'inline')
  .map((e) => e.tagName + ' ' + e.textContent.trim().slice(0, 30))"""


def whole(tab: Tab) -> None:
    assert sideways(tab) == 0, tab.path
    assert tab.page.evaluate(CUT) == [], tab.path


@pytest.mark.parametrize("code", OTHERS)
def test_every_kind_of_page_fits_a_narrow_phone_in_each_language(chromium: Any, server: Server, code: str) -> None:
    with visit(chromium, server) as tab:
        for number, path in enumerate(PAGES):
            tab.open(f"/{code}{path}")
            assert tab.page.evaluate("document.documentElement.lang") == code
            whole(tab)
            if code in KEPT and number in (0, 1, 3):
                tab.picture(f"language-{code}-{('home', 'talk', '', 'right')[number]}")
        tab.open(f"/{code}/find")
        tab.search(q="he has a knife", place="Leeds", age="30")
        assert tab.page.locator("details.urgent").count() == 1
        whole(tab)
        tab.search(q="stalking", place="Leeds", age="30")
        assert tab.names
        whole(tab)
        if code in KEPT:
            tab.picture(f"language-{code}-found")


TEXTS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim(), around = walk.currentNode.parentElement;
    if (/\\p{L}{3}/u.test(text) && !around.closest('[lang=en], script, style, template')) found.push(text);
  }
  return found;
}"""
"""Every text of a page that holds a word, but what is marked as English."""

JOURNEY = {
    "ro": "fostul meu sot ma urmareste peste tot",
    "ur": "میرا سابق شوہر ہر جگہ میرا پیچھا کرتا ہے",
    "so": "ninkaygii hore ayaa i raaca meel kasta",
}
SAME = {"Waymark"}


def walked(chromium: Any, server: Server, code: str, typed: str) -> dict[str, list[str]]:
    """From home to a service that was found, to rights and to the talk: the texts of each page by its role."""
    front = "" if code == "en" else f"/{code}"
    seen: dict[str, list[str]] = {}
    with visit(chromium, server) as tab:

        def look(role: str) -> None:
            seen[role] = tab.page.evaluate(TEXTS)
            tab.picture(f"journey-{code}-{len(seen)}-{role}")

        tab.open(f"{front}/")
        look("home")
        tab.open(f"{front}/find")
        tab.search(q=typed, place="Leeds")
        look("found")
        tab.open(f"{front}/service/{short_code('national-stalking-helpline')}")
        look("service")
        tab.open(f"{front}/guide")
        look("rights")
        tab.open(f"{front}/guide/{guide('right', '6')}")
        look("right")
        tab.open(f"{front}/chat")
        tab.page.locator("textarea").fill(f"{typed}, Leeds")
        tab.page.locator("main form .button").first.click()
        tab.page.wait_for_selector(".turn")
        look("talk")
    return seen


@pytest.mark.parametrize("code", JOURNEY)
def test_from_home_to_a_service_and_to_rights_nobody_meets_english_that_is_not_marked(chromium: Any, server: Server, code: str) -> None:
    english = walked(chromium, server, "en", "my ex follows me everywhere")
    theirs = walked(chromium, server, code, JOURNEY[code])
    unmarked = {role: sorted(set(texts) & set(english[role]) - SAME) for role, texts in theirs.items()}
    assert {role: texts for role, texts in unmarked.items() if texts} == {}


@pytest.mark.parametrize("code", OTHERS)
def test_a_person_writes_in_their_language_and_is_answered_in_it(chromium: Any, server: Server, code: str) -> None:
    with visit(chromium, server) as tab:
        tab.open(f"/{code}/chat")
        tab.page.locator("textarea").fill("stalking, Leeds")
        tab.page.locator("main form .button").first.click()
        tab.page.wait_for_selector("article.card")
        english = tab.page.evaluate(
            "[...document.querySelectorAll('.says')].filter(e => !e.closest('[lang=en]')).map(e => e.textContent).join(' ')"
        )
        assert "Here are services" not in english
        assert "Thank you for telling me" not in english
