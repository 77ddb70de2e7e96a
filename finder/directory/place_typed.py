"""What someone typed in the box for a place."""

from __future__ import annotations

import unicodedata

from finder.directory.place_index import PlaceIndex, Resolution
from finder.directory.place_names import key_of, listed
from finder.directory.place_spelling import Spelling
from finder.directory.place_text import mentions
from finder.directory.postcodes import full_postcodes, problem_of, typed_postcode

LONGEST = 200
"""More characters than this are not read."""
_UNKNOWN = Resolution(None, (), "unknown")
_LEADING = listed("in near nr at around from i live im am we are the my is city town borough county area of close to")
_TRAILING = listed("area city town centre center council borough county district police region village uk england please now and thanks")
_JOINING = listed("in near by nr w în en yn")


def resolve(index: PlaceIndex, spelling: Spelling, typed: str) -> Resolution:
    """The resolution of a typed place. Any text may be given; only the first 200 characters are read."""
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in unicodedata.normalize("NFKC", typed[:LONGEST]))
    return (
        _postcode(index, text)
        or _name(index, key_of(text))
        or _misspelt(index, spelling, key_of(text))
        or _in_text(index, spelling, text)
        or _UNKNOWN
    )


def _postcode(index: PlaceIndex, text: str) -> Resolution | None:
    tables = index.tables
    found = next(full_postcodes(text), None) or typed_postcode(text, tables.outcodes)
    if not found:
        return None
    for code in (found.sector, found.outcode):
        if code and index.codes.districts(code):
            return index.resolution([code])
    return Resolution(None, (), problem_of(found.outcode) or "unknown")


def _name(index: PlaceIndex, key: str) -> Resolution | None:
    """A name as it is, without words like "near" and "area", or with where it is ("newport wales")."""
    words = key.split()
    while words:
        found = _exact(index, words)
        if found:
            return found
        if words[0] in _LEADING:
            words = words[1:]
        elif words[-1] in _TRAILING:
            words = words[:-1]
        else:
            return None
    return None


def _exact(index: PlaceIndex, words: list[str]) -> Resolution | None:
    key = " ".join(words)
    if key in index.meanings.names or key in index.meanings.elsewhere:
        return index.named(key)
    for cut in range(len(words) - 1, 0, -1):
        name, area = " ".join(words[:cut]), " ".join(words[cut + 1 if words[cut] in _JOINING else cut :])
        if name in index.meanings.names and area in index.meanings.names:
            codes = index.meanings.inside(name, area)
            if codes:
                return index.resolution(codes)
        if area in index.meanings.elsewhere and (name in index.meanings.names or name in index.meanings.elsewhere):
            return index.named(area)
    return None


def _in_text(index: PlaceIndex, spelling: Spelling, text: str) -> Resolution | None:
    """Places in a sentence: the narrowest where one lies in another, all of them where several are named."""
    found = [mention.resolution for mention in mentions(index, spelling, text)]
    places = [resolution.place for resolution in found if resolution.place]
    narrow = [place for place in places if not any(set(other.districts) < set(place.districts) for other in places)]
    if not narrow:
        return found[0] if found else None
    codes = tuple(dict.fromkeys(place.code for place in narrow))
    if len(codes) == 1:
        return next(resolution for resolution in found if resolution.place and resolution.place.code == codes[0])
    return index.resolution(tuple(part for code in codes for part in code.split(".")))


def _misspelt(index: PlaceIndex, spelling: Spelling, key: str) -> Resolution | None:
    words = key.split()
    while words and words[0] in _LEADING:
        words = words[1:]
    while words and words[-1] in _TRAILING:
        words = words[:-1]
    whole = spelling.closest(" ".join(words))
    if whole:
        return index.named(whole)
    for cut in range(len(words) - 1, 0, -1):
        area = " ".join(words[cut:])
        name = spelling.closest(" ".join(words[:cut])) if area in index.meanings.names else None
        codes = index.meanings.inside(name, area) if name else ()
        if codes:
            return index.resolution(codes)
    return None
