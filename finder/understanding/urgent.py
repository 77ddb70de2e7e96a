"""The urgent screen's first layer: words. It notices danger, suicide, a child being harmed or a medical emergency.

It reads a text once, in every language at the same time, and needs neither a model nor the assistant. The phrases are
content (content/urgent); this module only says how a match becomes a sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np

from finder.needs import Urgent, UrgentKind
from finder.understanding.numbered import Numbers, as_bytes, as_lines
from finder.understanding.phrases import Found, Phrases
from finder.understanding.reach import Reading
from finder.understanding.softening import Softening, covered
from finder.understanding.urgent_content import KINDS, SOFTENERS, Phrase, read_urgent
from finder.understanding.words import Token, tokens

STILL_URGENT: frozenset[UrgentKind] = frozenset({"suicide"})
"""Kinds where years ago still means that help may be needed now. In the others it is an ordinary past crime."""

_SENTENCE_END = re.compile(r"(?<!\.)\.(?!\.)|[!?\n।॥؟۔]")


@dataclass(frozen=True, slots=True)
class Sign:
    """One phrase noticed: its kind, whether it is soft, and the phrase as the content has it."""

    kind: UrgentKind
    soft: bool
    phrase: str


@dataclass(frozen=True)
class UrgentPhrases:
    """The phrases of a content/urgent folder, ready to be looked for. It keeps nothing of the texts it reads.

    `groups`: which phrases are of a kind ("danger"), cut what is no danger ("guard any"), or soften ("soften past"). A word for "me"
    in one language is often another word in the next, so "me pl" is for Polish phrases alone. `written`: each phrase of a kind as
    an editor wrote it, with its language.
    """

    phrases: Phrases
    groups: Mapping[str, range]
    written: Sequence[tuple[str, str]]

    @classmethod
    def load(cls, folder: Path) -> UrgentPhrases:
        """From a content/urgent folder. Raises BrokenContent, which names every file, field and reason."""
        content = read_urgent(folder)
        named: dict[str, Sequence[Phrase]] = dict(content.phrases.items())
        named |= {f"guard {name}": phrases for name, phrases in content.guards.items()}
        named |= {f"soften {name}": phrases for name, phrases in content.softeners.items()}
        me = content.softeners["me"]
        named |= {f"me {of}": [one for one in me if one.language == of] for of in dict.fromkeys(one.language for one in me)}
        ends = [*accumulate(len(phrases) for phrases in named.values())]
        groups = {name: range(end - len(named[name]), end) for name, end in zip(named, ends, strict=True)}
        numbers = Numbers()
        rows = [numbers.row(one.parts) for phrases in named.values() for one in phrases]
        written = [(one.language, one.text) for kind in KINDS for one in content.phrases[kind]]
        return cls(Phrases.of(rows, numbers.spellings, content.not_typos), groups, written)

    def save(self, path: Path) -> None:
        """Keep them for `open`."""
        groups = (f"{group.start} {group.stop} {name}" for name, group in self.groups.items())
        written = (f"{language} {text}" for language, text in self.written)
        arrays = {**self.phrases.arrays(), "groups": as_bytes(groups), "written": as_bytes(written)}
        np.savez(path, allow_pickle=False, **arrays)

    @classmethod
    def open(cls, path: Path) -> UrgentPhrases:
        """From what `save` kept."""
        with np.load(path, allow_pickle=False) as saved:
            arrays = dict(saved)
        groups = (line.split(" ", 2) for line in as_lines(arrays["groups"]))
        written = (line.partition(" ") for line in as_lines(arrays["written"]))
        return cls(
            phrases=Phrases.read(arrays),
            groups={name: range(int(start), int(stop)) for start, stop, name in groups},
            written=[(language, text) for language, _, text in written],
        )

    def screen(self, text: str) -> tuple[Urgent, ...]:
        """What is urgent in a text, each kind once: what is now and about the writer first, then the soft ones."""
        softness: dict[UrgentKind, bool] = {}
        for sign in self.signs(text):
            softness[sign.kind] = softness.get(sign.kind, True) and sign.soft
        found = [Urgent(kind, softness[kind]) for kind in KINDS if kind in softness]
        return tuple(sorted(found, key=lambda urgent: urgent.soft))

    def signs(self, text: str) -> tuple[Sign, ...]:
        """Every phrase noticed in a text, for those who look after the phrases."""
        found = tokens(text)
        reading = self.phrases.reading(found, _sentence_starts(text, found))
        spans = {kind: self._found(kind, reading) for kind in KINDS}
        if not any(spans.values()):
            return ()
        closed = covered(self._found("guard any", reading))
        softening = Softening.of({name: self._found(f"soften {name}", reading) for name in SOFTENERS})
        signs = []
        for kind in KINDS:
            for span in self._unguarded(kind, spans[kind], reading, closed):
                language, text_of_it = self.written[span.phrase]
                about_me = bool(covered(self._found(f"me {language}", reading)) & span.bits)
                if kind in STILL_URGENT or not softening.long_ago(span, reading):
                    signs.append(Sign(kind, softening.softens(kind, span, about_me, reading), text_of_it))
        return tuple(signs)

    def _found(self, group: str, reading: Reading, closed: int = 0) -> list[Found]:
        return self.phrases.find(reading, self.groups.get(group, range(0)), closed)

    def _unguarded(self, kind: UrgentKind, spans: list[Found], reading: Reading, closed: int) -> list[Found]:
        """The spans that are still there when the words that a guard covers are taken out."""
        if spans:
            closed |= covered(self._found(f"guard {kind}", reading))
        return self._found(kind, reading, closed) if spans and closed else spans


def _sentence_starts(text: str, found: Sequence[Token]) -> int:
    """The words that stand after a full stop, a question or exclamation mark, or a new line; not after dots."""
    starts = 0
    for place in range(1, len(found)):
        between = text[found[place - 1].end : found[place].start]
        if between != " " and _SENTENCE_END.search(between):
            starts |= 1 << place
    return starts
