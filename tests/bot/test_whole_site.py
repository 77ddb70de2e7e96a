"""Whole talks through the running site with the running assistant: what a person types goes in, what they would read comes out."""

from __future__ import annotations

import http.client
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Rasa, start, stop
from tests.dialogues import DIALOGUES, NAMES, Turn, done
from tests.serving import Server, start_server, stop_server


class Person:
    """One person's talk by /api/chat."""

    def __init__(self, site: Server) -> None:
        self._port = site.port
        self._talk: str | None = None
        self._offered: list[str] = []

    def _send(self, **asked: str) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        body = json.dumps({**asked, "conversation": self._talk})
        connection.request("POST", "/api/chat", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
        connection.close()
        assert response.status == 200, answer
        self._talk = answer["conversation"]
        self._offered = [choice["value"] for reply in answer["replies"] if reply["type"] == "choices" for choice in reply["choices"]]
        return answer

    def says(self, text: str) -> dict[str, Any]:
        return self._send(message=text)

    def does(self, turn: Turn) -> dict[str, Any]:
        return self._send(**done(turn, self._offered))


def words(answer: dict[str, Any]) -> str:
    return " ".join(reply["text"] for reply in answer["replies"] if reply["type"] == "text")


def kinds(answer: dict[str, Any]) -> set[str]:
    return {reply["type"] for reply in answer["replies"]}


def faults(turn: dict[str, Any], answer: dict[str, Any], seen: bool, told: str) -> Iterator[str]:
    """What is not as hoped. `told`: all that was said before. `seen`: services were shown, and are not shown again until an answer changes the list."""
    if answer["mode"] != "assistant":
        yield "the assistant did not answer"
    if not words(answer).strip():
        yield "nothing is said"
    if any(not urgent["soft"] for urgent in answer["urgent"]):
        return  # urgent lines stand alone; the talk goes on with the next message
    # What is said once in a talk may have been said before. Two crimes in one message may be taken for one.
    several = "topics" in turn.get("finds", {}) and len(answer["topics"]) < 2
    if turn.get("tells", "") not in told + words(answer) and not several:
        yield f"says {words(answer)}"
    if "silent" in turn and turn["silent"] in words(answer):
        yield f"says {turn['silent']}"
    if "services" in turn.get("shows", []) and "services" not in kinds(answer) and not seen:
        yield "shows no services"
    if "services" in turn.get("hides", []) and "services" in kinds(answer):
        yield "shows services"
    if "urgent" in turn.get("shows", []) and not answer["urgent"]:
        yield "shows no urgent lines"


@pytest.fixture(scope="module")
def site(rasa: Rasa, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("site"), BOT_PORT=str(rasa.port))
    yield running
    stop_server(running)


@pytest.mark.parametrize("talk", DIALOGUES, ids=NAMES)
def test_a_talk_through_the_site_goes_as_a_person_would_hope(site: Server, talk: dict[str, Any]) -> None:
    person, wrong, seen, told = Person(site), [], False, ""
    for turn in talk["turns"]:
        answer = person.does(turn)
        wrong += [f"{turn.get('says', turn.get('does'))}: {fault}" for fault in faults(turn, answer, seen, told)]
        seen = seen or "services" in kinds(answer)
        told += words(answer)
    assert wrong == []


def test_the_talk_goes_on_when_the_assistant_is_killed_in_the_middle_and_when_it_is_back(tmp_path: Path) -> None:
    first = start(tmp_path / "first.log")
    site = start_server(tmp_path, BOT_PORT=str(first.port))
    try:
        person = Person(site)
        assert person.says("my neighbour shouts racist things at me in luton")["mode"] == "assistant"
        os.killpg(first.process.pid, signal.SIGKILL)
        first.process.wait()
        began = time.monotonic()
        answers = [person.says(text) for text in ("its for me", "im 44", "do i have to go to court")]
        assert time.monotonic() - began < 10
        assert {answer["mode"] for answer in answers} == {"simple"}
        assert any("services" in kinds(answer) for answer in answers)
        assert answers[-1]["rights"]
    finally:
        stop_server(site)
        stop(first)


def test_nothing_typed_is_printed_by_the_site_or_the_assistant(site: Server, rasa: Rasa) -> None:
    person, canary = Person(site), "zanzibarvogel5150"
    person.says(f"my ex {canary} follows me, call me on 07700 900123")
    person.says(f"i live at {canary} street in leeds")
    for printed in (site.output(), rasa.output()):
        assert canary not in printed
        assert "900123" not in printed
        assert "/api/chat" not in printed or "follows" not in printed
