"""Places named in running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from finder.directory.place_cues import Cue, blocked, cue_before, fires
from finder.directory.place_index import PlaceIndex, Resolution
from finder.directory.place_names import Word, listed, stems, words
from finder.directory.place_spelling import Spelling
from finder.directory.postcodes import bare_outcodes, full_postcodes, problem_of

LONGEST_NAME = 6
"""Words in the longest name that is looked up."""
LARGE = 50_000
MISSPELT_FROM = 7
_INSIDE = listed("in near nr from around w z din în em yn ym у в з")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text, from `start` up to `end` in characters of that text."""

    start: int
    end: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name at words `first` up to `last`."""

    first: int
    last: int
    key: str


def postcode_mentions(index: PlaceIndex, text: str, seen: Sequence[Word]) -> list[PlaceMention]:
    """Postcodes and outcodes in a text. A full postcode is cut to its sector, but its mention covers all of it."""
    found: list[PlaceMention] = []
    for full, codes in ((True, full_postcodes(text)), (False, bare_outcodes(text))):
        for code in codes:
            if any(code.start < mention.end and mention.start < code.end for mention in found):
                continue
            known = next((c for c in (code.sector, code.outcode) if c and index.codes.districts(c)), None)
            problem = None if known else problem_of(code.outcode)
            exact = full and (known == code.sector or problem is not None)
            if not (code.sure and (exact or not full)) and not _cue_at(text, seen, code.start):
                continue
            if known:
                end = code.end if full or known == code.sector else code.start + len(code.outcode)
                found.append(PlaceMention(code.start, end, index.resolution([known])))
            elif problem and full:
                found.append(PlaceMention(code.start, code.end, Resolution(None, (), problem)))
    return found


def _cue_at(text: str, seen: Sequence[Word], start: int) -> bool:
    """Whether a word like "in" is before a position; "on" and "to" lead to motorways, in any language."""
    first = next((i for i, word in enumerate(seen) if word.start >= start), len(seen))
    return first > 0 and seen[first - 1].key in _INSIDE and cue_before(seen, first, text) is not Cue.NONE


def _names(index: PlaceIndex, seen: Sequence[Word]) -> Iterator[_Name]:
    """Known names in order, the longest at each place, each word at most once."""
    first = 0
    while first < len(seen):
        for last in range(min(first + LONGEST_NAME, len(seen)), first, -1):
            key = " ".join(word.key for word in seen[first:last])
            if key in index.meanings.names or key in index.meanings.elsewhere:
                yield _Name(first, last, key)
                first = last - 1
                break
        else:
            stem = _stem(index, seen[first])
            if stem:
                yield _Name(first, first + 1, stem)
        first += 1


def _stem(index: PlaceIndex, word: Word) -> str | None:
    """The large place that a word names with an ending of its language, or an English 's."""
    for stem in stems(word):
        codes = index.meanings.names.get(stem, ())
        if codes and index.meanings.when(stem) == "bare" and max(map(index.codes.people, codes)) >= LARGE:
            return stem
    return None


def mentions(index: PlaceIndex, spelling: Spelling, text: str) -> tuple[PlaceMention, ...]:
    """The places a text names, in order, that do not overlap. Any text may be given."""
    seen = words(text)
    found = postcode_mentions(index, text, seen)
    taken = [(mention.start, mention.end) for mention in found]
    names = list(_names(index, seen))
    skip = -1
    for at, name in enumerate(names):
        start, end = seen[name.first].start, seen[name.last - 1].end
        if name.first < skip or any(start < b and a < end for a, b in taken):
            continue
        cue = cue_before(seen, name.first, text)
        is_place = fires(index.meanings.when(name.key), cue, seen, name.first, name.last, text)
        area = _qualifier(index, names, at, seen, text, is_place)
        codes = index.meanings.inside(name.key, area.key) if area else ()
        if area and codes:
            skip, end = area.last, seen[area.last - 1].end
            found.append(PlaceMention(start, end, index.resolution(codes)))
        elif is_place and not blocked(seen, name.first, name.last, text):
            found.append(PlaceMention(start, end, index.named(name.key)))
    found += _misspelt(index, spelling, seen, text, {i for name in names for i in range(name.first, name.last)})
    return tuple(sorted(found, key=lambda mention: mention.start))


def _qualifier(index: PlaceIndex, names: list[_Name], at: int, seen: Sequence[Word], text: str, is_place: bool) -> _Name | None:
    """The next name when it says where this one is: "Newport, Wales", "Ashford in Kent".

    A comma makes a place of an ordinary word; so does a capital: "Ware in Herts", not "a deal kent police made".
    """
    if at + 1 == len(names) or "never" in (index.meanings.when(names[at].key), index.meanings.when(names[at + 1].key)):
        return None
    name, area = names[at], names[at + 1]
    between = text[seen[name.last - 1].end : seen[area.first].start].strip()
    plain = is_place or (seen[name.first].raw[0].isupper() and not text.isupper())
    return area if between in (",", "،") or (plain and between in ("", "in")) else None


def _misspelt(index: PlaceIndex, spelling: Spelling, seen: Sequence[Word], text: str, named: set[int]) -> Iterator[PlaceMention]:
    """Long words after a cue that are one edit away from a larger place: "in livrepool"."""
    for i, word in enumerate(seen):
        if i in named or len(word.key) < MISSPELT_FROM or not word.key.isascii():
            continue
        if cue_before(seen, i, text) is Cue.NONE:
            continue
        key = spelling.one_edit(word.key)
        if key and index.meanings.when(key) == "bare":
            yield PlaceMention(word.start, word.end, index.named(key))
