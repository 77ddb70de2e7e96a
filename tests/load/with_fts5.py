"""The same search in SQLite: FTS5 for the words, indexed tables for the filters, SQL for order and counts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from finder.directory.columns import NATION
from finder.directory.group_rules import LEFT_OUT, MADE_FOR, OLDER_FROM, OPEN_TO_ALL, UNSAID, YOUNG_UP_TO
from finder.directory.opened import Directory
from finder.directory.ranking import FAR, TEXT_STEPS
from finder.needs import Needs
from tests.load import flat
from tests.load.flat import Answer, Question

_TABLES = """
CREATE TABLE service (service INTEGER PRIMARY KEY, east INT, north INT, low INT, high INT, interpreters INT, by_self INT, by_professional INT,
  takes_any INT, narrow INT, reach INT, national INT, fresh INT, only_for INT, cover INT);
CREATE TABLE area (district INT, cover INT, level INT, PRIMARY KEY (district, cover)) WITHOUT ROWID;
CREATE TABLE has (list TEXT, service INT, word INT, PRIMARY KEY (list, service, word)) WITHOUT ROWID;
CREATE TABLE kind (question INT, person INT, only_for INT, fit INT, run_for INT, PRIMARY KEY (question, only_for, person)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, organisation, about, description, tokenize='unicode61', content='');
"""

_FOUND = f"""
WITH hit AS MATERIALIZED (SELECT rowid AS service, -bm25(words, 4.0, 2.0, 1.5, 1.0) AS score FROM words WHERE words MATCH :match),
best AS MATERIALIZED (SELECT max(score) AS score FROM hit)
INSERT INTO found
SELECT s.service, s.only_for, k.fit != {LEFT_OUT}, hit.service IS NOT NULL OR s.takes_any, s.takes_any, s.by_self != 0, s.by_professional != 0,
  hit.service IS NULL,
  CAST((1 - coalesce(hit.score, 0) / (SELECT score FROM best)) * {TEXT_STEPS - 1} AS INTEGER),
  s.narrow, iif(l.word IS NOT NULL, 0, CASE s.interpreters WHEN 1 THEN 1 WHEN 0 THEN 3 ELSE 2 END),
  iif(k.fit = {UNSAID} AND l.word IS NOT NULL, {OPEN_TO_ALL}, k.fit),
  iif(s.high <= {YOUNG_UP_TO} OR s.low >= {OLDER_FROM}, {MADE_FOR}, {OPEN_TO_ALL}),
  a.level, s.reach,
  iif(s.east = 0 AND s.north = 0, {FAR - 1},
    min(CAST(sqrt((s.east - :east) * (s.east - :east) + (s.north - :north) * (s.north - :north)) / 1000.0 AS INTEGER), {FAR - 1})),
  s.fresh
FROM area a JOIN service s ON s.cover = a.cover JOIN kind k ON k.question = :question AND k.person = 0 AND k.only_for = s.only_for
LEFT JOIN hit ON hit.service = s.service LEFT JOIN has l ON l.list = 'language' AND l.service = s.service AND l.word = :language
WHERE a.district = :district AND s.low <= :age AND s.high >= :age
"""  # noqa: S608
_PLACED = """
CREATE TEMP TABLE found (service INTEGER PRIMARY KEY, only_for INT, takes INT, wanted INT, takes_any INT, by_self INT, by_professional INT,
  crime INT, step INT, narrow INT, language INT, groups INT, age INT, level INT, reach INT, km INT, fresh INT)
"""
_ORDER = f"ORDER BY crime, step, narrow, language, groups, age, min(level, {NATION}), reach, level, km, fresh LIMIT 10"
_HAVE = "SELECT word, count(*) FROM found CROSS JOIN has ON has.list = ? AND has.service = found.service WHERE takes AND "


class Fts5:
    """One connection, all in one file. `questions`: asked by their number."""

    name = "SQLite FTS5"

    def __init__(self, directory: Directory, file: Path, questions: tuple[Question, ...]) -> None:
        self._directory, self._questions = directory, questions
        self._db = sqlite3.connect(file)
        self._db.executescript(_TABLES)
        for row in range(len(directory)):
            facts = flat.row_of(directory, row)
            facts["only_for"] = facts.pop("only")
            self._db.execute(f"INSERT INTO service ({','.join(facts)}) VALUES ({','.join('?' * len(facts))})", [*facts.values()])  # noqa: S608
            for name, words in flat.lists_of(directory, row).items():
                self._db.executemany("INSERT INTO has VALUES (?, ?, ?)", [(name, row, word) for word in words])
            said = flat.texts(directory, row)
            self._db.execute(
                "INSERT INTO words (rowid, name, organisation, about, description) VALUES (?, ?, ?, ?, ?)", [row, *said.values()]
            )
        for cover in range(len(directory.columns.levels)):
            self._db.executemany("INSERT INTO area VALUES (?, ?, ?)", [(d, cover, level) for d, level in flat.covered(directory, cover)])
        for number, asked in enumerate(questions):
            for person, (fits, run_for) in enumerate(zip(asked.kinds.tolist(), asked.run_for.tolist(), strict=True)):
                rows = [(number, person, kind, fit, run) for kind, (fit, run) in enumerate(zip(fits, run_for, strict=True))]
                self._db.executemany("INSERT INTO kind VALUES (?, ?, ?, ?, ?)", rows)
        self._db.executescript("INSERT INTO words(words) VALUES ('optimize'); CREATE INDEX by_cover ON service (cover); ANALYZE;")
        self._db.execute("PRAGMA cache_size = -200000")
        self._db.execute("PRAGMA temp_store = MEMORY")
        self._db.execute(_PLACED)
        self._db.commit()

    def ask(self, number: int) -> Answer:
        """The answer to a question."""
        asked, columns = self._questions[number], self._directory.columns
        needs: Needs = asked.needs
        match = " OR ".join(f'"{word}"' for word in self._directory.text.terms(needs.rest))
        self._db.execute("DELETE FROM found")
        east, north = asked.point
        language = columns.language_names.index(str(needs.language))
        district = columns.districts.index(asked.district)
        given = {"match": match, "age": asked.age, "east": east, "north": north, "language": language, "district": district}
        self._db.execute(_FOUND, {**given, "question": number})
        way = f"by_{needs.referral}"
        offered = f"takes AND wanted AND {way}"
        page = tuple(row for (row,) in self._db.execute(f"SELECT service FROM found WHERE {offered} {_ORDER}"))  # noqa: S608
        [total] = self._db.execute(f"SELECT count(*) FROM found WHERE {offered}").fetchone()  # noqa: S608
        return Answer(total, page, self._facets(number, way))

    def _facets(self, number: int, way: str) -> dict[str, dict[str, int]]:
        columns = self._directory.columns
        [always] = self._db.execute(f"SELECT count(*) FROM found WHERE takes AND {way} AND takes_any").fetchone()  # noqa: S608
        both = "SELECT sum(by_self), sum(by_professional) FROM found WHERE takes AND wanted"
        by_self, by_professional = self._db.execute(both).fetchone()
        each = "SELECT person, count(*) FROM found CROSS JOIN kind k ON k.question = ? AND k.only_for = found.only_for "
        each += f"WHERE {way} AND (wanted OR run_for) AND fit != {LEFT_OUT} AND person > 0 GROUP BY person"
        crimes = dict(self._have("crime", f"{way} AND NOT takes_any", columns.crime_names))
        return {
            "crime": flat.some({name: always + crimes.get(name, 0) for name in columns.crime_names}),
            "support": self._have("support", f"wanted AND {way}", columns.support_names),
            "language": self._have("language", f"wanted AND {way}", columns.language_names),
            "referral": flat.some({"self": by_self, "professional": by_professional}),
            "for": {columns.group_names[person - 1]: number for person, number in self._db.execute(each, [number])},
        }

    def _have(self, name: str, where: str, names: tuple[str, ...]) -> dict[str, int]:
        return {names[word]: number for word, number in self._db.execute(f"{_HAVE} {where} GROUP BY word", [name])}
