"""Walking the site in a real browser: a tab as a visitor has it, and what the visitor's eyes and fingers would find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from finder.settings import ROOT
from tests.serving import Server

OUTPUT = ROOT / "tests" / "output"
"""Where pictures are left for a person to look at."""

ELSEWHERE = "<!doctype html><title>Weather</title><h1>Weather</h1><p>Rain later.</p>"
"""What stands for every other site: tests open no connection to one."""


@dataclass
class Tab:
    """A tab on the site. `outside`: requests to other hosts. `errors`: what the browser's console complained about."""

    page: Any
    site: str
    script: bool = True
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.site + path, wait_until="load")

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.site)

    @property
    def text(self) -> str:
        return str(self.page.locator("body").inner_text())

    @property
    def names(self) -> list[str]:
        """The services shown, in order."""
        return [str(name).strip() for name in self.page.locator("#results article.card h3").all_inner_texts()]

    @property
    def found(self) -> int:
        return int(self.page.locator("#results-title").inner_text().split()[0])

    @property
    def chips(self) -> list[str]:
        return [str(chip) for chip in self.page.locator(".chip[name=remove]").evaluate_all("all => all.map(one => one.value)")]

    @property
    def history(self) -> int:
        return int(self.page.evaluate("history.length"))

    def changed(self, do: Any) -> None:
        """Do something that changes the finder in place, and wait until it has."""
        self.page.evaluate("document.getElementById('finder').dataset.seen = 1")
        with self.page.expect_response(lambda response: urlsplit(response.url).path.endswith("/find")):
            do()
        # Not wait_for_function: it evaluates text, which the site's own policy forbids.
        self.page.wait_for_selector("#finder:not([data-seen])", state="attached")
        self.page.wait_for_selector(".htmx-request", state="detached")

    def search(self, **fields: str) -> None:
        """Fill in the form and send it, in place with script and from page to page without."""
        for name, value in fields.items():
            box = self.page.locator(f"#find-form [name={name}]:not([type=hidden])").first
            box.select_option(value) if name == "language" else box.fill(value)
        button = self.page.locator("#find-form > .button").first
        if self.script:
            self.changed(button.click)
        else:
            button.click()
            self.page.wait_for_selector("#results")

    def picture(self, name: str) -> None:
        OUTPUT.mkdir(exist_ok=True)
        self.page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)


@contextmanager
def visit(chromium: Any, server: Server, script: bool = True, width: int = 320, height: int = 640, **how: Any) -> Iterator[Tab]:
    """A tab of its own, with nothing from before, closed afterwards."""
    context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=script, **how)
    tab = Tab(context.new_page(), server.url, script)

    def elsewhere(route: Any) -> None:
        tab.outside.append(route.request.url)
        route.fulfill(body=ELSEWHERE, content_type="text/html")

    context.route(lambda url: not url.startswith(server.url), elsewhere)
    tab.page.on("console", lambda message: tab.errors.append(message.text) if message.type in ("error", "warning") else None)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    try:
        yield tab
        assert tab.errors == []
    finally:
        context.close()


def sideways(tab: Tab) -> int:
    """How many pixels the page can be moved sideways."""
    return int(tab.page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))


SMALL = """() => {
  const shown = e => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  const clipped = e => e.closest('.vh, .skip') || e.closest('details:not([open]) > :not(summary)');
  return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
    .filter(e => shown(e) && !clipped(e))
    .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
    .filter(([e, box]) => box.width < 43.9 || box.height < 43.9)
    .map(([e, box]) => `${e.tagName} "${e.textContent.trim().slice(0, 40)}" ${Math.round(box.width)}x${Math.round(box.height)}`);
}"""


def too_small(tab: Tab) -> list[str]:
    """What a finger would miss: everything that can be pressed and is under 44 pixels in either direction."""
    return [str(one) for one in tab.page.evaluate(SMALL)]
