"""The status page, as an operator reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from finder import create_app
from finder.build import Built
from finder.directory import freshness
from finder.settings import Settings
from tests.page import Page, words
from tests.visitor import Visitor, page_of


def said(page: Page) -> dict[str, str]:
    return {words(row[0]): words(row[1]) for row in page.one("dl")}


def test_the_status_page_says_how_the_site_is_and_nothing_secret(client: Visitor, built: Built, settings: Settings) -> None:
    page = client.page("/status")
    told = said(page)
    assert told["Site"] == "Ready."
    assert told["Services"] == str(len(built.directory))
    assert f"(build {built.hash})" in told["Directory made"]
    assert told["Last build"] == "In use."
    records = [built.directory.service(service_id) for service_id in built.directory.columns.ids]
    assert told["Services due for a check"] == str(len(freshness.due(records, date.today())))
    assert told["Assistant"].split()[0] in ("Ready.", "Starting.", "Down.")
    assert page.all("meta", name="robots", content="noindex")
    assert page.one("html").get("lang") == "en"
    for secret in (str(settings.var), str(settings.content), "/", str(settings.bot_port)):
        assert secret not in page.main


def test_without_a_directory_the_status_page_says_so_and_offers_the_urgent_lines(tmp_path: Path) -> None:
    app = create_app(Settings(var=tmp_path))
    app.test_client_class = Visitor
    response = app.test_client().get("/status")
    assert response.status_code == 503
    page = page_of(response)
    assert said(page)["Site"].startswith("Running, but without a directory")
    assert page.by_id("urgent-help") is not None


@pytest.mark.parametrize("path", ["/pl/status", "/status/1", "/status?x=1"])
def test_there_is_one_status_page_in_english(client: Visitor, path: str) -> None:
    assert client.get(path).status_code == (200 if "?" in path else 404)
