"""The home page and the pages of text."""

from __future__ import annotations

import re

import pytest

from finder.settings import Settings
from finder.web.language import offered
from tests.page import words
from tests.visitor import Visitor

TEXTS = ("about", "privacy", "accessibility", "safety")


def test_the_home_page_leads_to_support_and_says_what_is_kept(client: Visitor) -> None:
    page = client.page("/")
    assert page.title == "Waymark - Home"
    assert "What this site keeps about you: nothing" in page.main
    assert "/find" in page.addresses()
    assert page.one("form").get("action") == "/find"


def test_every_text_can_be_reached_from_every_page(client: Visitor) -> None:
    for address in ("/", "/find", *(f"/{name}" for name in TEXTS)):
        assert {f"/{name}" for name in TEXTS} <= set(client.page(address).addresses())


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_shown_whole(client: Visitor, settings: Settings, name: str) -> None:
    page = client.page(f"/{name}")
    source = (settings.content / "pages" / f"{name}.md").read_text(encoding="utf-8")
    headings = [line.lstrip("# ").strip() for line in source.splitlines() if line.startswith("#")]
    assert [words(h) for tag in ("h1",) for h in page.all(tag)] == headings[:1]
    assert [words(h) for h in page.one("main").iter("h2")] == headings[1:]
    assert len([line for line in source.splitlines() if line.startswith("- ")]) == len(list(page.one("main").iter("li")))
    assert not re.search(r"SITE_NAME|\*\*|\]\(|^#", page.main, re.MULTILINE)


def test_a_text_that_does_not_exist_is_a_page_that_leads_on(client: Visitor) -> None:
    for address in ("/contact", "/about/us", "/About", "/privacy.md", "/..%2fprivacy"):
        assert client.get(address).status_code == 404


def test_every_link_of_every_page_leads_somewhere(client: Visitor) -> None:
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        # Two languages stand for all: the rooms are the same, and tests/test_translations.py reads every sentence.
        if any(address.startswith(f"/{code}/") and len(address) > len(code) + 2 for code in offered() if code not in ("ar", "cy")):
            continue
        # A sheet on paper takes a second to make; a few stand for all of them.
        if address in seen or not address or (address.endswith("/pdf") and sum(one.endswith("/pdf") for one in seen) > 3):
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code in ((200,) if "/leave" not in address else (303,)), address
        if response.mimetype == "text/html" and response.status_code == 200:
            from tests.visitor import page_of

            for link in page_of(response).addresses():
                if link.startswith("/"):
                    waiting.append(link)
                elif link and not link.startswith(("#", "http", "tel:", "sms:", "mailto:")):
                    waiting.append(address.rpartition("/")[0] + "/" + link)
    assert len(seen) > 10


def test_robots_are_asked_not_to_keep_what_somebody_found(client: Visitor) -> None:
    assert client.page(client.post_search(q="robbery")).all("meta", name="robots", content="noindex")
    assert not client.page("/").all("meta", name="robots")
