"""No trail: after a whole visit the browser holds no cookie, no storage, no word in its history, and asked no other host."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.walking import Tab, visit
from tests.serving import Server

STORED = """async () => ({
  cookies: document.cookie,
  local: {...localStorage}, session: {...sessionStorage},
  databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  caches: (await caches.keys()).length,
  name: window.name, state: JSON.stringify(history.state),
})"""
NOTHING = {"cookies": "", "local": {}, "session": {}, "databases": 0, "workers": 0, "caches": 0, "name": "", "state": "null"}


def walk(tab: Tab) -> None:
    """Home, a search, a filter, a service, the texts, a mistake, a page that is not there."""
    tab.open("/")
    tab.page.locator("#q").fill("sardine canary stalking")
    tab.page.locator("#place").fill("Leeds")
    tab.page.locator("form .button").click()
    tab.page.wait_for_selector("#results")
    card = tab.page.locator("#results article.card").first
    card.locator("summary").click()
    card.locator("a", has_text="This service on a page of its own").click()
    tab.page.wait_for_selector("h1")
    tab.open("/find")
    tab.search(q="sardine canary fraud", age="0")
    tab.search(q="sardine canary robbery", age="40")
    for path in ("/safety", "/privacy", "/ar/about", "/nowhere"):
        tab.open(path)
    tab.open("/find")


@pytest.mark.parametrize("script", [True, False])
def test_a_whole_visit_leaves_nothing_and_asks_no_other_host(chromium: Any, server: Server, script: bool) -> None:
    with visit(chromium, server, script=script) as tab:
        asked: list[str] = []
        tab.page.on("request", lambda request: asked.append(request.url))
        walk(tab)
        assert tab.page.context.cookies() == []
        assert tab.page.evaluate(STORED) == NOTHING
        assert tab.page.context.storage_state() == {"cookies": [], "origins": []}
        assert tab.outside == []
        assert all(url.startswith(tab.site) for url in asked)
        assert [url for url in asked if "canary" in url or "Leeds" in url] == []
        # The browser itself writes a line about a page that is not there.
        tab.errors[:] = [line for line in tab.errors if "404" not in line]


def test_changing_results_in_place_adds_nothing_to_the_history(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        tab.open("/find")
        before = tab.history
        tab.search(q="fraud")
        tab.search(q="robbery", place="Leeds")
        tab.changed(
            tab.page.locator("select#language").evaluate_handle("e => e").as_element().select_option("pl")
            and tab.page.locator(".chip[value=language]").click
        )
        tab.changed(tab.page.locator(".chip[value=place]").click)
        assert (tab.history, tab.path) == (before, "/find")
        titles = {tab.page.title()}
        assert titles == {"Waymark - Find support"}


def test_a_visited_link_looks_like_one_that_was_not(chromium: Any, server: Server) -> None:
    """The browser never tells a script which links were visited, so the rules of the sheet are what can be asked."""
    with visit(chromium, server) as tab:
        tab.open("/find")
        tab.search(q="fraud")
        unlike = tab.page.evaluate(
            """() => {
              const rules = [...document.styleSheets].flatMap(s => [...s.cssRules])
                .flatMap(r => r.cssRules && r.cssRules.length ? [r, ...r.cssRules] : [r]).filter(r => r.selectorText);
              const visited = rules.filter(r => r.selectorText.includes(':visited'));
              const alone = visited.filter(r => r.selectorText.split(',').every(s => s.includes(':visited')) &&
                !rules.some(o => o !== r && o.selectorText.split(',').map(s => s.trim())
                  .includes(r.selectorText.split(',')[0].trim().replace(':visited', '').replace(/^a\\./, '.'))));
              return [visited.length, alone.map(r => r.selectorText)];
            }"""
        )
        assert unlike[0] > 0
        assert unlike[1] == []


def test_the_browser_is_asked_to_remember_no_field(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        for path in ("/", "/find"):
            tab.open(path)
            kept = tab.page.locator("form, input:not([type=hidden]), textarea, select").evaluate_all("all => all.map(e => e.autocomplete)")
            assert set(kept) == {"off"}
