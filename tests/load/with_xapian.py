"""The same search in Xapian: terms for words and filters, match spies for the counts.

It cannot sort by a formula, so the order of what it finds is worked out from facts kept in one value, over those documents alone. A spy
counts whole values, so what a service has several of is one value, and its combinations are taken apart afterwards.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from finder.directory.group_rules import LEFT_OUT
from finder.directory.opened import Directory
from finder.directory.text_index import WEIGHTS
from tests.load import flat
from tests.load.flat import Answer, Question

DEBIANS = "/usr/lib/python3/dist-packages"
"""Where Debian's package python3-xapian puts it; PyPI has none. It loads where the project's Python is of Debian's version."""
_LOW, _HIGH, _PACKED, _CRIME, _SUPPORT, _LANGUAGE, _SELF, _PROFESSIONAL, _ONLY = range(9)


def module() -> Any | None:
    """Xapian, or None where it cannot be loaded."""
    sys.path.append(DEBIANS)
    importlib.invalidate_caches()  # it may have been installed a moment ago
    try:
        return importlib.import_module("xapian")
    except ImportError:
        return None
    finally:
        sys.path.remove(DEBIANS)


class Xapian:
    """One database on disk."""

    name = "Xapian"

    def __init__(self, xapian: Any, directory: Directory, folder: Path, questions: tuple[Question, ...]) -> None:
        self._x, self._directory, self._questions = xapian, directory, questions
        self._columns = directory.columns
        written = xapian.WritableDatabase(str(folder), xapian.DB_CREATE)
        for row in range(len(directory)):
            written.add_document(self._document(row))
        written.commit()
        written.close()
        self._database = xapian.Database(str(folder))

    def _document(self, row: int) -> Any:
        document = self._x.Document()
        for place, text in enumerate(flat.texts(self._directory, row).values()):
            for word in text.split():
                document.add_term(f"{place}{word}")
        facts, lists = flat.row_of(self._directory, row), flat.lists_of(self._directory, row)
        for district, _ in flat.covered(self._directory, facts["cover"]):
            document.add_boolean_term(f"D{district}")
        for name, prefix in (("only", "O"), ("takes_any", "A"), ("by_self", "S"), ("by_professional", "P")):
            document.add_boolean_term(f"{prefix}{facts[name]}")
        document.add_value(_LOW, self._x.sortable_serialise(facts["low"]))
        document.add_value(_HIGH, self._x.sortable_serialise(facts["high"]))
        document.add_value(_PACKED, np.array([facts[name] for name in flat.ORDERED_BY], np.int32).tobytes())
        document.add_value(_CRIME, bytes([facts["takes_any"], *lists["crime"]]))
        document.add_value(_SUPPORT, bytes([255, *lists["support"]]))
        document.add_value(_LANGUAGE, bytes([255, *lists["language"]]))
        for slot, name in ((_SELF, "by_self"), (_PROFESSIONAL, "by_professional"), (_ONLY, "only")):
            document.add_value(slot, str(facts[name]))
        return document

    def ask(self, number: int) -> Answer:
        """The answer to a question."""
        asked, x = self._questions[number], self._x
        text, wanted_any = self._text(asked), x.Query("A1")
        referral = self._any(f"{'S' if asked.needs.referral == 'self' else 'P'}{known}" for known in (-1, 1))
        age = x.sortable_serialise(asked.age)
        here = self._and(x.Query(x.Query.OP_VALUE_LE, _LOW, age), x.Query(x.Query.OP_VALUE_GE, _HIGH, age), self._district(asked))
        takes = self._and(here, self._any(f"O{kind}" for kind in np.flatnonzero(asked.kinds[0] != LEFT_OUT).tolist()))
        wanted = x.Query(x.Query.OP_OR, text, x.Query(x.Query.OP_SCALE_WEIGHT, wanted_any, 0.0))
        found, have = self._run(x.Query(x.Query.OP_FILTER, wanted, self._and(takes, referral)), len(self._directory), _SUPPORT, _LANGUAGE)
        return Answer(len(found), self._page(found, text, asked), self._facets(asked, here, takes, wanted, referral, have))

    def _district(self, asked: Question) -> Any:
        return self._x.Query(f"D{self._columns.districts.index(asked.district)}")

    def _and(self, *parts: Any) -> Any:
        return self._x.Query(self._x.Query.OP_AND, list(parts))

    def _any(self, terms: Any) -> Any:
        return self._x.Query(self._x.Query.OP_OR, list(terms))

    def _text(self, asked: Question) -> Any:
        """Each word, typed right or corrected, in each field, with our weights."""
        x, parts = self._x, []
        for word, weight in self._directory.text.terms(asked.needs.rest).items():
            for place, name in enumerate(flat.FIELDS):
                parts.append(x.Query(x.Query.OP_SCALE_WEIGHT, x.Query(f"{place}{word}"), WEIGHTS[name] * weight))
        return x.Query(x.Query.OP_OR, parts)

    def _run(self, query: Any, most: int, *slots: int) -> tuple[Any, list[Counter[bytes]]]:
        """The matches, at most so many of them, and how often each value of these slots is among all."""
        enquire = self._x.Enquire(self._database)
        enquire.set_query(query)
        spies = [self._x.ValueCountMatchSpy(slot) for slot in slots]
        for spy in spies:
            enquire.add_matchspy(spy)
        matches = enquire.get_mset(0, most, len(self._directory))
        return matches, [Counter({one.term: one.termfreq for one in spy.values()}) for spy in spies]

    def _page(self, found: Any, text: Any, asked: Question) -> tuple[int, ...]:
        matches = [(one.weight, one.document.get_value(_PACKED)) for one in found]
        packed = np.frombuffer(b"".join(value for _, value in matches), np.int32).reshape(-1, len(flat.ORDERED_BY))
        fast = dict(zip(flat.ORDERED_BY, packed.T, strict=True))
        best = self._run(text, 1)[0].get_max_attained() or 1.0
        words = np.array([weight for weight, _ in matches])
        return flat.first_page(self._columns, asked, fast, words, best)

    def _facets(
        self, asked: Question, here: Any, takes: Any, wanted: Any, referral: Any, have: list[Counter[bytes]]
    ) -> dict[str, dict[str, int]]:
        x, columns = self._x, self._columns
        [crimes] = self._run(self._and(takes, referral), 0, _CRIME)[1]
        by_self, by_professional = self._run(x.Query(x.Query.OP_FILTER, takes, wanted), 0, _SELF, _PROFESSIONAL)[1]
        [for_it] = self._run(self._and(here, referral, wanted), 0, _ONLY)[1]
        [not_for_it] = self._run(x.Query(x.Query.OP_AND_NOT, self._and(here, referral), wanted), 0, _ONLY)[1]
        always = sum(number for combination, number in crimes.items() if combination[0])
        named = _apart({combination: number for combination, number in crimes.items() if not combination[0]})
        support, languages = _apart(have[0]), _apart(have[1])
        offered, kinds = asked.kinds[1:] != LEFT_OUT, range(len(columns.clauses))
        each = offered @ [for_it[str(kind).encode()] for kind in kinds]
        each = each + (offered & asked.run_for[1:]) @ [not_for_it[str(kind).encode()] for kind in kinds]
        return {
            "crime": flat.some({name: always + named[place] for place, name in enumerate(columns.crime_names)}),
            "support": flat.some({columns.support_names[place]: number for place, number in support.items()}),
            "language": flat.some({columns.language_names[place]: number for place, number in languages.items()}),
            "referral": flat.some({"self": by_self[b"-1"] + by_self[b"1"], "professional": by_professional[b"-1"] + by_professional[b"1"]}),
            "for": flat.some(dict(zip(columns.group_names, each.tolist(), strict=True))),
        }


def _apart(combinations: Mapping[bytes, int]) -> Counter[int]:
    """How often each place is in combinations, whose first byte is no place."""
    found: Counter[int] = Counter()
    for combination, number in combinations.items():
        for place in combination[1:]:
            found[place] += number
    return found
