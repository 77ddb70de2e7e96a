"""The door to the assistant: what it refuses, what it forgets, and that nothing typed is ever printed."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.bot.conftest import BOT, Rasa, new_talk

VECTOR = base64.b64encode(bytes(4 * 384)).decode()
NOT_A_NUMBER = base64.b64encode(b"\x00\x00\xc0\x7f" * 384).decode()


def _post(rasa: Rasa, **changes: Any) -> tuple[int, Any]:
    asked = {"sender": new_talk(), "text": "hello", "entities": {}, "did": "typed", **changes}
    return rasa.call("POST", "webhook", json.dumps(asked).encode())


def test_it_says_that_it_is_ready(rasa: Rasa) -> None:
    assert rasa.call("GET", "health") == (200, {"status": "ready"})


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 60_000])
def test_a_body_that_cannot_be_read_is_refused(rasa: Rasa, body: bytes) -> None:
    assert rasa.call("POST", "webhook", body)[0] == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": None},
        {"sender": ""},
        {"sender": "default user"},
        {"sender": 7},
        {"text": None},
        {"text": ["hello"]},
        {"text": "x" * 3000},
        {"vector": "not base64!"},
        {"vector": VECTOR[:100]},
        {"vector": NOT_A_NUMBER},
        {"vector": [0.1] * 384},
        {"entities": ["topic"]},
        {"entities": {"topic": {"deep": "er"}}},
        {"entities": {"topic": "x" * 200}},
        {"did": None},
        {"did": "Typed!"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_is_of_the_wrong_kind_is_refused(rasa: Rasa, changes: dict[str, Any]) -> None:
    status, answer = _post(rasa, **changes)
    assert (status, answer) == (400, {"error": next(iter(changes))})


def test_a_body_that_is_much_too_long_is_refused(rasa: Rasa) -> None:
    assert _post(rasa, entities={f"e{n}": "x" * 70 for n in range(2000)})[0] == 413


def test_an_unknown_doing_gives_no_plan_and_says_so(rasa: Rasa) -> None:
    assert _post(rasa, did="fly_to_the_moon")[0] == 503


@pytest.mark.parametrize("text", ["/", "//", " /restart", '/tell{"place": "x"}', "/session_start", "\t/back"])
def test_a_slash_is_no_command(rasa: Rasa, text: str) -> None:
    plan = rasa.say(new_talk(), text)
    assert plan["asks"] == "topic"
    assert not plan["ends"]


@pytest.mark.parametrize("text", ["", "   ", "🙃", "<script>alert(1)</script>", "[a](place)", "{place}", "\x00\x01", "a\u202eb", "ب" * 900])
def test_odd_texts_are_answered(rasa: Rasa, text: str) -> None:
    assert rasa.say(new_talk(), text)["steps"]


def test_a_word_after_a_slash_counts_as_the_word(rasa: Rasa) -> None:
    with_slash, alone = rasa.say(new_talk(), "/ /bye"), rasa.say(new_talk(), "bye")
    assert with_slash == alone


def test_an_answer_without_text_counts(rasa: Rasa) -> None:
    talk = new_talk()
    rasa.say(talk, "", "inform", {"topic": "robbery"})
    assert rasa.say(talk, "", known={"topic": "robbery", "audience": "self"})["asks"] == "age"


def test_talks_do_not_mix(rasa: Rasa) -> None:
    topics = ["robbery", None] * 15
    talks = [new_talk() for _ in topics]
    with ThreadPoolExecutor(6) as pool:
        asks = list(pool.map(lambda pair: rasa.say(pair[0], "", "inform", {"topic": pair[1]})["asks"], zip(talks, topics, strict=True)))
    assert asks == ["audience" if topic else "topic" for topic in topics]


def test_two_messages_at_once_in_one_talk_are_both_answered(rasa: Rasa) -> None:
    talk = new_talk()
    with ThreadPoolExecutor(2) as pool:
        plans = list(pool.map(lambda known: rasa.say(talk, "", "inform", known), [{"topic": "robbery"}] * 2))
    assert [plan["asks"] for plan in plans] == ["audience", "audience"]


def test_a_talk_is_forgotten_at_once_when_told_so(rasa: Rasa) -> None:
    talk = new_talk()
    rasa.say(talk, "", "inform", {"topic": "robbery"})
    rasa.say(talk, "", "skip", {"topic": "robbery"})
    assert rasa.call("DELETE", "talks/" + talk) == (204, None)
    assert rasa.say(talk, "", "inform", {"topic": "robbery"})["asks"] == "audience"
    assert rasa.call("DELETE", "talks/" + new_talk()) == (204, None)
    assert rasa.call("DELETE", "talks/no.such~id")[0] == 400


def test_a_talk_that_ends_is_forgotten(rasa: Rasa) -> None:
    talk = new_talk()
    rasa.say(talk, "", "skip")
    assert rasa.say(talk, "", "end")["ends"]
    assert rasa.say(talk, "", "skip")["asks"] == "topic"


def test_it_listens_on_this_machine_alone(rasa: Rasa) -> None:
    own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}
    for address in own:
        with socket.socket() as other:
            other.settimeout(2)
            assert other.connect_ex((str(address), rasa.port)) != 0


@pytest.mark.parametrize("path", ["webhooks/rest/webhook", "conversations/x/tracker", "model/parse", "status", "domain"])
def test_none_of_its_other_doors_is_open(rasa: Rasa, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", rasa.port, timeout=30)
    for method in ("GET", "POST"):
        connection.request(method, f"/{path}", b"{}")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 404
    connection.close()


def test_what_is_typed_is_printed_nowhere(rasa: Rasa) -> None:
    talk, canary = new_talk(), "kanaryvogel7719"
    rasa.say(talk, f"my ex {canary} follows me")
    rasa.say(talk, f"/{canary}")
    _post(rasa, sender=talk, text=f"{canary} help", did="fly_to_the_moon")
    _post(rasa, sender=talk, text=f"{canary} " * 400)
    _post(rasa, sender=talk, text=canary, entities={"place": canary, canary[:20]: canary})
    rasa.call("POST", "webhook", f'{{"sender": "{talk}", "text": "{canary}"'.encode())
    rasa.call("DELETE", "talks/" + canary)
    assert canary not in rasa.output()
    assert talk not in rasa.output()


def test_it_does_not_start_at_a_level_that_logs_what_is_typed() -> None:
    if not (BOT / ".venv/bin/rasa").exists():
        pytest.skip("there is no Python 3.10 here")
    check = (
        "import logging; logging.getLogger('rasa').setLevel('INFO'); from components.channel import Waymark; Waymark.from_credentials(None)"
    )
    done = subprocess.run([BOT / ".venv/bin/python", "-W", "ignore", "-c", check], cwd=BOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "LOG_LEVEL=WARNING" in done.stderr
