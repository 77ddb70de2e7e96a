"""A test that cannot fail proves nothing: one deliberate break of each promise, which the checks on every answer must notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from finder import create_app
from finder.settings import Settings
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


BREAKS: list[Break] = [
    a_cookie, a_page_that_is_kept, a_header_left_out, a_header_twice, a_policy_with_a_hole, a_subject_in_the_title, a_script_in_the_page,
    a_style_in_the_page, no_emergency_block, no_way_out, no_way_on, text_that_runs_the_wrong_way,
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


@pytest.mark.parametrize("wrong", BREAKS, ids=[one.__name__ for one in BREAKS])
def test_a_page_that_breaks_a_promise_is_noticed(settings: Settings, wrong: Break) -> None:
    app = create_app(settings)
    app.test_client_class = Visitor
    app.test_client().get("/find")
    app.wsgi_app = Broken(app.wsgi_app, wrong)  # type: ignore[method-assign]
    with pytest.raises(AssertionError, match="GET /find"):
        app.test_client().get("/find")
