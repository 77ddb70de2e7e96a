"""The guide to rights under the Victims' Code, read whole and strictly from `content/rights/`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import get_args

from finder.directory.hours import LONDON
from finder.directory.problems import BrokenContent, Problem
from finder.rights.deadlines import Deadlines
from finder.rights.model import IDS, Page, Right, Stage, StageId
from finder.rights.reading import Reader
from finder.rights.versions import NoVersion, Version, Versions

STAGES: tuple[StageId, ...] = get_args(StageId)
"""Where a person can stand, in the order of a case."""


class UnknownRight(Exception):
    """There is no right or guide, or no stage, of that name."""


@dataclass(frozen=True)
class ForStage:
    """The rights that matter at a stage: `first` before all, `rest` after them."""

    stage: Stage
    first: tuple[Right, ...]
    rest: tuple[Right, ...]


@dataclass(frozen=True)
class Rights:
    """All rights in all versions, the stages, the pages for some readers, and the rules for deadlines."""

    every: Mapping[tuple[str, str], Right]
    stages: Mapping[str, Stage]
    pages: Mapping[str, Page]
    versions: Versions
    deadlines: Deadlines

    @classmethod
    def load(cls, folder: Path, services: Collection[str] | None = None, support: Collection[str] | None = None) -> Rights:
        """Read `content/rights/`. Give the known service ids and support types to have references to them checked.

        Raises BrokenContent with all problems at once.
        """
        reader = Reader(folder)
        every = dict(reader.rights())
        versions = reader.whole("versions.yaml", Versions)
        stages = reader.table("stages.yaml", Stage)
        pages = reader.table("pages.yaml", Page)
        deadlines = reader.whole("deadlines.yaml", Deadlines)
        if reader.problems or versions is None or deadlines is None:
            raise BrokenContent(reader.problems)
        rights = cls(every, stages, pages, versions, deadlines)
        problems = [*_unknown_references(rights, services, support), *_gaps(rights)]
        if problems:
            raise BrokenContent(problems)
        return rights

    @property
    def texts(self) -> Iterator[str]:
        """Every sentence of the guide that is shown, in every version."""
        for right in self.every.values():
            yield from right.texts
        for stage in self.stages.values():
            yield from (stage.label, stage.meaning)
        for page in self.pages.values():
            yield from (page.name, *(fact.what for fact in page.facts), *page.ask)
        for rule in self.deadlines.rules.values():
            yield from (rule.name, *((rule.date_label,) if rule.date_label else ()), *(fact.what for fact in rule.rests_on))
            yield from (*rule.also_ask, *rule.passed)
        yield from (*self.deadlines.problems.values(), self.deadlines.check)
        yield from (fact.what for fact in (*self.versions.versions.values(), self.versions.expected) if fact)

    def version(self, on: date | None = None) -> tuple[str, Version]:
        """The version of the Code in force on a day (today in London), with its name. Raises NoVersion."""
        name = self.versions.on(on or datetime.now(LONDON).date())
        return name, self.versions.versions[name]

    def get(self, right_id: str, on: date | None = None) -> Right:
        """A right as it stands on a day (today in London): of the version in force, else of the last one that has it.

        Raises UnknownRight, or NoVersion for a day before every version.
        """
        name, _ = self.version(on)
        names = [other for other, _ in self.versions.in_order]
        for candidate in reversed(names[: names.index(name) + 1]):
            if (right_id, candidate) in self.every:
                return self.every[right_id, candidate]
        raise UnknownRight(right_id)

    def all(self, on: date | None = None) -> tuple[Right, ...]:
        """Every right and guide as it stands on a day, the twelve first."""
        return tuple(self.get(right_id, on) for right_id in IDS)

    def for_stage(self, stage: str, on: date | None = None) -> ForStage:
        """What matters where a person stands now. Raises UnknownRight."""
        if stage not in self.stages:
            raise UnknownRight(stage)
        first = self.stages[stage].first
        rest = tuple(right for right in self.all(on) if stage in right.stages and right.id not in first)
        return ForStage(self.stages[stage], tuple(self.get(right_id, on) for right_id in first), rest)


def _unknown_references(rights: Rights, services: Collection[str] | None, support: Collection[str] | None) -> Iterator[Problem]:
    """Names that stand for nothing."""
    rows: list[tuple[str, str, Iterable[str], Collection[str] | None]] = [
        ("stages.yaml", f"{name}.first", stage.first, IDS) for name, stage in rights.stages.items()
    ]
    rows += [("stages.yaml", name, (name,), STAGES) for name in rights.stages]
    for name, page in rights.pages.items():
        rows += [
            ("pages.yaml", f"{name}.see", page.see, IDS),
            ("pages.yaml", f"{name}.services", page.services, services),
        ]
    for (right_id, version), right in rights.every.items():
        file = f"guide/{right_id}.yaml"
        rows += [(file, "id", (right_id,), IDS), (file, "version", (version,), rights.versions.versions)]
        rows += [(file, "see", right.see, IDS), (file, "services", right.services, services)]
        rows.append((file, "support", right.support, support))
    for file, field, used, known in rows:
        for word in used:
            if known is not None and word not in known:
                yield Problem(file, field, f"'{word}' is not known")


def _gaps(rights: Rights) -> Iterator[Problem]:
    """What people could not reach: a right with no file, a stage with no entry, a stage led by what is not for it."""
    ids = {right_id for right_id, _ in rights.every}
    for right_id in IDS:
        if right_id not in ids:
            yield Problem(f"guide/{right_id}.yaml", "file", "there is no such file; every right and guide needs one")
    for name in STAGES:
        if name not in rights.stages:
            yield Problem("stages.yaml", name, "this stage is missing")
    for place, stage in rights.stages.items():
        for right_id in stage.first:
            if any(key[0] == right_id and place not in right.stages for key, right in rights.every.items()):
                yield Problem(f"guide/{right_id}.yaml", "stages", f"stages.yaml puts this first at '{place}'; add it here")


__all__ = ["STAGES", "ForStage", "NoVersion", "Rights", "UnknownRight"]
