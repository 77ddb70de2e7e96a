"""Search in memory against other engines that do the same, in one run: the same words, filters, counts and order of distance."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from finder.directory.opened import Directory
from finder.directory.search import Results, search
from finder.needs import Needs
from tests.load import asked, flat, with_xapian
from tests.load.flat import Answer
from tests.load.with_fts5 import Fts5
from tests.load.with_tantivy import Tantivy
from tests.load.with_xapian import Xapian

ROUNDS = 15
Say = Callable[[str], None]


class Engine(Protocol):
    name: str

    def ask(self, number: int) -> Answer: ...


@dataclass(frozen=True)
class Compared:
    """At one size: the median of each engine in milliseconds, ours under "Waymark"; and how its answers differ from ours."""

    size: int
    milliseconds: dict[str, float]
    differences: dict[str, str]
    words_alone: float
    codes_alone: float


def compare(var: Path, size: int, say: Say) -> Compared:
    """Builds the others from the same records, checks that they answer as ours does, and times all of them in turns."""
    directory = Directory(var / "builds" / "content" / f"made-{size}")
    needs = asked.questions(directory)
    directory.text.terms("warm up")
    questions = tuple(flat.question(directory, one) for one in needs)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        xapian = with_xapian.module()
        say(
            f"{size} services: laying the same records out in SQLite FTS5, tantivy"
            + (" and Xapian" if xapian else "; there is no Xapian here")
        )
        engines: list[Engine] = [
            Fts5(directory, Path(folder) / "fts5.db", questions),
            Tantivy(directory, Path(folder) / "tantivy", questions),
            *([Xapian(xapian, directory, Path(folder) / "xapian", questions)] if xapian else []),
        ]
        say(f"{size} services: comparing answers, then {ROUNDS} rounds of {len(needs)} questions")
        differences = {engine.name: _difference(directory, engine, needs) for engine in engines}
        times: dict[str, list[float]] = {name: [] for name in ("Waymark", *differences)}
        for _ in range(ROUNDS):
            for number, one in enumerate(needs):
                times["Waymark"].append(_milliseconds(lambda one=one: search(directory, one)))
                for engine in engines:
                    times[engine.name].append(_milliseconds(lambda engine=engine, number=number: engine.ask(number)))
    return Compared(
        size=size,
        milliseconds={name: statistics.median(found) for name, found in times.items()},
        differences=differences,
        words_alone=_median(directory, Needs(rest="conseling for stalkng victms")),
        codes_alone=_median(directory, Needs(crimes=("domestic-abuse",), groups=("women",), language="pl")),
    )


def _difference(directory: Directory, engine: Engine, needs: tuple[Needs, ...]) -> str:
    """In what its answers to all questions differ; the order of words is by each engine's own BM25."""
    rows = {one: row for row, one in enumerate(directory.columns.ids)}
    totals = counts = alike = shown = 0
    for number, one in enumerate(needs):
        ours, theirs = search(directory, one), engine.ask(number)
        totals += ours.total != theirs.total
        counts += _counts(ours) != {name: flat.some(values) for name, values in theirs.facets.items()}
        page = {rows[one] for one in ours.ids}
        alike, shown = alike + len(page & set(theirs.page)), shown + len(page)
    if totals or counts:
        return f"{totals} of {len(needs)} totals and {counts} sets of counts differ"
    return f"same totals and same counts; {alike} of the {shown} services on first pages are the same"


def _counts(results: Results) -> dict[str, dict[str, int]]:
    return {name: flat.some(values) for name, values in results.facets.items()}


def _median(directory: Directory, needs: Needs) -> float:
    return statistics.median(_milliseconds(lambda: search(directory, needs)) for _ in range(ROUNDS))


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
