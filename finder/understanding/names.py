"""The names people use for a service, as phrases: the full name, the name without its explanation, and aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from finder.directory.strict_yaml import lines
from finder.understanding.lexicon import Entry
from finder.understanding.notation import Word
from finder.understanding.words import words

SHORT_NAME = 5
"""A name of one word with fewer letters counts only when it is all that was typed, unless an editor listed it."""
_EXPLAINED = re.compile(r"\([^)]*\)")


def name_entries(
    names: Mapping[str, str],
    aliases: Mapping[str, Any],
    ordinary: Collection[tuple[str, ...]],
    never: Collection[tuple[str, ...]],
) -> Iterator[Entry]:
    """Entries for full names (name to service id) and aliases (id to one name a line).

    A name among `ordinary`, such as Freedom or Hope House, counts only when it is the whole text; one among `never`
    not at all. An alias decides whom a shared name means. Aliases of a service that is not in `names` are left out.
    """
    known = set(names.values())
    called: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for service, block in aliases.items():
        for alias in lines(block) if service in known else ():
            called[words(alias)].add(service)
    listed = frozenset(called)
    for name, service in names.items():
        for spelled in _ways_to_say(name) - listed:
            called[spelled].add(service)
    for spelled, services in called.items():
        short = spelled not in listed and len(spelled) == 1 and len(spelled[0]) < SHORT_NAME
        parts = tuple(Word(frozenset((word,))) for word in spelled)
        for service in sorted(services) if parts and spelled not in never else ():
            yield Entry(parts, "service", service, whole=short or spelled in ordinary)


def _ways_to_say(name: str) -> set[tuple[str, ...]]:
    """The words of a name in full, without what stands in brackets, and without a leading "the"."""
    ways = {words(name), words(_EXPLAINED.sub(" ", name))}
    return ways | {way[1:] for way in ways if len(way) > 2 and way[0] == "the"}
