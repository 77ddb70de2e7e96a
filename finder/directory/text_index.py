"""The Whoosh index of the services' words: analysis, weights, typing errors, and one searcher a thread.

Document numbers are the row numbers of `Columns`: rows are written in order into one segment.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from whoosh import index, query
from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage, copy_to_ram
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
    """Write a new index of these services into an empty folder."""
    folder.mkdir(parents=True)
    writer = index.create_in(folder, _schema()).writer(limitmb=128)
    for service in services:
        writer.add_document(
            name=service.name,
            organisation=service.organisation or "",
            description=service.description,
            about=" ".join(_about(content, service)),
        )
    writer.commit(optimize=True)


def _about(content: Content, service: Service) -> Iterable[str]:
    """What a service is about in the words of its filters, so that these can be searched for too."""
    yield from (content.topics[crime].name for crime in service.crimes if crime != ANY_CRIME)
    yield from (content.support[slug].label for slug in service.support)
    yield from (content.groups[slug].label for slug in service.welcomes)
    yield from service.called.values()
    yield from content.aliases.get(service.id, ())
    yield from service.coverage


class TextIndex:
    """An index opened for reading. Safe for threads: a Whoosh searcher is not, so each thread has its own."""

    def __init__(self, folder: Path) -> None:
        # In memory, since a searcher of a new thread would look for files that a later build may have cleared away.
        self._index = copy_to_ram(FileStorage(folder, readonly=True)).open_index()
        self._local = threading.local()
        self._analyser = _analyser()
        self.size = self._index.doc_count_all()
        with self._index.reader() as reader:
            self._lexicon = sorted({word.decode() for name in WEIGHTS for word in reader.lexicon(name)})
        self._known = frozenset(self._lexicon)

    def _searcher(self) -> Searcher:
        searcher: Searcher | None = getattr(self._local, "searcher", None)
        if searcher is None:
            # Never `refresh()`: it brings deleted documents back. A new index is a new TextIndex.
            searcher = self._local.searcher = self._index.searcher()
        return searcher

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25F of the text's words for each row; 0 where none matches. A word typed wrongly counts half."""
        scores = np.zeros(self.size, np.float32)
        terms = [term for word in self._words(text) for term in self._terms(word)]
        if terms:
            for hit in self._searcher().search(query.Or(terms), limit=None):
                scores[hit.docnum] = hit.score
        return scores

    def _words(self, text: str) -> list[str]:
        return list(dict.fromkeys(token.text for token in self._analyser(text)))

    def _terms(self, word: str) -> list[query.Term]:
        found = [(word, 1.0)] if word in self._known else [(near, MISSPELT) for near in self._near(word)]
        return [query.Term(name, text, boost=boost) for text, boost in found for name in WEIGHTS]

    def _near(self, word: str) -> list[str]:
        """Words of the index one edit away (two for eight letters or more); a swapped pair is one edit."""
        if len(word) < 4:
            return []
        allowed = 2 if len(word) >= 8 else 1
        found = extract(word, self._lexicon, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_CORRECTIONS)
        return [near for near, _, _ in found if near[0] == word[0]]
