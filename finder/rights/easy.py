"""Easy Read: the most needed pages in English, one idea a sentence, each with a drawing beside it.

They say nothing of their own. `rests_on` names where a page's facts come from: the guide to rights, or the urgent lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from finder.directory.model import Record, Slug, Text
from finder.directory.problems import BrokenContent, Problem
from finder.directory.values import Number
from finder.rights.reading import Reader
from finder.rights.rights import Rights
from finder.rights.spans import Span, spans_in

HOME = "home"
NAMES = (HOME, "urgent", "victim", "reporting", "told", "money", "stopped", "court")
"""Every page, in the order they are listed."""

MOST_WORDS = 12
Reference = Annotated[str, StringConstraints(pattern=r"^(right|page|deadline|urgent):[a-z0-9-]+$")]
Target = Annotated[str, StringConstraints(pattern=r"^(find|talk|rights|safety|bsl|deadlines|(right|deadline):[a-z0-9-]+)$")]


class Idea(Record):
    """One short sentence with the name of its drawing; a number to call, or somewhere on the site to go."""

    say: Text
    draw: Slug
    call: Number | None = None
    to: Target | None = None

    @model_validator(mode="after")
    def _one_short_sentence(self) -> Idea:
        if len(self.say.split()) > MOST_WORDS:
            raise ValueError(f"say: write {MOST_WORDS} words at most")
        if self.say[-1] not in ".?" or any(mark in self.say[:-1] for mark in (". ", "? ", ";", ":", "(", "!")):
            raise ValueError("say: write one sentence")
        return self


class Part(Record):
    title: Text
    ideas: Annotated[tuple[Idea, ...], Field(min_length=1)]


class EasyPage(Record):
    name: Text
    draw: Slug
    rests_on: Annotated[tuple[Reference, ...], Field(min_length=1)]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @property
    def ideas(self) -> Iterator[Idea]:
        return (idea for part in self.parts for idea in part.ideas)

    @property
    def rights(self) -> tuple[str, ...]:
        """The rights and guides whose facts it tells, in order."""
        return tuple(one.partition(":")[2] for one in self.rests_on if one.startswith("right:"))


@dataclass(frozen=True)
class Easy:
    """Every Easy Read page by its name."""

    pages: Mapping[str, EasyPage]

    @classmethod
    def load(cls, folder: Path) -> Easy:
        """Read `content/easy/`. Raises BrokenContent with all problems at once."""
        reader = Reader(folder)
        read = {name: reader.whole(f"{name}.yaml", EasyPage) for name in NAMES}
        if reader.problems:
            raise BrokenContent(reader.problems)
        return cls({name: page for name, page in read.items() if page})

    def problems(self, rights: Rights, urgent: Mapping[str, Collection[str]], drawings: Collection[str]) -> Iterator[Problem]:
        """What rests on nothing. `urgent`: the numbers of each urgent card; `drawings`: the names there are."""
        known = limits(rights) | {f"urgent:{kind}": frozenset() for kind in urgent}
        numbers = {number for card in urgent.values() for number in card}
        for name, page in self.pages.items():
            file = f"{name}.yaml"
            yield from (Problem(file, "rests_on", f"'{one}' is not known") for one in page.rests_on if one not in known)
            founded = {span for one in page.rests_on for span in known.get(one, ())}
            for idea in page.ideas:
                for span in spans_in(idea.say):
                    if span not in founded:
                        yield Problem(file, "say", f"nothing that the page rests on says {span}")
                if idea.call and idea.call not in numbers:
                    yield Problem(file, "call", f"{idea.call} is no number of content/urgent")
                if idea.to and ":" in idea.to and idea.to not in known:
                    yield Problem(file, "to", f"'{idea.to}' is not known")
            for drawing in {page.draw, *(idea.draw for idea in page.ideas)} - set(drawings):
                yield Problem(file, "draw", f"there is no drawing '{drawing}'")


def limits(rights: Rights) -> dict[str, frozenset[Span]]:
    """Every time limit that each right, page and deadline gives a source for."""
    found: dict[str, frozenset[Span]] = {}
    for right in rights.all():
        found[f"right:{right.id}"] = frozenset((*right.limits, *(span for fact in right.facts for span in spans_in(fact.what))))
    for name, page in rights.pages.items():
        found[f"page:{name}"] = frozenset(span for fact in page.facts for span in spans_in(fact.what))
    for kind, rule in rights.deadlines.rules.items():
        read = (span for fact in rule.rests_on for span in spans_in(fact.what))
        found[f"deadline:{kind}"] = frozenset((*read, *(span for span in (rule.last, rule.latest) if span)))
    return found
