"""Reading what `content/thesaurus.yaml` and the names of services and languages say, as entries of a lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from finder.directory.problems import BrokenContent, Problem
from finder.directory.strict_yaml import UnreadableYaml, lines, read
from finder.understanding.lexicon import Entry
from finder.understanding.names import name_entries
from finder.understanding.notation import BadPhrase, Gap, Part, Sets, Word, one_of, read_phrase, read_sets
from finder.understanding.words import words

NOTHING = "nothing"
"""The kind of phrases that mean nothing, and hide what is inside them."""
CUE = "language cue"
"""The kind of phrases that say that a name of a language is one, as in "speaks polish"."""


class ThesaurusContent(NamedTuple):
    """What is in the thesaurus: entries, words that are never taken as a misspelling, and words that may stand inside any phrase."""

    entries: list[Entry]
    right: frozenset[str]
    fillers: frozenset[str]


def read_thesaurus(folder: Path, names: Mapping[str, str]) -> ThesaurusContent:
    """Thesaurus, languages, aliases and confusable (.yaml) of a content folder; a file may be absent.

    `names`: full names of services with their ids. Raises BrokenContent with every problem found.
    """
    reader = _Reader(folder)
    written = reader.file("thesaurus")
    confusable = {name: _word_rows(block) for name, block in reader.file("confusable").items()}
    sets = reader.sets(written.pop("sets", {}))
    fillers = frozenset(words(written.pop("fillers", "")))
    rare = confusable.get("ordinary_names", ()), confusable.get("not_names", ())
    entries = [
        *reader.languages(written.pop("language", {}), sets),
        *reader.phrases(written, sets),
        *name_entries(names, reader.file("aliases"), *map(frozenset, rare)),
    ]
    if reader.problems:
        raise BrokenContent(reader.problems)
    right = frozenset(word for row in confusable.get("words", ()) for word in row)
    return ThesaurusContent(entries, right, fillers)


class _Reader:
    """Reads the files of a folder into entries and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def file(self, name: str) -> dict[str, Any]:
        """The fields of a file; empty when it is absent or broken."""
        path = self.folder / f"{name}.yaml"
        if not path.exists():
            return {}
        try:
            value = read(path)
        except UnreadableYaml as error:
            value = None
            self.problems.append(Problem(path.name, "file", str(error)))
        else:
            if not isinstance(value, dict):
                self.problems.append(Problem(path.name, "file", "write fields with their values"))
        return value if isinstance(value, dict) else {}

    def sets(self, written: Mapping[str, str]) -> Sets:
        try:
            return read_sets(written)
        except BadPhrase as error:
            self.problems.append(Problem("thesaurus.yaml", "sets", str(error)))
            return {}

    def phrases(self, written: Mapping[str, Any], sets: Sets) -> Iterator[Entry]:
        """Entries of crimes, groups, support, rights, audience, referral (value, then language) and nothing (language)."""
        for kind, values in written.items():
            for value, by_language in {"": values}.items() if kind == NOTHING else values.items():
                for language, block in by_language.items():
                    where = ".".join(part for part in (kind, value, language) if part)
                    for parts in self._block(block, where, sets):
                        english = language in ("en", "search")
                        yield Entry(parts, kind, value, search=language == "search", english=english)

    def languages(self, written: Mapping[str, Any], sets: Sets) -> Iterator[Entry]:
        """Entries of languages and their cues. A name of one word needs a cue, a search, or a place under `alone`."""
        alone = {words(name) for line in lines(written.get("alone", "")) for name in line.split(",")}
        rows = []
        for code, entry in self.file("languages").items():
            for name in map(words, lines(entry.get("spoken", ""))):
                rows.append(tuple(Word(frozenset((word,))) for word in name))
                yield Entry(rows[-1], "language", code, search=len(name) == 1 and name not in alone)
        named = {**sets, "language": one_of(tuple(rows))}
        for language, block in written.get("cues", {}).items() if rows else ():
            for parts in self._block(block, f"language.cues.{language}", named):
                yield Entry(parts, CUE, "")

    def _block(self, block: str, where: str, sets: Sets) -> Iterator[tuple[Part, ...]]:
        for line in lines(block):
            try:
                parts = read_phrase(line, sets)
                if not _plain(parts):
                    raise BadPhrase("* and ... have no place in the thesaurus")
                yield parts
            except BadPhrase as error:
                self.problems.append(Problem("thesaurus.yaml", where, f"'{line}': {error}"))


def _word_rows(block: str) -> list[tuple[str, ...]]:
    return [words(line) for line in lines(block)]


def _plain(parts: tuple[Part, ...]) -> bool:
    """Only words and choices of words: open ends would mean less than certain."""
    return all(
        not any(spelling.endswith("*") for spelling in part.spellings)
        if isinstance(part, Word)
        else not isinstance(part, Gap) and all(_plain(way) for way in part.ways)
        for part in parts
    )
