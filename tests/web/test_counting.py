"""What the running site counts of a visit: kinds alone, by day."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from finder.build import Built
from finder.counts import KINDS
from finder.settings import ROOT
from finder.web.counting import ROLES
from tests.serving import Server, start_server, stop_server

NOT_COUNTED = {
    "chat": {"keep", "end", "cleared"},
    "lists": {"open", "unknown"},
}
NEVER = {"leave", "reports", "oruk", "health", "status", "asset"}
TYPED = ("sardine", "my ex will not stop following me", "Plymouth", "PL4")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "counts"


@pytest.fixture
def site(built: Built, tmp_path: Path, folder: Path) -> Iterator[Server]:
    running = start_server(tmp_path, FINDER_COUNTS=str(folder), BOT_PORT="1")
    yield running
    stop_server(running)


def send(site: Server, method: str, path: str, body: dict[str, str] | None = None, as_json: bool = False) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    kind = "application/json" if as_json else "application/x-www-form-urlencoded"
    text = json.dumps(body) if as_json else urlencode(body or {})
    connection.request(method, path, text if body else None, {"Content-Type": kind} if body else {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def follow(site: Server, path: str, body: dict[str, str]) -> None:
    assert send(site, "GET", str(send(site, "POST", path, body).headers["Location"])).status == 200


def counted(folder: Path) -> dict[str, dict[str, int]]:
    [file] = folder.glob("*.json")
    held: dict[str, dict[str, int]] = json.loads(file.read_text())
    return held


def test_a_visit_leaves_counts_of_kinds_alone_and_nothing_else(site: Server, folder: Path) -> None:
    send(site, "GET", "/pl/")
    send(site, "GET", "/")
    follow(site, "/find", {"q": f"sardine stalking {TYPED[1]}", "place": "Plymouth", "age": "17"})
    follow(site, "/chat", {"message": f"{TYPED[1]} in Plymouth, i want to die"})
    for path in ("/leave", "/nowhere?sardine=1", "/health/ready", "/found/sardine"):
        send(site, "GET", path)
    stop_server(site)
    held = counted(folder)
    assert held["page"] == {"home": 2, "results": 1, "chat": 1}
    assert held["language"] == {"en": 3, "pl": 1}
    assert held["crime"]["stalking-harassment"] >= 1
    assert held["force"]["Devon and Cornwall"] >= 1
    assert held["urgent"] == {"suicide": 1}
    assert held["mode"] == {"simple": 1}
    assert set(held) <= set(KINDS)
    everything = " ".join(path.read_text() for path in folder.iterdir()) + re.sub(
        r"localhost:\d+", "", site.output()
    )  # a port can hold a 17
    assert [word for word in (*TYPED, "127.0.0.1", "E06000026", "17") if word in everything] == []


def test_every_value_is_a_word_of_the_site_and_never_one_that_was_typed(site: Server, folder: Path, built: Built) -> None:
    for text in ("sardine", "stalking sardine", "burglary in Leeds", "E06000026", "he hit me", "<script>"):
        follow(site, "/find", {"q": text, "place": text, "crime": text, "language": text})
        send(site, "POST", "/api/find", {"q": text, "place": text}, as_json=True)
        send(site, "POST", "/api/chat", {"message": text}, as_json=True)
    stop_server(site)
    held, content = counted(folder), built.directory.content
    forces = {row.split(",")[7] for row in (ROOT / "content" / "places" / "districts.csv").read_text().splitlines()}
    assert set(held["crime"]) <= set(content.topics)
    assert set(held["force"]) <= forces
    assert set(held["page"]) <= set(ROLES.values())


def english(endpoint: str) -> str:
    return endpoint.replace("-in.", ".")


def test_every_route_is_counted_under_a_role_or_named_as_not_counted(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        room, _, name = english(rule.endpoint).partition(".")
        left_out = (
            room in NEVER or name in NOT_COUNTED.get(room, ()) or rule.endpoint == "api.description" or rule.endpoint == "api_chat.forget"
        )
        assert (english(rule.endpoint) in ROLES) is not left_out, rule.endpoint


def flask(folder: Path, *words: str) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "counts", *words],
        cwd=ROOT, env={**os.environ, "FINDER_COUNTS": str(folder)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_flask_counts_prints_days_with_small_numbers_hidden(tmp_path: Path) -> None:
    today = date.today()
    (tmp_path / f"{today}.json").write_text(json.dumps({"page": {"home": 123, "find": 9}, "crime": {"fgm": 1}}))
    (tmp_path / f"{today - timedelta(days=30)}.json").write_text(json.dumps({"page": {"home": 50}}))
    said = flask(tmp_path)
    assert said.returncode == 0, said.stderr
    assert f"{today}  page      home: 125\n{today}  page      each other: fewer than 10\n" in said.stdout
    assert f"{today}  crime     each other: fewer than 10\n" in said.stdout
    assert "fgm" not in said.stdout
    assert ": 50" not in said.stdout
    table = flask(tmp_path, "--from", str(today - timedelta(days=30)), "--to", str(today - timedelta(days=1)), "--csv").stdout
    assert table.splitlines()[:2] == ["day,kind,value,number", f"{today - timedelta(days=30)},page,home,50"]
    assert flask(tmp_path, "--to", "2001-01-01").stdout == "Nothing was counted in these days.\n"
