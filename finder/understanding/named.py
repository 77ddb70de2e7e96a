"""What the words of a text name, by kind: the values of what the thesaurus found."""

from __future__ import annotations

from typing import TypeVar

from finder.needs import Audience
from finder.understanding.thesaurus import Found

T = TypeVar("T")


def values(found: tuple[Found, ...], kind: str) -> tuple[str, ...]:
    """Every value of a kind, once, in the order of the text."""
    return once(tuple(f.value for f in found if f.kind == kind))


def first(found: tuple[Found, ...], kind: str) -> str | None:
    """The first value of a kind, None when there is none."""
    return next(iter(values(found, kind)), None)


def audience_in(found: tuple[Found, ...]) -> Audience | None:
    """Who the text is for, as far as it says."""
    for audience in ("professional", "child", "friend"):
        if audience in values(found, "audience"):
            return audience
    return None


def once(some: tuple[T, ...]) -> tuple[T, ...]:
    """The same without what stands there again."""
    return tuple(dict.fromkeys(some))
