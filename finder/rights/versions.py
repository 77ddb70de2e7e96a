"""The versions of the Victims' Code, side by side, with the days between which each is in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from finder.directory.model import Record, Slug
from finder.rights.model import Fact


class NoVersion(Exception):
    """No version of the Code that we hold was in force on that day."""


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError("write the date as 2025-01-30") from None


def _not_future(value: date) -> date:
    if value > date.today():
        raise ValueError("this date is in the future")
    return value


Day = Annotated[date, BeforeValidator(_day)]


class Version(Fact):
    """A version of the Code: the first day it is in force, the last (none while it lasts), and the sentence shown."""

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day | None, Field(alias="until")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Version:
        if self.last and self.last < self.first:
            raise ValueError("until: the last day is before the first")
        return self


class Versions(Record):
    """Every version of the Code, what is expected next, and the day this was last looked into."""

    checked: Annotated[Day, AfterValidator(_not_future)]
    versions: Annotated[Mapping[Slug, Version], Field(min_length=1)]
    expected: Fact | None = None

    @model_validator(mode="after")
    def _one_at_a_time(self) -> Versions:
        in_order = self.in_order
        for (_, earlier), (name, later) in pairwise(in_order):
            if earlier.last is None or earlier.last >= later.first:
                raise ValueError(f"versions.{name}: the version before it must end before this one begins")
        return self

    @property
    def in_order(self) -> list[tuple[str, Version]]:
        """All versions, the oldest first."""
        return sorted(self.versions.items(), key=lambda item: item[1].first)

    def on(self, day: date) -> str:
        """The name of the version in force on a day. Raises NoVersion."""
        for name, version in self.in_order:
            if version.first <= day and (version.last is None or day <= version.last):
                return name
        raise NoVersion(day.isoformat())
