"""Reading content/urgent: the cards, the phrases, and the words that soften or cut them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent, Problem, from_validation
from finder.needs import UrgentKind
from finder.understanding.contacts import Card, card_from
from finder.understanding.notation import BadPhrase, Part, Sets, read_phrase, read_sets
from finder.understanding.words import words

KINDS: tuple[UrgentKind, ...] = get_args(UrgentKind)
"""danger, suicide, child, medical: the order in which they are shown."""
SAID = (*KINDS, "soft", "not-urgent")
"""The files of `says/`: what is urgent by its kind, somebody else's danger, and what only sounds urgent."""
UNTOLD = "untold"
"""Where a message of `says/` stands that tells of no topic."""
Said = dict[str, dict[str, str]]
"""What people say, one message a line, by language and by the topic that it tells of."""
SOFTENERS = ("others", "family", "past", "long-past", "now", "me")
GUARDS = ("any", *KINDS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as an editor wrote it, and as it was read."""

    language: str
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class UrgentContent:
    """The words of content/urgent by which danger is noticed."""

    phrases: Mapping[UrgentKind, tuple[Phrase, ...]]
    guards: Mapping[str, tuple[Phrase, ...]]
    softeners: Mapping[str, tuple[Phrase, ...]]
    not_typos: frozenset[str]


@dataclass
class _Reader:
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    sets: dict[str, Sets] = field(default_factory=dict)

    def file(self, name: str) -> dict[str, Any]:
        try:
            value = strict_yaml.read(self.folder / name)
        except strict_yaml.UnreadableYaml as error:
            self.note(name, "file", str(error))
            return {}
        if not isinstance(value, dict):
            self.note(name, "file", "write fields with their values")
            return {}
        return value

    def stop_if_broken(self) -> None:
        if self.problems:
            raise BrokenContent(self.problems)

    def note(self, file: str, field_: str, reason: str) -> None:
        self.problems.append(Problem(f"urgent/{file}", field_, reason))

    def read_sets(self) -> None:
        for language, written in self.file("sets.yaml").items():
            try:
                self.sets[language] = read_sets(written)
            except BadPhrase as error:
                self.note("sets.yaml", language, str(error))

    def phrases(self, file: str, field_: str, by_language: object) -> Iterator[Phrase]:
        """The phrases of a field that holds a block of lines for each language."""
        if not isinstance(by_language, dict):
            self.note(file, field_, "write a block of phrases for each language")
            return
        for language, block in by_language.items():
            for text in strict_yaml.lines(block):
                try:
                    yield Phrase(language, text, read_phrase(text, self.sets.get(language, {})))
                except BadPhrase as error:
                    self.note(file, f"{field_}.{language}", f"{text}: {error}")

    def groups(self, file: str, names: tuple[str, ...]) -> dict[str, tuple[Phrase, ...]]:
        """A file with the same few groups of phrases, each by language."""
        written = self.file(file)
        for name in written.keys() - set(names):
            self.note(file, name, f"there is no such group; there are {', '.join(names)}")
        return {name: tuple(self.phrases(file, name, written.get(name, {}))) for name in names}

    def said(self, file: str, topics: Container[str] | None) -> Iterator[tuple[str, dict[str, str]]]:
        """Each language of a file, with its blocks of messages."""
        says = self.file(file).get("says")
        for language, blocks in says.items() if isinstance(says, dict) else [("", None)]:
            field_ = f"says.{language}".rstrip(".")
            if not isinstance(blocks, dict) or not all(isinstance(block, str) for block in blocks.values()):
                self.note(file, field_, f"write a block of messages for each topic, or for '{UNTOLD}'")
                continue
            for topic in blocks:
                if topics is not None and topic != UNTOLD and topic not in topics:
                    self.note(file, f"{field_}.{topic}", f"there is no such topic; where none is told write '{UNTOLD}'")
            yield language, blocks

    def card(self, kind: UrgentKind) -> Iterator[tuple[UrgentKind, Card]]:
        """The card of a kind, when it can be read."""
        try:
            yield kind, card_from(self.file(f"{kind}.yaml"))
        except ValidationError as error:
            self.problems += from_validation(f"urgent/{kind}.yaml", error)


def read_urgent(folder: Path) -> UrgentContent:
    """The phrases of a content/urgent folder, read. Raises BrokenContent with every problem in them."""
    reader = _Reader(folder)
    reader.read_sets()
    content = UrgentContent(
        phrases={kind: tuple(reader.phrases(f"{kind}.yaml", "phrases", reader.file(f"{kind}.yaml").get("phrases"))) for kind in KINDS},
        guards=reader.groups("guards.yaml", GUARDS),
        softeners=reader.groups("softeners.yaml", SOFTENERS),
        not_typos=frozenset(w for block in reader.file("not-typos.yaml").values() for w in words(block)),
    )
    reader.stop_if_broken()
    return content


def read_cards(folder: Path) -> Mapping[UrgentKind, Card]:
    """The cards of a content/urgent folder, in the order in which they are shown. Raises BrokenContent."""
    reader = _Reader(folder)
    cards = dict(card for kind in KINDS for card in reader.card(kind))
    reader.stop_if_broken()
    return cards


def read_says(folder: Path, topics: Container[str] | None) -> dict[str, Said]:
    """What people say, by file of content/urgent/says. Raises BrokenContent, also for a topic that is none of `topics`, where given."""
    reader = _Reader(folder)
    found = {name: dict(reader.said(f"says/{name}.yaml", topics)) for name in SAID}
    reader.stop_if_broken()
    return found
