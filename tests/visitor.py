"""A visitor in this process: every answer it gets is checked, whichever test asked for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import page as pages
from tests.page import Page

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-DNS-Prefetch-Control": "off",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=(), interest-cohort=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
"""On every answer, each once and just so."""

NOT_KEPT, KEPT_LONG = "no-store", "public, max-age=31536000, immutable"


class Visitor(FlaskClient):
    """Asks as a browser does, and looks at all that comes back."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **{"buffered": True, **kwargs})
        check(self, response)
        return response

    def page(self, address: str) -> Page:
        """The page at an address, which must be there."""
        response = self.get(address)
        assert response.status_code == 200, response.status
        return page_of(response)

    def search(self, **fields: Any) -> Page:
        """What is found without script: post, then 303, then the page at a random address."""
        return self.page(self.post_search(**fields))

    def post_search(self, at: str = "/find", **fields: Any) -> str:
        """Post the form; the address it moves to."""
        response = self.post(at, data={("for" if name == "for_" else name): value for name, value in fields.items()})
        assert response.status_code == 303, response.status
        return response.headers["Location"]


def page_of(response: TestResponse) -> Page:
    html = response.get_data(as_text=True)
    return pages.read(html) if "<html" in html else pages.read_part(html)


def check(visitor: FlaskClient, response: TestResponse) -> None:
    """The promises that every answer keeps."""
    said = [*header_problems(response)]
    # The page on the way out is blank on purpose.
    away = "/leave" in response.request.path
    if response.mimetype == "text/html" and response.get_data() and response.status_code not in (301, 302, 303, 308) and not away:
        html = response.get_data(as_text=True)
        said += _page_problems(visitor.application, html)
        if "<html" not in html and "HX-Request" not in response.request.headers:
            said.append("only a part of a page, for a browser without script")
    assert not said, f"{response.request.method} {response.request.path} ({response.status}): " + "; ".join(map(str, said))


@lru_cache(maxsize=2000)
def _page_problems(app: Flask, html: str) -> tuple[str, ...]:
    """What is wrong with a page, or with a part of one that htmx puts in place."""
    whole = "<html" in html
    page = pages.read(html) if whole else pages.read_part(html)
    said = list(pages.problems(page, whole))
    if whole:
        said += pages.problems_of_frame(page)
        if page.title not in pages.titles(app, app.extensions["waymark"].settings.site_name):
            said.append(f"the title {page.title!r} is not one of the neutral ones")
    return tuple(said)


def header_problems(response: TestResponse) -> list[str]:
    headers = response.headers
    wrong = [f"{name}: {headers.getlist(name)}" for name, value in HEADERS.items() if headers.getlist(name) != [value]]
    kept = KEPT_LONG if response.request.path.startswith("/static/") and response.status_code == 200 else NOT_KEPT
    if headers.getlist("Cache-Control") != [kept]:
        wrong.append(f"Cache-Control: {headers.getlist('Cache-Control')}")
    twice = {name for name in headers.keys() if len(headers.getlist(name)) > 1}  # noqa: SIM118 (Headers iterates over pairs)
    wrong += [f"{name} more than once" for name in sorted(twice)]
    wrong += [f"{name} is set" for name in ("Set-Cookie", "ETag", "X-Powered-By") if name in headers and kept == NOT_KEPT]
    if "unsafe-" in headers.get("Content-Security-Policy", ""):
        wrong.append("an unsafe content security policy")
    return wrong
