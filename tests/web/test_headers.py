"""No trail in the headers: every route and every method, error pages included, carries the whole set, each once."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from finder.directory.content import short_code
from finder.oruk import ids
from tests.serving import Server
from tests.visitor import HEADERS, KEPT_LONG, NOT_KEPT, Visitor

LANGUAGES = ("ar", "cy")
"""Two that stand for the rooms of every language: the code is the same."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")

CLASSES = {
    "a page that anyone may open": ["pages.home", "pages.page", "pages.languages", "find.form", "find.service", "signing.page"],
    "a page in English only": ["easy.start", "easy.page"],
    "a page that is forgotten": ["find.found"],
    "a talk": ["chat.start", "chat.talk", "chat.begin", "chat.say", "chat.keep", "chat.end", "chat.cleared"],
    "takes what is typed": ["find.search"],
    "the guide to rights": ["rights.start", "rights.page", "rights.fill", "rights.kept"],
    "the worker's search": ["workers.form", "workers.search", "workers.found", "workers.linked"],
    "services by their codes": ["lists.compare", "lists.sheet", "lists.pdf", "lists.open", "lists.unknown", "lists.refer"],
    "a report that is counted": ["reports.form", "reports.send", "reports.again", "reports.thanks"],
    "a way out": ["leave.leave", "leave.at_once", "leave.mark"],
    "a file that says nothing": ["asset"],
    "for other programs": ["api.description", "api.find_by_post", "api.find_by_get", "api_chat.chat", "api_chat.forget"],
    "for other directories": [
        *("oruk.details", "oruk.services", "oruk.service", "oruk.service_at_locations", "oruk.service_at_location"),
        *("oruk.organizations", "oruk.organization", "oruk.taxonomies", "oruk.taxonomy", "oruk.taxonomy_terms", "oruk.taxonomy_term"),
    ],
    "for operators": ["health.live", "health.ready", "status.page"],
}
"""Every route in exactly one class; a new route must be put into one, and so be thought about."""

VALUES = {
    "id": ids.service("childline"),
    "name": "about",
    "stored": "A" * 22,
    "version": "0",
    "code": short_code("childline"),
    "conversation": "A" * 22,
    "codes": f"{short_code('childline')}-{short_code('karma-nirvana')}",
    "size": "large",
    "step": "agreed",
}


def english(endpoint: str) -> str:
    return endpoint.replace("-in.", ".")


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Every route as an address that can be asked for, in each language that has it."""
    with app.test_request_context() as context:
        for rule in rules(app):
            for code in LANGUAGES if "lang" in rule.arguments else [None]:
                values = {name: VALUES[name] for name in rule.arguments if name != "lang"}
                build = context.url_adapter.build if context.url_adapter else None
                assert build is not None
                yield english(rule.endpoint), build(rule.endpoint, values | ({"lang": code} if code else {}), append_unknown=False)


def test_every_route_is_in_exactly_one_class(app: Flask) -> None:
    classified = [endpoint for endpoints in CLASSES.values() for endpoint in endpoints]
    assert sorted(classified) == sorted({english(rule.endpoint) for rule in rules(app)})


@pytest.mark.parametrize("method", METHODS)
def test_every_route_answers_every_method_with_the_whole_set_of_headers(app: Flask, client: Visitor, method: str) -> None:
    asked = 0
    for _, address in addresses(app):
        response = client.open(address, method=method)
        assert response.status_code < 500, f"{method} {address}: {response.status}"
        asked += 1
    assert asked >= len(rules(app))


def test_no_other_method_is_answered_than_the_route_is_for(app: Flask, client: Visitor) -> None:
    for _, address in addresses(app):
        for method in ("PUT", "PATCH", "TRACE", "PROPFIND"):
            response = client.open(address, method=method)
            assert response.status_code == 405
            assert "GET" in response.headers["Allow"] or "POST" in response.headers["Allow"] or "DELETE" in response.headers["Allow"]


def errors(visitor: Visitor) -> Iterator[tuple[int, TestResponse]]:
    """Answers that are errors, one of each kind."""
    yield 400, visitor.post("/api/find", data="{", content_type="application/json")
    yield 403, visitor.post("/find", data={"q": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    yield 404, visitor.get("/nowhere")
    yield 404, visitor.get("/api/nowhere")
    yield 404, visitor.get("/static/0/package.json")
    yield 404, visitor.get("/static/0/..%2f..%2fwsgi.py")
    yield 404, visitor.get("/service/zzzzzzzz")
    yield 404, visitor.get("/ab%00out")
    yield 405, visitor.delete("/find")
    yield 410, visitor.get("/found/nothing-is-kept-here")
    yield 413, visitor.post("/find", data={"q": "x" * 20_000})
    yield 413, visitor.post("/api/find", json={"q": "x" * 20_000})
    yield 415, visitor.post("/api/find", data={"q": "x"})


def test_every_kind_of_error_has_the_whole_set_and_a_way_on(client: Visitor) -> None:
    # The visitor checks headers, the emergency block, and the way on of whatever it is answered.
    assert [(wanted, response.status_code) for wanted, response in errors(client) if wanted != response.status_code] == []


def test_pages_are_not_kept_and_only_files_that_say_nothing_are(client: Visitor) -> None:
    page = client.page("/")
    files = [address for address in page.addresses() if address.startswith("/static/")]
    assert len(files) >= 3
    for address in files:
        assert client.get(address).headers["Cache-Control"] == KEPT_LONG
    assert client.get("/").headers["Cache-Control"] == NOT_KEPT


def test_answers_for_htmx_and_for_the_browser_are_told_apart_by_caches(client: Visitor) -> None:
    vary = client.get("/find").headers["Vary"]
    assert {"HX-Request", "Accept-Encoding"} <= {name.strip() for name in vary.split(",")}


def test_the_content_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert set(rules.values()) == {"'none'", "'self'"}
    assert {"form-action", "base-uri", "frame-ancestors"} <= rules.keys()


def raw(server: Server, request: bytes) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Send bytes as they are; the status, headers and body that come back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as to:
        to.sendall(request)
        response = http.client.HTTPResponse(to)
        response.begin()
        return response.status, response.headers, response.read()


def test_the_running_site_adds_no_header_twice_and_no_cookie(server: Server) -> None:
    for path in ("/", "/find", "/nowhere", "/leave", "/api/openapi.json", "/health/ready"):
        _, headers, _ = raw(server, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert {name: headers.get_all(name) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}
        assert headers.get_all("Set-Cookie") is None
        assert headers.get_all("Cache-Control") == [NOT_KEPT]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /found?q=sardinecanary HTTP/9\r\n\r\n",
        b"sardinecanary\r\n\r\n",
        b"GET /" + b"sardinecanary" * 300 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nsardine canary: x\r\n\r\n",
        b"POST /find HTTP/1.1\r\nHost: x\r\nContent-Length: sardinecanary\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Sardinecanary: x\r\n" * 100 + b"\r\n",
    ],
    ids=["version", "no request", "long address", "bad header", "bad length", "many headers"],
)
def test_what_is_no_request_is_turned_away_without_a_word_of_it_in_the_answer_or_the_log(server: Server, request_: bytes) -> None:
    status, headers, body = raw(server, request_)
    assert 400 <= status < 500
    assert b"sardine" not in body.lower()
    assert headers.get_all("Set-Cookie") is None
    said = server.output().lower()
    assert "sardine" not in said
    assert "127.0.0.1" not in said
