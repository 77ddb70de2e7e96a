"""Whole talks with the running assistant (dialogues.yaml): what is shown, what is asked, and what the person was taken to do."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from finder.understanding.meaning import Embedder
from tests.bot.conftest import Rasa, new_talk

TALKS: list[dict[str, Any]] = yaml.load(Path(__file__).with_name("dialogues.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
PASSING = ("urgent", "soft", "right", "service")
"""What is about one message alone; everything else that was found stays known."""
DOES = {"show": "show_services", "again": "start_again"}


@cache
def _embedder() -> Embedder:
    return Embedder()


def _vector(text: str) -> bytes:
    return np.asarray(_embedder()([text])[0], "<f4").tobytes()


def _found(turn: dict[str, Any]) -> dict[str, Any]:
    found = dict(turn.get("finds", {}))
    return {name: int(value) if name == "topics" else value == "yes" if name == "soft" else value for name, value in found.items()}


def _said(plan: dict[str, Any]) -> str:
    return " ".join(step["text"] for step in plan["steps"] if step["kind"] == "say")


def _offered(plan: dict[str, Any]) -> set[str]:
    return {option["value"] for step in plan["steps"] for option in step.get("options", [])}


def _faults(turn: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    kinds = {step["kind"] for step in plan["steps"]}
    asks = plan["asks"] or "none"
    faults = []
    if not set(turn.get("shows", [])) <= kinds or set(turn.get("hides", [])) & kinds:
        faults.append(f"shows {sorted(kinds)}")
    if turn.get("asks", asks) != asks:
        faults.append(f"asks {asks}")
    if "says" in turn and turn.get("doing", plan["doing"]) != plan["doing"]:
        faults.append(f"doing {plan['doing']}")
    if turn.get("tells", "") not in _said(plan) or ("silent" in turn and turn["silent"] in _said(plan)):
        faults.append(f"says {_said(plan)}")
    if "offers" in turn and turn["offers"] not in _offered(plan):
        faults.append(f"offers {_offered(plan)}")
    if "clears" in turn and turn["clears"] not in plan["clears"]:
        faults.append("clears nothing")
    if plan["ends"] != (turn.get("ends") == "yes"):
        faults.append("ends wrongly")
    return faults


@pytest.mark.parametrize("talk", TALKS, ids=[talk["name"] for talk in TALKS])
def test_a_talk_goes_as_a_person_would_hope(rasa: Rasa, talk: dict[str, Any]) -> None:
    sender, known, wrong = new_talk(), {}, []
    for turn in talk["turns"]:
        known = {name: value for name, value in known.items() if name not in (*PASSING, *turn.get("loses", []))}
        known |= _found(turn)
        text = turn.get("says", "")
        plan = rasa.say(sender, text, turn.get("does", "typed"), known, _vector(text) if text else None)
        wrong += [f"{text or turn['does']}: {fault}" for fault in _faults(turn, plan)]
    assert wrong == []


def test_there_are_thirty_talks_of_three_to_eight_turns() -> None:
    assert len(TALKS) >= 30
    assert [talk["name"] for talk in TALKS if not 3 <= len(talk["turns"]) <= 8] == []
    assert len({talk["name"] for talk in TALKS}) == len(TALKS)


def test_no_message_of_a_talk_is_an_example_to_learn_from() -> None:
    """One word greetings and answers aside: nobody can say those in another way."""
    bot = Path(__file__).resolve().parents[2] / "bot"
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (bot / "data/nlu").glob("*.yml")]
    lines = {line[2:].casefold() for file in files for block in file["nlu"] for line in block["examples"].splitlines()}
    said = {turn["says"].casefold() for talk in TALKS for turn in talk["turns"] if "says" in turn}
    assert sorted(text for text in said & lines if len(text.split()) > 1) == []
