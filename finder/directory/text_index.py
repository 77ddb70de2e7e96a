"""The Whoosh index of the services' words: analysis, weights, ranking, and what is laid out beside it for quick answers.

Document numbers are the row numbers of `Columns`: rows are written in order into one segment.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from whoosh import index, query
from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.fields import TEXT, Schema
from whoosh.searching import Searcher
from whoosh.support.charset import accent_map

from finder.directory.content import ANY_CRIME, Content
from finder.directory.model import Service

# A match in a name says more than one in a description.
WEIGHTS = {"name": 4.0, "organisation": 2.0, "about": 1.5, "description": 1.0}
MISSPELT = 0.5
"""The weight of a word that was typed one or two letters off, beside one typed right."""
MOST_CORRECTIONS = 4


def _analyser() -> Any:
    return RegexTokenizer() | LowercaseFilter() | CharsetFilter(accent_map) | StopFilter(minsize=2) | StemFilter()


def _schema() -> Schema:
    return Schema(**{name: TEXT(analyzer=_analyser(), phrase=False, field_boost=boost) for name, boost in WEIGHTS.items()})


def write(folder: Path, content: Content, services: tuple[Service, ...]) -> None:
    """Write a new index of these services into an empty folder, and its impacts beside it."""
    folder.mkdir(parents=True)
    made = index.create_in(folder, _schema())
    writer = made.writer(limitmb=128)
    for service in services:
        writer.add_document(
            name=service.name,
            organisation=service.organisation or "",
            description=service.description,
            about=" ".join(_about(content, service)),
        )
    writer.commit(optimize=True)
    with made.searcher() as searcher:
        Impacts.of(searcher).save(folder)


@dataclass(frozen=True)
class Impacts:
    """What each word of the index adds to the score of each row: Whoosh's own BM25F, worked out once, so that a search adds
    up arrays. The rows and scores of `words[n]` (sorted) lie from `starts[n]` up to `starts[n + 1]`."""

    words: NDArray[np.str_]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]

    @classmethod
    def of(cls, searcher: Searcher) -> Impacts:
        """Of every word in every field, as this searcher scores them."""
        reader = searcher.reader()
        words = sorted({word.decode() for name in WEIGHTS for word in reader.lexicon(name)})
        rows, scores, starts = [], [], [0]
        for word in words:
            summed: dict[int, float] = {}
            for name in WEIGHTS:
                if (name, word) in reader:
                    matcher = query.Term(name, word).matcher(searcher)
                    while matcher.is_active():
                        summed[matcher.id()] = summed.get(matcher.id(), 0.0) + matcher.score()
                        matcher.next()
            rows += sorted(summed)
            scores += [summed[row] for row in sorted(summed)]
            starts.append(len(rows))
        return cls(np.array(words, np.str_), np.array(starts, np.int64), np.array(rows, np.int32), np.array(scores, np.float32))

    def save(self, folder: Path) -> None:
        np.savez(folder / "impacts.npz", allow_pickle=False, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, folder: Path) -> Impacts:
        with np.load(folder / "impacts.npz", allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def _about(content: Content, service: Service) -> Iterable[str]:
    """What a service is about in the words of its filters, so that these can be searched for too."""
    yield from (content.topics[crime].name for crime in service.crimes if crime != ANY_CRIME)
    yield from (content.support[slug].label for slug in service.support)
    yield from (content.groups[slug].label for slug in service.welcomes)
    yield from service.called.values()
    yield from content.aliases.get(service.id, ())
    yield from service.coverage


class TextIndex:
    """An index opened for reading, safe for threads: Whoosh's analysis of the text, and the impacts of its words.

    Whoosh itself answers the same with one searcher a thread (a test compares them), in many times the time and memory.
    """

    def __init__(self, folder: Path) -> None:
        self._impacts = Impacts.load(folder)
        self._analyser = threading.local()
        opened = index.open_dir(folder, readonly=True)
        self.size = opened.doc_count_all()
        opened.close()
        words = self._impacts.words.tolist()
        self._places = {word: place for place, word in enumerate(words)}
        self._alike: dict[tuple[str, int], list[str]] = {}
        for word in words:
            self._alike.setdefault((word[0], len(word)), []).append(word)

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25F of the text's words for each row; 0 where none matches. A word typed wrongly counts half."""
        scores = np.zeros(self.size, np.float32)
        impacts = self._impacts
        for word, weight in self.terms(text).items():
            place = self._places[word]
            found = slice(impacts.starts[place], impacts.starts[place + 1])
            scores[impacts.rows[found]] += weight * impacts.scores[found]
        return scores

    def terms(self, text: str) -> dict[str, float]:
        """The words of the index that a text asks for, each with its weight."""
        found: dict[str, float] = {}
        for word in self._words(text):
            near = {word: 1.0} if word in self._places else dict.fromkeys(self._near(word), MISSPELT)
            for term, weight in near.items():
                found[term] = found.get(term, 0.0) + weight
        return found

    def _words(self, text: str) -> list[str]:
        # Whoosh's analysers keep state while they run, so each thread has its own.
        if not hasattr(self._analyser, "own"):
            self._analyser.own = _analyser()
        return list(dict.fromkeys(token.text for token in self._analyser.own(text)))

    def _near(self, word: str) -> list[str]:
        """Words of the index one edit away (two for eight letters or more) that begin alike; a swapped pair is one edit."""
        if len(word) < 4:
            return []
        allowed = 2 if len(word) >= 8 else 1
        found = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            alike = self._alike.get((word[0], length), ())
            found += extract(word, alike, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_CORRECTIONS)
        return [near for near, _, _ in sorted(found, key=lambda one: (one[1], one[0]))[:MOST_CORRECTIONS]]
