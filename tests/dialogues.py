"""The thirty dialogues, and what a person does at each turn: types, or presses a choice that is offered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from finder.directory import strict_yaml
from finder.settings import ROOT

Turn = dict[str, Any]
DIALOGUES: list[dict[str, Any]] = strict_yaml.read(ROOT / "tests" / "bot" / "dialogues.yaml")
NAMES = [dialogue["name"] for dialogue in DIALOGUES]

_PRESSED = {"skip": "skip", "show_services": "show", "more": "more", "end": "end", "start_again": "again"}
_SAID_INSTEAD = {"audience": "for me", "age": "30", "place": "birmingham"}
"""What is typed where a dialogue presses a choice that is not offered at that moment."""


def done(turn: Turn, offered: Collection[str]) -> dict[str, str]:
    """What is sent for a turn: a `message` that is typed or the `choice` that is pressed. `offered`: values of the choices shown."""
    if "says" in turn:
        return {"message": turn["says"]}
    slot, value = next(iter(turn.get("finds", {}).items()), ("", ""))
    wanted = f"{slot}:{value}" if turn["does"] == "inform" else _PRESSED.get(turn["does"], turn["does"])
    if wanted in offered or turn["does"] != "inform":
        return {"choice": wanted}
    return {"message": _SAID_INSTEAD.get(slot, value.replace("-", " "))}
