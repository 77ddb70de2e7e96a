"""The names people use for a service, as phrases: the full name, the name without its explanation, and aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from finder.directory.strict_yaml import lines
from finder.understanding.lexicon import Entry
from finder.understanding.notation import Word
from finder.understanding.words import words

SHORT_NAME = 5
"""A name of one word with fewer letters counts only when it is all that was typed, unless an editor listed it."""
_EXPLAINED = re.compile(r"\([^)]*\)")


def name_entries(
    names: Mapping[str, str], aliases: Mapping[str, Any], ordinary: frozenset[tuple[str, ...]]
) -> Iterator[Entry]:
    """Entries for full names (name to service id) and aliases (id to one name a line).

    A name among `ordinary`, such as Freedom or Hope House, counts only when it is the whole text. Aliases of a
    service that is not among the names are left out.
    """
    known = set(names.values())
    for name, service in names.items():
        for spelled in _ways_to_say(name):
            short = len(spelled) == 1 and len(spelled[0]) < SHORT_NAME
            yield _entry(spelled, service, whole=short or spelled in ordinary)
    for service, block in aliases.items():
        for alias in lines(block) if service in known else ():
            spelled = words(alias)
            if spelled:
                yield _entry(spelled, service, whole=spelled in ordinary)


def _ways_to_say(name: str) -> set[tuple[str, ...]]:
    """The words of a name in full, without what stands in brackets, and without a leading "the"."""
    ways = {words(name), words(_EXPLAINED.sub(" ", name))}
    ways |= {way[1:] for way in ways if len(way) > 2 and way[0] == "the"}
    return {way for way in ways if way}


def _entry(spelled: tuple[str, ...], service: str, whole: bool) -> Entry:
    return Entry(tuple(Word(frozenset((word,))) for word in spelled), "service", service, whole=whole)
