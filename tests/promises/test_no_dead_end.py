"""No dead end: whatever breaks beside the person or under the site, they read something useful and see how to go on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from finder import create_app
from finder.build import Built
from finder.settings import Settings
from finder.web import cards
from tests import page as pages
from tests.page import Page, words
from tests.promises import fault_proxy
from tests.promises.conftest import Assistants
from tests.promises.every_input import Answer, Sender
from tests.promises.fault_proxy import Proxy
from tests.promises.left_behind import Canaries, descendants
from tests.serving import Server, free_port, start_server, stop_server
from tests.visitor import Visitor, page_of

YEAR = timedelta(days=366)
SLOW = 100
SAID_QUIETLY = "Part of the assistant is not working just now. You can go on"


def seen(answer: Answer) -> Page:
    """The page as a person sees it; it must have the emergency block, the way out and a way on."""
    page = pages.read(answer.text)
    assert [*pages.problems_of_frame(page)] == []
    return page


@contextmanager
def running(folder: Path, port: int | None = None, **environment: str) -> Iterator[Server]:
    server = start_server(folder, port=port, **environment)
    try:
        yield server
    finally:
        stop_server(server)


# The assistant


@pytest.fixture(scope="module")
def proxied(built: Built, assistants: Assistants, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Proxy]]:
    """The site with a proxy before the real assistant."""
    with ExitStack() as stack:
        proxy = stack.enter_context(fault_proxy.before(assistants.running.port))
        yield stack.enter_context(running(tmp_path_factory.mktemp("proxied"), BOT_PORT=str(proxy.port))), proxy


@pytest.mark.parametrize("fault", fault_proxy.FAULTS, ids=[fault.__name__ for fault in fault_proxy.FAULTS])
def test_when_the_assistant_answers_nonsense_or_nothing_the_person_still_gets_a_useful_reply(
    proxied: tuple[Server, Proxy], fault: fault_proxy.Answer
) -> None:
    site, proxy = proxied
    visitor = Sender(site, Canaries())
    proxy.then(fault)
    page = seen(visitor.form("/chat", message="someone stole my bag in leeds, it is for me, i am 40"))
    [said] = page.all("div", class_="turn")
    # A plan of the right shape, though of services that do not exist, is led by the assistant: what is shown is still the site's own.
    assert (SAID_QUIETLY in page.main) is (fault is not fault_proxy.another_plan)
    assert len(words(said).split()) > 20
    assert page.by_id("message") is not None
    # The next message finds the assistant well again.
    assert json.loads(visitor.json("/api/chat", message="someone stole my bag").body)["mode"] == "assistant"


def test_after_three_failures_nobody_waits_for_the_assistant_and_searches_never_did(proxied: tuple[Server, Proxy]) -> None:
    site, proxy = proxied
    visitor = Sender(site, Canaries())
    before = proxy.calls
    proxy.always(fault_proxy.an_error)
    for _ in range(3):
        seen(visitor.form("/chat", message="my ex hits me"))
    asked = proxy.calls
    assert asked == before + 3
    for _ in range(5):
        page = seen(visitor.form("/chat", message="my ex hits me"))
        assert SAID_QUIETLY in page.main
    assert seen(visitor.form("/find", q="my ex hits me")).cards
    assert proxy.calls == asked


# The site itself


def test_a_visitor_whose_search_and_talk_went_with_a_killed_site_is_told_and_can_go_on(built: Built, tmp_path: Path) -> None:
    port = free_port()
    site = start_server(tmp_path, port=port, BOT_PORT="9")
    visitor = Sender(site, Canaries())
    typed = b"q=stalking&message=stalking"
    found, talk = (
        visitor.send("POST", path, typed, "application/x-www-form-urlencoded").headers["Location"].partition("#")[0]
        for path in ("/find", "/chat")
    )
    assert seen(visitor.send("GET", found)).cards
    for process in descendants([site.process.pid]):
        os.kill(process, signal.SIGKILL)
    site.process.wait()
    with running(tmp_path, port, BOT_PORT="9"):
        # Without script: the page of results is asked for again.
        lapsed = visitor.send("GET", found)
        assert lapsed.status == 410
        assert "You did nothing wrong. You can start again here." in seen(lapsed).main
        # With script: the form on the screen holds what was chosen, and is simply sent again.
        part = pages.read_part(visitor.form("/find", True, q="stalking").text)
        assert part.cards
        # The talk is begun anew by the next message.
        again = seen(visitor.form(talk, message="someone stalks me"))
        assert "I forgot what we talked about before. We can start again." in again.main
        assert again.by_id("message") is not None


def test_a_killed_worker_is_replaced_and_the_next_visitor_sees_the_first_page(built: Built, tmp_path: Path) -> None:
    with running(tmp_path) as site:
        [worker] = descendants([site.process.pid])[1:]
        os.kill(worker, signal.SIGKILL)
        until, answer = time.monotonic() + 60, None
        while answer is None and time.monotonic() < until:
            with suppress(OSError):
                answer = Sender(site, Canaries()).send("GET", "/")
        assert answer
        assert answer.status == 200
        assert "/find" in seen(answer).addresses()
        assert worker not in descendants([site.process.pid])


@pytest.fixture
def slow(server: Server) -> Iterator[list[socket.socket]]:
    """Clients that have begun a request and go on a byte at a time: half in its head, half in its body."""
    heads = (b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"POST /find HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nq=")
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(SLOW)]
    for number, line in enumerate(lines):
        line.sendall(heads[number % 2])
    yield lines
    for line in lines:
        line.close()


def test_a_hundred_slow_clients_keep_nobody_else_from_the_site(server: Server, slow: list[socket.socket]) -> None:
    visitor = Sender(server, Canaries())
    for _ in range(3):
        for line in slow:
            line.sendall(b"x")
        assert "/find" in seen(visitor.send("GET", "/")).addresses()
        assert seen(visitor.form("/find", q="stalking")).cards
    # They were held, and neither answered nor cut off, while others were served.
    slow[0].setblocking(False)
    with pytest.raises(BlockingIOError):
        slow[0].recv(1)


# The directory and the content


def test_a_site_started_on_a_damaged_directory_serves_the_last_good_one(built: Built, settings: Settings, tmp_path: Path) -> None:
    builds = tmp_path / "var" / "builds" / settings.builds.name
    shutil.copytree(settings.builds / built.hash, builds / built.hash)
    shutil.copytree(settings.builds / built.hash, builds / "damaged")
    (builds / "damaged" / "columns.npz").write_bytes(b"PK cut off")
    (builds / "current").write_text("damaged")
    with running(tmp_path, FINDER_VAR=str(tmp_path / "var")) as site:
        assert seen(Sender(site, Canaries()).form("/find", q="childline")).cards
        assert "damaged cannot be opened" in site.output()


def test_a_site_started_without_any_good_directory_says_so_and_gives_the_national_lines(tmp_path: Path) -> None:
    with running(tmp_path, FINDER_VAR=str(tmp_path / "var")) as site:
        answer = Sender(site, Canaries()).form("/find", q="my ex hits me")
        page = seen(answer)
        assert answer.status == 503
        assert "The list of services is not ready" in page.main
        assert {"tel:999", "tel:116123", "tel:08001111"} <= {*page.addresses()}


def unreadable(folder: Path, target: Path) -> Path:
    """A content folder with every file in its place and none that can be read, whoever asks: each is a folder."""
    for path in folder.rglob("*.*"):
        if path.is_file():
            (target / path.relative_to(folder)).mkdir(parents=True)
    return target


def test_with_content_that_cannot_be_read_the_last_good_directory_is_served(built: Built, settings: Settings, tmp_path: Path) -> None:
    broken = replace(settings, content=unreadable(settings.content, tmp_path / "content"), var=tmp_path / "var")
    shutil.copytree(settings.builds / built.hash, broken.builds / built.hash)
    app = create_app(broken)
    app.test_client_class = Visitor
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    assert visitor.search(q="childline").cards
    assert visitor.get("/leave").status_code == 303
    shutil.rmtree(broken.builds)
    bare = create_app(broken)
    bare.test_client_class = Visitor
    refused = bare.test_client().get("/find")
    assert refused.status_code == 503
    assert {"tel:999", "tel:116123"} <= {*page_of(refused).addresses()}


# The clock


def test_a_clock_that_jumps_a_year_tells_no_service_wrong_and_changes_no_date(app: Flask, built: Built) -> None:
    directory, now = built.directory, datetime.now(UTC)
    with app.test_request_context():
        for service_id in directory.columns.ids:
            service = directory.service(service_id)
            today, *others = (cards.card(directory.content, service, now=when) for when in (now, now + YEAR, now - YEAR))
            for other in others:
                assert other["checked"] == today["checked"]
                assert (other["hours"] is None) == (service.shown_hours is None)
                assert other["hours"] is None or other["hours"]["state"] in ("open", "closed", "unknown")


@pytest.mark.parametrize("jump", [YEAR, -YEAR], ids=["forward", "back"])
def test_a_search_outlives_a_jump_of_the_clock(app: Flask, client: Visitor, monkeypatch: pytest.MonkeyPatch, jump: timedelta) -> None:
    address = client.post_search(q="stalking")
    before, wall = client.page(address).main, time.time
    monkeypatch.setattr(time, "time", lambda: wall() + jump.total_seconds())
    assert client.page(address).main == before
    monkeypatch.undo()
    assert app.extensions["waymark"].searches.get(address.partition("#")[0].rpartition("/")[2])


def test_a_site_whose_monitor_asks_under_load_is_alive(server: Server, slow: list[socket.socket]) -> None:
    with urllib.request.urlopen(f"{server.url}/health/live", timeout=30) as answer:
        assert json.load(answer) == {"live": True}
