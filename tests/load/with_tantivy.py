"""The same search in tantivy: its index for words and filters, its aggregations for the counts.

It cannot sort by a formula, so the order of what it finds is worked out from its fast fields, over those rows alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from tantivy import Occur, Query

from finder.directory.group_rules import LEFT_OUT
from finder.directory.opened import Directory
from finder.directory.text_index import WEIGHTS
from tests.load import flat
from tests.load.flat import Answer, Question

_LISTS = ("crime", "support", "language", "district")


class Tantivy:
    """One segment, on disk, one searcher."""

    name = "tantivy"

    def __init__(self, directory: Directory, folder: Path, questions: tuple[Question, ...]) -> None:
        self._directory, self._questions = directory, questions
        self._columns = directory.columns
        builder = tantivy.SchemaBuilder()
        for name in flat.FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        for name in (*flat.row_of(directory, 0), *_LISTS):
            builder.add_integer_field(name, indexed=True, fast=True)
        self._schema = builder.build()
        folder.mkdir(parents=True)
        index = tantivy.Index(self._schema, str(folder))
        writer = index.writer(256_000_000, 1)
        areas = [[district for district, _ in flat.covered(directory, cover)] for cover in range(len(self._columns.levels))]
        for row in range(len(directory)):
            document = tantivy.Document(**flat.texts(directory, row))
            facts = flat.row_of(directory, row)
            for name, value in facts.items():
                document.add_integer(name, value)
            for name, words in {**flat.lists_of(directory, row), "district": areas[facts["cover"]]}.items():
                for word in words:
                    document.add_integer(name, word)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def ask(self, number: int) -> Answer:
        """The answer to a question."""
        asked = self._questions[number]
        text, referral = self._text(asked), self._referral(asked)
        here = self._and(self._range("low", -1, asked.age), self._range("high", asked.age, 999), self._district(asked))
        takes = self._and(here, Query.term_set_query(self._schema, "only", np.flatnonzero(asked.kinds[0] != LEFT_OUT).tolist()))
        wanted = Query.boolean_query([(Occur.Should, text), (Occur.Should, Query.term_query(self._schema, "takes_any", 1))])
        found = self._searcher.search(self._and(takes, referral, wanted), limit=len(self._directory))
        page = self._page(found, text, asked)
        return Answer(len(found.hits), page, self._facets(asked, here, takes, wanted, referral))

    def _and(self, *parts: Query) -> Query:
        return Query.boolean_query([(Occur.Must, part) for part in parts])

    def _range(self, name: str, low: int, high: int) -> Query:
        return Query.range_query(self._schema, name, tantivy.FieldType.Integer, low, high)

    def _district(self, asked: Question) -> Query:
        return Query.term_query(self._schema, "district", self._columns.districts.index(asked.district))

    def _referral(self, asked: Question) -> Query:
        return Query.term_set_query(self._schema, f"by_{asked.needs.referral}", [-1, 1])

    def _text(self, asked: Question) -> Query:
        """Each word, typed right or corrected, in each field, with our weights."""
        parts = []
        for word, weight in self._directory.text.terms(asked.needs.rest).items():
            for name, boost in WEIGHTS.items():
                query = Query.term_query(self._schema, name, word, index_option="freq")
                parts.append((Occur.Should, Query.boost_query(query, boost * weight)))
        return Query.boolean_query(parts)

    def _page(self, found: Any, text: Query, asked: Question) -> tuple[int, ...]:
        addresses = [address for _, address in found.hits]
        fast = {name: np.array(self._searcher.fast_field_values(name, addresses)).reshape(-1) for name in flat.ORDERED_BY}
        [(best, _)] = self._searcher.search(text, limit=1, count=False).hits or [(1.0, None)]
        any_score = np.array([score for score, _ in found.hits], np.float32) - fast["takes_any"]
        words = np.where(any_score > 1e-6, any_score, 0)
        return flat.first_page(self._columns, asked, fast, words, best)

    def _facets(self, asked: Question, here: Query, takes: Query, wanted: Query, referral: Query) -> dict[str, dict[str, int]]:
        columns, everyone = self._columns, Query.all_query()
        any_crime = Query.term_query(self._schema, "takes_any", 1)
        crimes = self._count(self._and(takes, referral), "crime", "takes_any")
        by_any = self._count(self._and(takes, referral, any_crime), "crime")["crime"]
        always = crimes["takes_any"].get(1, 0)
        have = self._count(self._and(takes, referral, wanted), "support", "language")
        ways = self._count(self._and(takes, wanted), "by_self", "by_professional")
        for_it = self._count(self._and(here, referral, wanted), "only")["only"]
        rest = Query.boolean_query([(Occur.Must, here), (Occur.Must, referral), (Occur.Must, everyone), (Occur.MustNot, wanted)])
        not_for_it = self._count(rest, "only")["only"]
        offered = asked.kinds[1:] != LEFT_OUT
        kinds = range(len(columns.clauses))
        each = offered @ [for_it.get(kind, 0) for kind in kinds]
        each = each + (offered & asked.run_for[1:]) @ [not_for_it.get(kind, 0) for kind in kinds]
        named = {name: always + crimes["crime"].get(i, 0) - by_any.get(i, 0) for i, name in enumerate(columns.crime_names)}
        return {
            "crime": flat.some(named),
            "support": flat.some({columns.support_names[word]: number for word, number in have["support"].items()}),
            "language": flat.some({columns.language_names[word]: number for word, number in have["language"].items()}),
            "referral": flat.some({way: sum(ways[f"by_{way}"].get(known, 0) for known in (-1, 1)) for way in ("self", "professional")}),
            "for": flat.some(dict(zip(columns.group_names, each.tolist(), strict=True))),
        }

    def _count(self, query: Query, *names: str) -> dict[str, dict[int, int]]:
        asked = {name: {"terms": {"field": name, "size": 500}} for name in names}
        found = self._searcher.aggregate(query, asked)
        counts = found if isinstance(found, dict) else json.loads(found)
        return {name: {int(one["key"]): int(one["doc_count"]) for one in counts[name]["buckets"]} for name in names}
