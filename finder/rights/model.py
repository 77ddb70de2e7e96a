"""What an editor may write about a right: one `Right` is one file in `content/rights/guide/`.

Every statement carries the address it was read at and the date that page bears, or says `undated`. What nobody has
confirmed is no statement: it goes under `ask`, as something for the person to ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from finder.directory.model import PartialDate, Phone, Record, Slug, Text, WebAddress
from finder.rights.spans import Span

IDS = (
    *(str(number) for number in range(1, 13)),
    *("reporting", "interpreter", "personal-statement", "witness", "special-measures", "compensation", "review"),
    *("restorative-justice", "property", "offender-release", "complain"),
)
"""The twelve rights of the Code and the eleven guides, in the order they are listed."""

StageId = Literal["not-told", "told-police", "investigated", "charged", "court", "sentenced", "dropped"]
Who = Literal["under-18", "bereaved", "parents"]
_BLANK = re.compile(r"\{([a-z]+)\}")
_IMPERSONAL = re.compile(r"[\[\]{}_]|\.\.\.|…")


class UnknownChoice(Exception):
    """A script was to be filled with words it does not offer."""


def _span(value: Any) -> Any:
    return Span.read(value) if isinstance(value, str) else value


def _list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Limit = Annotated[Span, BeforeValidator(_span)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]


class Fact(Record):
    """One statement, where it was read, and the date that page bears (the earlier one when it bears two)."""

    what: Text
    source: WebAddress
    seen: PartialDate | Literal["undated"]


class Expect(Fact):
    """What a person can expect: who must do it, and by when (`sooner`: with Enhanced Rights) where a limit was read."""

    who: Text
    within: Limit | None = None
    sooner: Limit | None = None

    @model_validator(mode="after")
    def _sooner_is_sooner(self) -> Expect:
        if self.sooner and not (self.within and self.sooner.unit == self.within.unit and self.sooner.number < self.within.number):
            raise ValueError("sooner: it must be less than 'within', in the same unit")
        return self


class Script(Record):
    """Words to say or write when something did not happen. Its blanks are choices, so nobody types about themselves."""

    when: Text
    words: Text
    choices: Mapping[Slug, Annotated[tuple[Text, ...], Field(min_length=2)]] = {}

    @model_validator(mode="after")
    def _every_blank_is_a_choice(self) -> Script:
        blanks = set(_BLANK.findall(self.words))
        if blanks != set(self.choices):
            odd = ", ".join(sorted(blanks ^ set(self.choices)))
            raise ValueError(f"words: the blanks and the choices differ: {odd}")
        if any(_IMPERSONAL.search(text) for text in (_BLANK.sub("", self.words), *(w for c in self.choices.values() for w in c))):
            raise ValueError("words: leave no blank to be filled in; write {name} and give its choices")
        return self

    def filled(self, chosen: Mapping[str, str] | None = None) -> str:
        """The words with what the person chose; the first choice where they chose nothing. Raises UnknownChoice."""
        chosen = chosen or {}
        for name, words in chosen.items():
            if words not in self.choices.get(name, ()):
                raise UnknownChoice(name)
        return _BLANK.sub(lambda blank: chosen.get(blank[1], self.choices[blank[1]][0]), self.words)


class Line(Record):
    """Somebody outside the directory to turn to about one thing."""

    label: Text
    phone: Phone | None = None
    email: Text | None = None
    web: WebAddress | None = None
    source: WebAddress
    seen: PartialDate | Literal["undated"]


class Right(Record):
    """One right or guide, in one version of the Code. `id` comes from the file's name."""

    id: Slug
    name: Text
    short: Text
    version: Slug
    needs_report: bool
    stages: Annotated[tuple[StageId, ...], Field(min_length=1)]
    expect: Annotated[tuple[Expect, ...], Field(min_length=1)]
    enhanced: Fact | None = None
    ask: tuple[Text, ...] = ()
    say: Annotated[tuple[Script, ...], Field(min_length=1)]
    next: Annotated[Texts, Field(min_length=1)]
    differs: Mapping[Who, tuple[Fact, ...]] = {}
    contacts: tuple[Line, ...] = ()
    services: tuple[Slug, ...] = ()
    support: tuple[Slug, ...] = ()
    see: tuple[Slug, ...] = ()
    """Other rights and guides worth a look, the nearest first."""
    says: Mapping[str, str]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every statement that carries a source."""
        return (
            *self.expect,
            *((self.enhanced,) if self.enhanced else ()),
            *(f for facts in self.differs.values() for f in facts),
        )

    @property
    def limits(self) -> tuple[Span, ...]:
        """Every time limit that a source was given for."""
        return tuple(span for item in self.expect for span in (item.within, item.sooner) if span)

    @property
    def texts(self) -> Iterator[str]:
        """Every sentence that is shown, in the order it is read."""
        yield from (self.name, self.short)
        for item in self.expect:
            yield from (item.what, item.who)
        if self.enhanced:
            yield self.enhanced.what
        yield from (fact.what for facts in self.differs.values() for fact in facts)
        yield from self.ask
        for script in self.say:
            yield from (script.when, script.words)
            yield from (words for choices in script.choices.values() for words in choices)
        yield from self.next
        yield from (line.label for line in self.contacts)


class Stage(Record):
    """Where a person stands, as they would say it; `first` holds what matters most there, in order."""

    label: Text
    meaning: Text
    first: Annotated[tuple[Slug, ...], Field(min_length=3, max_length=4)]


class Page(Record):
    """Short statements for some readers, such as young people; `see` are the rights to go on with."""

    name: Text
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    ask: tuple[Text, ...] = ()
    services: tuple[Slug, ...] = ()
    see: tuple[Slug, ...] = ()
