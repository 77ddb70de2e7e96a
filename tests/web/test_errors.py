"""When something breaks: the person gets a way on, the log gets what kind of error it was and where, and nothing else."""

from __future__ import annotations

import logging
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request

from finder import create_app
from finder.build import Built
from finder.settings import ROOT, Settings
from tests import page as pages
from tests.page import words
from tests.serving import start_server, stop_server
from tests.visitor import HEADERS, Visitor, page_of

CANARY = "quicksilverheron"


@pytest.fixture(scope="module")
def breaking(built: Built, settings: Settings) -> Flask:
    """The site with rooms that break in every way that a room can."""
    app = create_app(settings)
    app.test_client_class = Visitor

    @app.route("/break", methods=["GET", "POST"])
    @app.route("/api/break", methods=["GET", "POST"], endpoint="api_break")
    def break_() -> str:
        raise ValueError(f"{CANARY} {request.values.get('q')}")

    @app.get("/break-twice")
    def break_twice() -> str:
        raise KeyError(CANARY) from ValueError(CANARY)

    @app.context_processor
    def break_the_page() -> dict[str, Any]:
        if request.path == "/break-every-page":
            raise LookupError(CANARY)
        return {}

    return app


@pytest.fixture
def unlucky(breaking: Flask) -> Iterator[Visitor]:
    visitor = breaking.test_client()
    assert isinstance(visitor, Visitor)
    yield visitor


def test_a_room_that_breaks_is_a_page_that_says_whose_fault_it_is_and_leads_on(unlucky: Visitor) -> None:
    response = unlucky.get("/break")
    assert response.status_code == 500
    page = page_of(response)
    assert "our fault, not yours" in page.main
    assert {"/find", "/"} <= set(page.addresses())
    assert CANARY not in page.text


def test_a_break_in_the_api_is_json(unlucky: Visitor) -> None:
    response = unlucky.post("/api/break", json={})
    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "server-error"
    assert CANARY not in response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/break", "/break-twice", "/break-every-page"])
def test_the_log_has_the_kind_of_error_and_the_place_and_never_what_was_typed(
    unlucky: Visitor, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    caplog.set_level(logging.DEBUG)
    response = unlucky.get(f"{path}?q={CANARY}", headers={"User-Agent": CANARY, "X-Forwarded-For": "203.0.113.9"})
    assert response.status_code in (404, 500)
    said = caplog.text + "".join(capfd.readouterr())
    assert re.search(r"(ValueError|KeyError|LookupError) at \S+:\d+", said)
    assert CANARY not in said
    assert "203.0.113.9" not in said
    assert "Traceback" not in said


def test_when_even_the_error_page_breaks_there_is_a_plain_one_with_the_emergency_number(unlucky: Visitor) -> None:
    response = unlucky.get("/break-every-page")
    page = page_of(response)
    assert words(page.one("h1")) == "Something went wrong here"
    assert "tel:999" in page.addresses()
    assert page.all("link") == page.all("script") == []


BREAKS_LATE = """
from flask import request
from wsgi import app

@app.after_request
def break_late(response):
    if "late" in request.args:
        raise RuntimeError(request.args["late"])
    return response
"""


def test_a_running_site_that_breaks_on_the_way_out_still_answers_with_the_plain_page(built: Built, tmp_path: Path) -> None:
    (tmp_path / "breaks_late.py").write_text(BREAKS_LATE)
    server = start_server(tmp_path, app="breaks_late:app", PYTHONPATH=f"{tmp_path}:{ROOT}")
    try:
        with pytest.raises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(f"{server.url}/about?late={CANARY}", timeout=10)
        with raised.value as answer:
            assert answer.code == 500
            assert {name: answer.headers.get_all(name) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}
            assert "tel:999" in pages.read(answer.read().decode()).addresses()
    finally:
        stop_server(server)
    said = server.output()
    assert "RuntimeError at " in said
    assert CANARY not in said
    assert "/about" not in said
    assert "127.0.0.1" not in said
