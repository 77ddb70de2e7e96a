"""People's own phrases, slang and abbreviations, and the names of services, found in what somebody typed.

What is listed in `content/thesaurus.yaml` settles the meaning by itself, so it counts before any guess at meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from finder.directory.problems import BrokenContent, Problem
from finder.directory.strict_yaml import UnreadableYaml, lines, read
from finder.understanding.lexicon import Entry, Lexicon, Match
from finder.understanding.names import name_entries
from finder.understanding.notation import BadPhrase, Gap, Part, Sets, Word, one_of, read_phrase, read_sets
from finder.understanding.words import Token, tokens, words

Kind = Literal["crimes", "groups", "support", "audience", "referral", "language", "service", "rights"]

SEARCH_WORDS = 4
"""A text of at most this many words that tells no story is read as a search: "deaf women plymouth"."""
_TELLING = frozenset(words("i im ive id me my mine we us our he hes she shes they them him her his by"))
_NOTHING = "nothing"
_CUE = "language cue"


class Found(NamedTuple):
    """One phrase found: what it means, its place in the text (characters), and whether it was spelt right."""

    kind: Kind
    value: str
    start: int
    end: int
    exact: bool


@dataclass(frozen=True)
class Thesaurus:
    """The phrases of one content folder, ready to be looked up. Safe for threads."""

    lexicon: Lexicon

    @classmethod
    def load(cls, folder: Path, names: Mapping[str, str] | None = None) -> Thesaurus:
        """Read thesaurus, languages, aliases and confusable (.yaml) of a content folder; a file may be absent.

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
            *name_entries(names or {}, reader.file("aliases"), *map(frozenset, rare)),
        ]
        if reader.problems:
            raise BrokenContent(reader.problems)
        right = frozenset(word for row in confusable.get("words", ()) for word in row)
        return cls(Lexicon.of(entries, right, fillers))

    @classmethod
    def open(cls, path: Path) -> Thesaurus:
        """From what `save` of its lexicon kept."""
        return cls(Lexicon.open(path))

    def find(self, text: str) -> tuple[Found, ...]:
        """Everything found in a text, in the order it stands there; at one place the longest of a kind only."""
        read = tokens(text)
        search = len(read) <= SEARCH_WORDS and _TELLING.isdisjoint(token.word for token in read)
        matches = self.lexicon.find(read)
        cues = [match for match in matches if match.entry.kind == _CUE]
        usable = [match for match in matches if _counts(match, len(read), search)]
        usable += [_widened(name, cue) for cue in cues for name in matches if _names_language(name, cue)]
        kept = (match for match in usable if not any(_hides(other, match) for other in usable))
        found = {_found(match, read) for match in kept if match.entry.kind != _NOTHING}
        return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.kind, one.value)))


def _counts(match: Match, length: int, search: bool) -> bool:
    if match.entry.whole:
        return match.exact and match.first == 0 and match.end == length
    return match.entry.kind != _CUE and (search or not match.entry.search)


def _names_language(name: Match, cue: Match) -> bool:
    """Is this the name of a language that stands in the cue, as in "speaks polish"?"""
    return name.entry.kind == "language" and cue.first <= name.first and name.end <= cue.end


def _widened(name: Match, cue: Match) -> Match:
    return name._replace(first=cue.first, end=cue.end, exact=name.exact and cue.exact)


def _hides(other: Match, match: Match) -> bool:
    """Is `match` inside the longer `other`, which is of the same kind or says that there is nothing?

    Groups do not hide each other: a gay man is a man and gay.
    """
    inside = other.first <= match.first and match.end <= other.end and other.end - other.first > match.end - match.first
    return inside and (
        other.entry.kind == _NOTHING
        or (other.entry.kind == match.entry.kind and (match.entry.kind != "groups" or match.entry.value == other.entry.value))
    )


def _found(match: Match, read: tuple[Token, ...]) -> Found:
    kind: Any = match.entry.kind
    return Found(kind, match.entry.value, read[match.first].start, read[match.end - 1].end, match.exact)


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
            for value, by_language in {"": values}.items() if kind == _NOTHING else values.items():
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
                yield Entry(parts, _CUE, "")

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
