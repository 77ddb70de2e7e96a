"""However the assistant fails, the site hears it as one error, soon, and does not wait for it again and again."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from finder.chat.plan import AssistantDown, Option, Plan, Step
from finder.chat.rasa import AT_ONCE, FAILURES, LIMIT, REST, STARTS_WITHIN, Assistant, name

TALK = "a1b2c3d4e5f6"
NO_ID = "../x y\n"
GOOD = {
    "steps": [
        {"kind": "say", "text": "Who is this for?"},
        {"kind": "services", "ids": ["own-behaviour"]},
        {"kind": "choices", "options": [{"label": "Me", "value": "audience:self"}]},
    ],
    "asks": "audience",
    "ends": False,
    "clears": [],
    "doing": "tell",
}
Answer = Callable[[BaseHTTPRequestHandler], None]


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def sends(status: int, body: bytes) -> Answer:
    return lambda handler: _send(handler, status, body)


def drips(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for much longer than anybody waits."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


class Asked(list[tuple[str, str, bytes]]):
    """What the server was asked: method, path and body."""


@contextmanager
def assistant_that(answer: Answer) -> Iterator[tuple[int, Asked]]:
    """A server on loopback that treats every call alike; its port, and what it was asked."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            asked.append((self.command, self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0))))
            try:
                answer(self)
            except OSError:
                return

        do_GET = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)


@pytest.fixture
def nobody() -> Iterator[int]:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _ask(assistant: Assistant) -> Plan:
    return assistant.plan(TALK, "someone took my bag", None, {"topic": "robbery"})


def test_a_plan_comes_through_whole() -> None:
    with assistant_that(sends(200, json.dumps(GOOD).encode())) as (port, asked):
        plan = Assistant(port).plan(TALK, "hi", np.arange(384, dtype=np.float32), {"age": None}, "skip")
    assert plan == Plan(
        (
            Step("say", "Who is this for?"),
            Step("services", ids=("own-behaviour",)),
            Step("choices", options=(Option("Me", "audience:self"),)),
        ),
        asks="audience",
        doing="tell",
    )
    method, path, body = asked[0]
    sent = json.loads(body)
    assert (method, path) == ("POST", "/webhooks/waymark/webhook")
    assert sent == {"sender": name(TALK), "text": "hi", "vector": sent["vector"], "entities": {"age": None}, "did": "skip"}
    assert np.frombuffer(base64.b64decode(sent["vector"]), "<f4").tolist() == list(range(384))


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"oh no"),
        (503, b'{"error": "no plan"}'),
        (404, b""),
        (204, b""),
        (200, b"[]"),
        (200, b""),
        (200, b"\xff\x00garbage"),
        (200, b"null"),
        (200, json.dumps(_without("steps")).encode()),
        (200, json.dumps({**GOOD, "steps": []}).encode()),
        (200, json.dumps({**GOOD, "steps": [{"kind": "shout", "text": "x"}]}).encode()),
        (200, json.dumps({**GOOD, "steps": [{"kind": "say"}]}).encode()),
        (200, json.dumps({**GOOD, "steps": [{"kind": "say", "text": ""}]}).encode()),
        (200, json.dumps({**GOOD, "steps": [{"kind": "choices", "options": []}]}).encode()),
        (200, json.dumps({**GOOD, "steps": [{"kind": "choices", "options": [{"label": "x"}]}]}).encode()),
        (200, json.dumps({**GOOD, "steps": ["say"]}).encode()),
        (200, json.dumps({**GOOD, "asks": 7}).encode()),
        (200, json.dumps({**GOOD, "ends": "no"}).encode()),
        (200, json.dumps({**GOOD, "clears": "topic"}).encode()),
        (200, b'{"steps": ' + b"[" * 300_000),
    ],
)
def test_anything_that_is_no_plan_is_no_assistant(status: int, body: bytes) -> None:
    with assistant_that(sends(status, body)) as (port, _), pytest.raises(AssistantDown) as error:
        _ask(Assistant(port))
    assert "bag" not in str(error.value)


def test_nobody_listening_is_noticed_at_once(nobody: int) -> None:
    begun = time.monotonic()
    with pytest.raises(AssistantDown):
        _ask(Assistant(nobody))
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("answer", [lambda handler: time.sleep(8), drips], ids=["silent", "slow"])
def test_a_silent_or_slow_assistant_is_waited_for_no_longer_than_the_limit(answer: Answer) -> None:
    with assistant_that(answer) as (port, _):
        begun = time.monotonic()
        with pytest.raises(AssistantDown):
            _ask(Assistant(port))
        assert time.monotonic() - begun < LIMIT + 0.8


def test_after_three_failures_nobody_waits_until_one_call_works_again() -> None:
    clock = Clock()
    bad, good = sends(500, b""), sends(200, json.dumps(GOOD).encode())
    answers = [bad] * (FAILURES + 1) + [good, good]
    with assistant_that(lambda handler: answers[len(asked) - 1](handler)) as (port, asked):
        assistant = Assistant(port, clock)
        for _ in range(FAILURES + 5):
            with pytest.raises(AssistantDown):
                _ask(assistant)
        assert len(asked) == FAILURES
        clock.now += REST + 1
        for _ in range(3):  # one call tries, fails, and the rest begins anew
            with pytest.raises(AssistantDown):
                _ask(assistant)
        assert len(asked) == FAILURES + 1
        clock.now += REST + 1
        assert _ask(assistant).asks == "audience"
        assert _ask(assistant).asks == "audience"


def test_a_success_between_failures_starts_the_count_anew() -> None:
    bad, good = sends(500, b""), sends(200, json.dumps(GOOD).encode())
    answers = [bad, bad, good, bad, bad, good]
    with assistant_that(lambda handler: answers[len(asked) - 1](handler)) as (port, asked):
        assistant = Assistant(port)
        for answer in answers:
            if answer is good:
                _ask(assistant)
            else:
                with pytest.raises(AssistantDown):
                    _ask(assistant)
        assert len(asked) == len(answers)


def test_a_ninth_call_at_once_is_turned_away_without_waiting_and_without_harm() -> None:
    inside, leave = threading.Barrier(AT_ONCE + 1), threading.Event()

    def waits(handler: BaseHTTPRequestHandler) -> None:
        inside.wait(5)
        leave.wait(5)
        _send(handler, 200, json.dumps(GOOD).encode())

    with assistant_that(waits) as (port, asked), ThreadPoolExecutor(AT_ONCE) as pool:
        assistant = Assistant(port)
        calls = [pool.submit(_ask, assistant) for _ in range(AT_ONCE)]
        inside.wait(5)
        begun = time.monotonic()
        with pytest.raises(AssistantDown):
            _ask(assistant)
        assert time.monotonic() - begun < 0.5
        assert len(asked) == AT_ONCE
        leave.set()
        assert all(call.result(5).asks == "audience" for call in calls)


def test_forgetting_names_the_talk_and_never_fails(nobody: int) -> None:
    with assistant_that(sends(204, b"")) as (port, asked):
        Assistant(port).forget(TALK)
        Assistant(port).forget(NO_ID)
    assert [(method, path) for method, path, _ in asked] == [
        ("DELETE", f"/webhooks/waymark/talks/{name(TALK)}"),
        ("DELETE", f"/webhooks/waymark/talks/{name(NO_ID)}"),
    ]
    Assistant(nobody).forget(TALK)


@pytest.mark.parametrize(
    ("status", "body", "is_"),
    [(200, b'{"status": "ready"}', "ready"), (200, b'{"status": "starting"}', "starting"), (200, b"[]", "starting")],
)
def test_the_assistant_says_how_it_is(status: int, body: bytes, is_: str) -> None:
    with assistant_that(sends(status, body)) as (port, _):
        assert Assistant(port).status() == is_


def test_an_assistant_that_is_not_there_may_be_starting_for_a_while_and_is_down_after_that(nobody: int) -> None:
    clock = Clock()
    assistant = Assistant(nobody, clock)
    assert assistant.status() == "starting"
    clock.now += STARTS_WITHIN + 1
    assert assistant.status() == "down"


def test_an_assistant_that_was_there_and_is_gone_is_down() -> None:
    with assistant_that(sends(200, b'{"status": "ready"}')) as (port, _):
        assistant = Assistant(port)
        assert assistant.status() == "ready"
    assert assistant.status() == "down"


def test_what_was_typed_is_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with assistant_that(sends(500, b"bag")) as (port, _), pytest.raises(AssistantDown) as error:
        Assistant(port).plan(TALK, "canary-8841", None, {})
    assert "canary-8841" not in caplog.text + repr(error.value)
