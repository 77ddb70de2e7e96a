"""What the search is asked in the measurements: misspelt words, and four filters (age, place, language, way to be referred)."""

from __future__ import annotations

from finder.directory.opened import Directory
from finder.needs import Age, Needs, Referral

TYPED: tuple[tuple[str, int, str, str, Referral], ...] = (
    ("conseling for stalkng victms", 30, "Leeds", "pl", "self"),
    ("suport grup for survivers", 41, "Plymouth", "ur", "professional"),
    ("advise about cort and comunity safety", 55, "Cardiff", "ro", "self"),
    ("helpine for hate crme", 27, "Newcastle upon Tyne", "bn", "self"),
)


def questions(directory: Directory) -> tuple[Needs, ...]:
    """At ages that put nobody into a group, so that the other engines need no rules for groups beyond a table."""
    return tuple(
        Needs(rest=words, age=Age(age, age), place=directory.content.places.resolve(place).place, language=language, referral=referral)
        for words, age, place, language, referral in TYPED
    )
