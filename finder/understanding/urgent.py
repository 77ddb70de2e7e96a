"""The urgent screen's first layer: words. It notices danger, suicide, a child being harmed or a medical emergency.

It reads a text once, in every language at the same time, and needs neither a model nor the assistant. The phrases are
content (content/urgent); this module only says how a match becomes a sign.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from finder.needs import Age, Urgent, UrgentKind
from finder.understanding.contacts import Card, Contact
from finder.understanding.phrases import Found, Phrases
from finder.understanding.urgent_content import KINDS, UrgentContent, Written, read_urgent
from finder.understanding.vocabulary import Reading, Vocabulary
from finder.understanding.words import Token, tokens

FAMILY_IN_NEED: frozenset[UrgentKind] = frozenset({"suicide", "medical"})
"""Kinds where a word for family means the one in need. In the other kinds family is too often who does the harm."""

STILL_URGENT: frozenset[UrgentKind] = frozenset({"suicide"})
"""Kinds where years ago still means that help may be needed now. In the others it is an ordinary past crime."""

REACH = 10
"""A word for somebody else or for the past softens what is at most so many words away, in the same sentence."""

_SENTENCE_END = re.compile(r"(?<!\.)\.(?!\.)|[!?\n।॥؟۔]")


@dataclass(frozen=True, slots=True)
class Sign:
    """One phrase noticed: its kind, whether it is soft, and the phrase as the content has it."""

    kind: UrgentKind
    soft: bool
    phrase: str


class UrgentPhrases:
    """The compiled phrases and the cards of a content/urgent folder. It keeps nothing of the texts it reads."""

    def __init__(self, content: UrgentContent) -> None:
        self.cards: Mapping[UrgentKind, Card] = content.cards
        self._written = content.phrases
        self._phrases = {kind: _compiled(content.phrases[kind]) for kind in KINDS}
        self._guards = {name: _compiled(written) for name, written in content.guards.items()}
        self._softeners = {name: _compiled(written) for name, written in content.softeners.items()}
        # A word for "me" in one language is often another word in the next, so a phrase goes by its own language.
        me = content.softeners["me"]
        self._me = {of: _compiled([one for one in me if one.language == of]) for of in {one.language for one in me}}
        groups = (content.phrases, content.guards, content.softeners)
        every = [one.parts for group in groups for written in group.values() for one in written]
        self._vocabulary = Vocabulary(every, content.not_typos)

    @classmethod
    def load(cls, folder: Path) -> UrgentPhrases:
        """From a content/urgent folder. Raises BrokenContent, which names every file, field and reason.

        Folders that say the same give the same object: the site reads them from its build and, so that the urgent
        lines need no build, from the content too.
        """
        return _loaded(folder, tuple(path.read_bytes() for path in sorted(folder.glob("*.yaml"))))

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
        reading = self._vocabulary.read(found, _sentence_starts(text, found))
        spans = {kind: self._phrases[kind].find(reading) for kind in KINDS}
        if not any(spans.values()):
            return ()
        closed = _covered(self._guards["any"].find(reading))
        softening = _Softening.of(self._softeners, reading)
        me = {language: _covered(phrases.find(reading)) for language, phrases in self._me.items()}
        signs = []
        for kind in KINDS:
            for span in self._unguarded(kind, spans[kind], reading, closed):
                written = self._written[kind][span.phrase]
                about_me = bool(me.get(written.language, 0) & _bits(span.first, span.end))
                if kind in STILL_URGENT or not softening.long_ago(span, reading):
                    signs.append(Sign(kind, softening.softens(kind, span, about_me, reading), written.text))
        return tuple(signs)

    def _unguarded(self, kind: UrgentKind, spans: list[Found], reading: Reading, closed: int) -> list[Found]:
        """The spans that are still there when the words that a guard covers are taken out."""
        if spans:
            closed |= _covered(self._guards[kind].find(reading))
        return self._phrases[kind].find(reading, closed) if spans and closed else spans

    def contacts_for(
        self, kind: UrgentKind, age: Age | None = None, language: str | None = None, nation: str | None = None
    ) -> tuple[Contact, ...]:
        """The contacts on the card of a kind, in order, for a person of this age, language (code) and nation.

        What is not known (None) leaves no general line out. The caller looks services up by `service`.
        """
        return self.cards[kind].contacts_for(age, language, nation)


def _loaded(folder: Path, written: tuple[bytes, ...]) -> UrgentPhrases:
    digest = hashlib.blake2s(b"\0".join(written)).digest()
    held = _HELD.get(digest)
    if held is None:
        held = UrgentPhrases(read_urgent(folder))
        _HELD.clear()
        _HELD[digest] = held
    return held


_HELD: dict[bytes, UrgentPhrases] = {}


@dataclass(frozen=True)
class _Softening:
    """Where a text speaks of somebody else, of the past and of now (as bits for words)."""

    others: Sequence[Found]
    family: Sequence[Found]
    past: Sequence[Found]
    long_past: Sequence[Found]
    now: int

    @classmethod
    def of(cls, softeners: Mapping[str, Phrases], reading: Reading) -> _Softening:
        return cls(
            others=softeners["others"].find(reading),
            family=softeners["family"].find(reading),
            past=softeners["past"].find(reading),
            long_past=softeners["long-past"].find(reading),
            now=_covered(softeners["now"].find(reading)),
        )

    def long_ago(self, span: Found, reading: Reading) -> bool:
        return self._past(self.long_past, span, reading)

    def softens(self, kind: UrgentKind, span: Found, about_me: bool, reading: Reading) -> bool:
        if self._past(self.past, span, reading) or self._past(self.long_past, span, reading):
            return True
        # "My friend has a knife to my throat" is about the writer, "my friend has taken pills" is not.
        if about_me:
            return False
        others = (*self.others, *self.family) if kind in FAMILY_IN_NEED else self.others
        return any(self._near(one, span, reading, 0) for one in others)

    def _past(self, past: Sequence[Found], span: Found, reading: Reading) -> bool:
        if self.now & _bits(span.first, span.end):
            return False
        return any(self._near(one, span, reading, self.now) for one in past)

    def _near(self, softener: Found, span: Found, reading: Reading, broken_by: int) -> bool:
        """True when nothing ends a sentence, or brings the talk back to now, between the two."""
        first, last = min(softener.end, span.end), max(softener.first, span.first)
        if last - first > REACH:
            return False
        if broken_by & _bits(first, last):
            return False
        inner_starts = reading.sentence_starts & _bits(min(softener.first, span.first) + 1, last + 1)
        return not inner_starts


def _compiled(written: Sequence[Written]) -> Phrases:
    return Phrases([one.parts for one in written])


def _bits(first: int, end: int) -> int:
    return ((1 << (end - first)) - 1) << first if end > first else 0


def _covered(found: Sequence[Found]) -> int:
    covered = 0
    for one in found:
        covered |= _bits(one.first, one.end)
    return covered


def _sentence_starts(text: str, found: Sequence[Token]) -> int:
    """The words that stand after a full stop, a question or exclamation mark, or a new line; not after dots."""
    starts = 0
    for place in range(1, len(found)):
        between = text[found[place - 1].end : found[place].start]
        if between != " " and _SENTENCE_END.search(between):
            starts |= 1 << place
    return starts
