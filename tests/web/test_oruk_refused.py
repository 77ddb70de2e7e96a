"""What cannot be used of Open Referral UK is refused plainly, in JSON, and leaves no word in a log."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from finder import create_app
from finder.settings import Settings
from tests.oruk_content import BASE, LISTS
from tests.serving import Server
from tests.visitor import Visitor
from tests.web.described import matches


def refused(visitor: Visitor, response: TestResponse, status: int) -> str | None:
    error = matches(visitor, response)["error"]
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return str(error["field"]) if error["field"] else None


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("services", {"page": "0"}),
        ("services", {"page": "two"}),
        ("services", {"page": "9" * 5000}),
        ("services", {"per_page": "501"}),
        ("services", {"page": ["1", "2"]}),
        ("services", {"full": "yes"}),
        ("services", {"minimal": ""}),
        ("services", {"format": "xml"}),
        ("services", {"modified_after": "yesterday"}),
        ("services", {"modified_after": "2025-13-01"}),
        ("services", {"taxonomy_term_id": "hate-crime"}),
        ("services", {"organization_id": "NSPCC"}),
        ("services", {"search": "x" * 201}),
        ("service_at_locations", {"postcode": "Plymouth"}),
        ("service_at_locations", {"proximity": "near", "postcode": "PL4 8AA"}),
        ("service_at_locations", {"proximity": "-1", "postcode": "PL4 8AA"}),
        ("organizations", {"full_service": "1"}),
        ("organizations", {"full": "", "full_service": "true"}),
        ("taxonomy_terms", {"top_only": "1"}),
    ],
)
def test_a_question_that_cannot_be_used_is_refused_with_the_name_of_its_field(little: Visitor, path: str, asked: dict[str, Any]) -> None:
    assert refused(little, little.get(f"{BASE}/{path}", query_string=asked), 400) == next(iter(asked))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("id_", ["00000000-0000-0000-0000-000000000000", "childline"])
def test_what_is_not_there_is_said_in_json(little: Visitor, name: str, id_: str) -> None:
    refused(little, little.get(f"{BASE}/{name}/{id_}"), 404)


def test_an_unknown_address_below_it_is_open_to_other_sites_too_and_the_rest_of_the_site_is_not(little: Visitor) -> None:
    unknown = little.get(f"{BASE}/nowhere")
    assert (unknown.status_code, unknown.mimetype) == (404, "application/json")
    assert unknown.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in little.get("/find").headers


def test_without_a_directory_it_says_that_it_is_not_ready(tmp_path: Path) -> None:
    app: Flask = create_app(Settings(var=tmp_path))
    app.test_client_class = Visitor
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    refused(visitor, visitor.get(f"{BASE}/services"), 503)


def test_what_is_searched_for_is_in_no_log(server: Server) -> None:
    for path in (
        "services?search=sardinecanary",
        "services?page=sardinecanary",
        "sardinecanary",
        "service_at_locations?postcode=sardinecanary",
    ):
        try:
            urllib.request.urlopen(f"{server.url}{BASE}/{path}", timeout=10).read()
        except urllib.error.HTTPError as error:
            assert b"sardine" not in error.read()
    assert "sardine" not in server.output()
