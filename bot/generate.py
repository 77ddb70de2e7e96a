"""Make Rasa's training data from the site's content: what people say for each topic, and the topics to choose from.

    python bot/generate.py [content folder]

Writes data/generated/topics.yml and domain/generated.yml beside this file. Needs PyYAML alone.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
INTENTS = {"none": "out_of_scope", "own-behaviour": "own_behaviour"}
SAMPLE = {"tell": (16, 2), "out_of_scope": (100, 20), "own_behaviour": (100, 20)}
"""Messages taken for each topic of an intent: in English, and in every other language."""
SHORTEST = 3
"""Words that a message about something else has at least: shorter ones are small talk, which has intents of its own."""
NOT_OFFERED = ("none", "unsure")


def main() -> None:
    content = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FINDER_CONTENT") or HERE.parent / "content")
    topics = {path.stem: _read(path) for path in sorted((content / "topics").glob("*.yaml"))}
    taken = _own_examples()
    blocks = [
        block
        for slug, topic in topics.items()
        for language, says in topic["says"].items()
        if (block := _block(slug, language, says, taken))
    ]
    _write("data/generated/topics.yml", {"version": "3.1", "nlu": blocks})
    _write("domain/generated.yml", {"version": "3.1", "responses": _choices(topics)})
    print(f"{sum(block['examples'].count(chr(10)) for block in blocks)} examples from {len(topics)} topics")


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506  # nosec B506  (a safe loader that leaves every value text)
    return value


def _own_examples() -> set[str]:
    """What stands in data/nlu already, so that no message is given two intents."""
    files = [_read(path) for path in sorted((HERE / "data" / "nlu").glob("*.yml"))]
    return {line[2:].casefold() for file in files for block in file["nlu"] for line in block["examples"].splitlines()}


def _block(slug: str, language: str, says: str, taken: set[str]) -> dict[str, Any] | None:
    intent = INTENTS.get(slug, "tell")
    lines = [line.strip() for line in says.splitlines()]
    lines = [line for line in lines if line and line.casefold() not in taken and not set(line) & set("[]{}")]
    if intent == "out_of_scope":
        lines = [line for line in lines if len(line.split()) >= SHORTEST]
    most = SAMPLE[intent][0 if language == "en" else 1]
    chosen = random.Random(f"{slug} {language}").sample(lines, min(most, len(lines)))  # noqa: S311  # nosec B311
    if not chosen:
        return None
    examples = "".join(f"- {line.lstrip('/')}\n" for line in chosen)
    return {"intent": intent, "metadata": {"language": language, "topic": slug}, "examples": examples}


def _choices(topics: dict[str, Any]) -> dict[str, Any]:
    """The choices under "what happened": a few topics, or all of them for somebody who was not understood."""
    offered = [slug for slug in topics if slug not in NOT_OFFERED]
    unsure = {"label": topics["unsure"]["name"], "value": "topic:unsure"} if "unsure" in topics else None
    # A few that fit a phone; the others follow when they do not help.
    first = sorted((slug for slug in offered if "offered" in topics[slug]), key=lambda slug: int(topics[slug]["offered"])) or offered
    own_words = {"label": "Something else, in my own words", "value": "own-words"}
    on = [{"label": "I would rather not say", "value": "skip"}, {"label": "Just show me who can help", "value": "show"}]

    def options(slugs: list[str]) -> list[dict[str, str]]:
        return [{"label": topics[slug]["name"], "value": f"topic:{slug}"} for slug in slugs]

    few = [*options(first), *([unsure] if unsure else []), own_words, *on]
    every = [*options(offered), *([unsure] if unsure else []), own_words, *on]
    nothing: dict[str, Any] = {"custom": {"steps": []}}
    return {
        "utter_topics": [
            {"condition": [_is("next", "topic")], "custom": _asks(few)},
            {"condition": [_is("next", "which")], "custom": _asks(every)},
            nothing,
        ],
        "utter_all_topics": [
            {"condition": [_is("next", "topic")], "custom": _asks(every)},
            {"condition": [_is("next", "which")], "custom": _asks(every)},
            nothing,
        ],
    }


def _is(slot: str, value: str) -> dict[str, str]:
    return {"type": "slot", "name": slot, "value": value}


def _asks(options: list[dict[str, str]]) -> dict[str, Any]:
    return {"steps": [{"kind": "choices", "options": options}], "asks": "topic"}


def _write(name: str, value: dict[str, Any]) -> None:
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml.add_representer(str, _as_block, Dumper=_Dumper)
    path.write_text(
        "# Made by generate.py from the site's content.\n"
        + yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000),
        encoding="utf-8",
    )


class _Dumper(yaml.SafeDumper):
    """Many lines as a block, and nothing said by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _as_block(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else '"' if value and value[0].isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


if __name__ == "__main__":
    main()
