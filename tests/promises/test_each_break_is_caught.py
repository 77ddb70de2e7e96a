"""A test that cannot fail proves nothing: one deliberate break of each promise, which the matching check must notice.

Breaks that need a running site of their own stand beside their checks: a site that logs or keeps what is typed in
`test_nothing_left_with_us.py`, one whose answers are not padded in `test_an_onlooker.py`, a careless page's trail in the
browser's profile in `test_after_a_visit.py`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder import build, create_app
from finder.build import Built
from finder.directory.content import short_code
from finder.directory.model import Service
from finder.live import Live
from finder.settings import Settings
from tests import page as pages
from tests.page import Page, words
from tests.small_content import Small
from tests.visitor import Visitor

Headers = list[tuple[str, str]]
Break = Callable[[Headers, str], tuple[Headers, str]]


def a_cookie(headers: Headers, page: str) -> tuple[Headers, str]:
    return [*headers, ("Set-Cookie", "visitor=1")], page


def a_page_that_is_kept(headers: Headers, page: str) -> tuple[Headers, str]:
    return [(name, "max-age=600" if name == "Cache-Control" else value) for name, value in headers], page


def a_header_left_out(headers: Headers, page: str) -> tuple[Headers, str]:
    return [(name, value) for name, value in headers if name != "Referrer-Policy"], page


def a_header_twice(headers: Headers, page: str) -> tuple[Headers, str]:
    return [*headers, ("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff")], page


def a_policy_with_a_hole(headers: Headers, page: str) -> tuple[Headers, str]:
    return [(name, f"{value}; script-src 'unsafe-inline'" if name == "Content-Security-Policy" else value) for name, value in headers], page


def a_subject_in_the_title(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace("</title>", ": stalking</title>")


def a_script_in_the_page(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace("</body>", "<script>localStorage.x = 1</script></body>")


def a_style_in_the_page(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace("<main ", '<main style="color:red" ')


def no_emergency_block(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace('id="urgent-help"', 'id="other"')


def no_way_out(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace('id="leave"', "")


def no_way_on(headers: Headers, page: str) -> tuple[Headers, str]:
    start, end = page.index("<main"), page.index("</main>")
    return headers, page[:start] + '<main id="main" tabindex="-1"><h1>-</h1>' + page[end:]


def text_that_runs_the_wrong_way(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace('dir="ltr"', 'dir="rtl"', 1)


def a_page_that_needs_its_script(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, '<!doctype html><div id="app"></div><script src="/static/0/site.js"></script>'


def a_page_whose_script_fills_it(headers: Headers, page: str) -> tuple[Headers, str]:
    start, end = page.index("<body"), page.index("</body>")
    return headers, page[:start] + '<body><main id="app"></main><script src="/static/0/site.js"></script>' + page[end:]


def a_form_that_puts_words_in_the_address(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace('method="post"', 'method="get"')


def a_script_from_elsewhere(headers: Headers, page: str) -> tuple[Headers, str]:
    return headers, page.replace("</head>", '<script src="https://counter.example/count.js"></script></head>')


BREAKS: list[Break] = [
    a_cookie, a_page_that_is_kept, a_header_left_out, a_header_twice, a_policy_with_a_hole, a_subject_in_the_title, a_script_in_the_page,
    a_style_in_the_page, no_emergency_block, no_way_out, no_way_on, text_that_runs_the_wrong_way, a_page_that_needs_its_script,
    a_page_whose_script_fills_it, a_form_that_puts_words_in_the_address, a_script_from_elsewhere,
]  # fmt: skip


class Broken:
    """The site with one thing wrong in every answer."""

    def __init__(self, site: Callable[..., Iterable[bytes]], wrong: Break) -> None:
        self._site = site
        self._wrong = wrong

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        said: list[Any] = []
        page = b"".join(self._site(environ, lambda *given: said.extend(given))).decode()
        headers, page = self._wrong([pair for pair in said[1] if pair[0] != "Content-Length"], page)
        start_response(said[0], headers)
        return [page.encode()]


@pytest.fixture(scope="module")
def whole(settings: Settings) -> Flask:
    """A site with nothing wrong, to be broken for one test at a time."""
    app = create_app(settings)
    app.test_client_class = Visitor
    app.test_client().get("/find")
    return app


@pytest.mark.parametrize("wrong", BREAKS, ids=[one.__name__ for one in BREAKS])
def test_a_page_that_breaks_a_promise_is_noticed(whole: Flask, monkeypatch: pytest.MonkeyPatch, wrong: Break) -> None:
    monkeypatch.setattr(whole, "wsgi_app", Broken(whole.wsgi_app, wrong))
    with pytest.raises(AssertionError, match="GET /find"):
        whole.test_client().get("/find")


# A directory that is not the newest


class Stuck:
    """Answers for ever from the build that it opened first."""

    def __init__(self, live: Live) -> None:
        self._held = live.built()

    def built(self) -> Built | None:
        return self._held


def is_stale(visitor: FlaskClient, settings: Settings) -> bool:
    """Does the site answer from another build than the one in use?"""
    ready = visitor.get("/health/ready").get_json()
    return bool(ready["index"] != build.current(settings.builds))


@pytest.mark.parametrize("stuck", [False, True])
def test_a_site_that_stays_with_an_old_directory_is_noticed(small: Small, tmp_path: Path, stuck: bool) -> None:
    settings = Settings(content=small.content, var=tmp_path)
    for name in ("older", "newer"):
        shutil.copytree(small.builds / small.built.hash, settings.builds / name)
    (settings.builds / "current").write_text("older")
    app = create_app(settings)
    if stuck:
        state = app.extensions["waymark"]
        app.extensions["waymark"] = replace(state, live=Stuck(state.live))
    visitor = app.test_client()
    assert not is_stale(visitor, settings)
    (settings.builds / "current").write_text("newer")
    assert is_stale(visitor, settings) is stuck


# A service that says what nobody has confirmed, or not how it is known


def a_number_that_nobody_confirmed(page: str, number: str) -> str:
    return page.replace("</h1>", f'</h1><a href="tel:{number}">{number}</a>')


def no_source(page: str, number: str) -> str:
    return re.sub(r'<a [^>]*href="https?://[^"]*"[^>]*>.*?</a>', "", page)


def no_date(page: str, number: str) -> str:
    return re.sub(r'<p class="checked">.*?</p>', "", page)


def untrue(page: Page, service: Service) -> list[str]:
    """What the page of a service says without its being confirmed, and what it leaves out about how it is known."""
    said = []
    phone, addresses = service.contact.phone, set(page.addresses())
    if phone and not service.shown_phone and (phone.tel in page.text.replace(" ", "") or f"tel:{phone.tel}" in addresses):
        said.append("a number that nobody confirmed")
    if service.shown_source and service.shown_source not in addresses:
        said.append("no source")
    if not [words(line) for line in page.all("p", class_="checked") if words(line)]:
        said.append("no date")
    return said


@pytest.mark.parametrize("wrong", [None, a_number_that_nobody_confirmed, no_source, no_date])
def test_a_service_shown_without_its_source_or_with_a_number_nobody_confirmed_is_noticed(
    small: Small, tmp_path: Path, wrong: Callable[[str, str], str] | None
) -> None:
    service = small.built.directory.service("unconfirmed-phone")
    phone = service.contact.phone
    assert phone
    settings = Settings(content=small.content, var=tmp_path)
    shutil.copytree(small.builds, settings.builds)
    app = create_app(settings)
    html = app.test_client().get(f"/service/{short_code(service.id)}").get_data(as_text=True)
    found = untrue(pages.read(wrong(html, phone.tel) if wrong else html), service)
    assert found == ([wrong.__name__.replace("_", " ")] if wrong else [])
