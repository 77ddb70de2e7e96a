"""What somebody is doing with the talk, by words alone: thanking, stopping, asking if it is private.

Read from `talk.yaml` of the content. It is used when the assistant does not answer, and to know a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent, Problem
from finder.understanding.lexicon import Entry, Lexicon
from finder.understanding.notation import BadPhrase, read_phrase
from finder.understanding.words import tokens

FILE = "talk.yaml"
LONGEST = 14
"""A message of more words tells something; what it says about the talk on the way does not count."""


@dataclass(frozen=True)
class SmallTalk:
    """`own_behaviour`: services for people worried about what they do, with the topics that bring each to the front."""

    lexicon: Lexicon
    own_behaviour: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, folder: Path) -> SmallTalk:
        """From a content folder. Raises BrokenContent, which names every field and reason."""
        problems: list[Problem] = []
        try:
            written = strict_yaml.read(folder / FILE)
            entries = list(_entries(written, problems))
            lines = {name: tuple(str(topics).split()) for name, topics in written["own_behaviour"].items()}
        except (OSError, strict_yaml.UnreadableYaml, KeyError, AttributeError, TypeError) as error:
            raise BrokenContent([Problem(FILE, "file", f"cannot be read ({type(error).__name__})")]) from None
        if problems:
            raise BrokenContent(problems)
        return cls(Lexicon.of(entries), lines)

    def doing(self, text: str) -> frozenset[str]:
        """The names of all that is said about the talk in this text, such as {"thank"}; empty for most messages."""
        read = tokens(text)
        if len(read) > LONGEST:
            return frozenset()
        matches = self.lexicon.find(read)
        return frozenset(m.entry.value for m in matches if not m.entry.whole or (m.first == 0 and m.end == len(read)))


def _entries(written: Mapping[str, Any], problems: list[Problem]) -> Iterator[Entry]:
    for part in ("alone", "within"):
        for name, by_language in written[part].items():
            for language, block in by_language.items():
                for line in strict_yaml.lines(block):
                    try:
                        yield Entry(read_phrase(line, {}), "talk", name, whole=part == "alone")
                    except BadPhrase as error:
                        problems.append(Problem(FILE, f"{part}.{name}.{language}", f"'{line}': {error}"))
