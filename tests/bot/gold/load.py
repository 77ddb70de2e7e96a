"""Reads the gold set: messages and dialogues kept apart from everything the site learns from.

What each label means is written in README.md beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SECOND, THIRD = "second", "third"


class GoldError(ValueError):
    """A gold file that cannot be read as written: an anchor, a key given twice, or an unknown key."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a person wrote it, with the labels it must get. `language` is an ISO 639-1 code."""

    text: str
    language: str
    group: str
    urgent: tuple[str, ...] = ()
    soft: bool = False
    topics: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    in_scope: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a person says, and what must hold after the reply. None means: this turn says nothing about it."""

    says: str
    chooses: str | None = None
    topics: tuple[str, ...] | None = None
    rights: tuple[str, ...] | None = None
    urgent: tuple[str, ...] | None = None
    groups: tuple[str, ...] | None = None
    shows: tuple[str, ...] | None = None
    cleared: tuple[str, ...] | None = None
    avoids: tuple[str, ...] | None = None
    place: str | None = None
    age: str | None = None
    language: str | None = None
    written_in: str | None = None
    audience: str | None = None
    answers: str | None = None
    goodbye: str | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One whole talk: the language it starts in, what it is there to cover, and its turns in order."""

    name: str
    covers: tuple[str, ...]
    turns: tuple[Turn, ...]
    language: str = "en"


def _plain(node: yaml.Node | None) -> Any:
    """A composed YAML node as tuples, dicts and text only; raises GoldError on a repeated key."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(child) for child in node.value)
    if not isinstance(node, yaml.MappingNode):
        raise GoldError("empty file")
    keys = [key.value for key, _ in node.value]
    if len(set(keys)) != len(keys):
        raise GoldError(f"a key is given twice at {node.start_mark}")
    return {key.value: _plain(child) for key, child in node.value}


def _read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    if any(getattr(event, "anchor", None) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
        raise GoldError(f"{path.name}: anchors are not used here")
    return _plain(yaml.compose(text, Loader=yaml.CSafeLoader))


def _block(block: dict[str, Any], language: str) -> list[Message]:
    rest = {key: value for key, value in block.items() if key not in ("text", "soft", "scope")}
    soft, in_scope = block.get("soft", "no") == "yes", block.get("scope", "in") == "in"
    lines = (line.strip() for line in block["text"].splitlines())
    return [Message(text=x, language=language, soft=soft, in_scope=in_scope, **rest) for x in lines if x]


@cache
def messages(of: str = "messages") -> tuple[Message, ...]:
    """Every gold message of a set (`SECOND` is the other one), file by file; the language is the first part of the file's name."""
    found: list[Message] = []
    for path in sorted((HERE / of).glob("*.yaml")):
        for block in _read(path):
            found += _block(block, path.stem.split("-")[0])
    return tuple(found)


@cache
def dialogues() -> tuple[Dialogue, ...]:
    """Every gold dialogue in the order of the file."""
    raw = _read(HERE / "dialogues.yaml")
    return tuple(Dialogue(**{**talk, "turns": tuple(Turn(**turn) for turn in talk["turns"])}) for talk in raw)
