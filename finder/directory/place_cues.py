"""Words around a name that say whether it is a place: "in Reading" is one, "in reading the letter" is not."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from finder.directory.place_names import Word, listed
from finder.directory.place_tables import When


class Cue(IntEnum):
    """How surely the words before a name announce a place."""

    NONE = 0
    WEAK = 1
    STRONG = 2
    SURE = 3


_ENGLISH = "in from near nr at around round outside to within inside across through towards "
_BEFORE = listed(
    _ENGLISH + "in from near nr at around round outside to within inside across through towards "
    "w z ze koło niedaleko pod în din la lângă spre em na de en desde hasta cerca ku magaalada "
    "yn ym yng ger ar в у з із зі біля до під"
    " في من إلى الى قرب بـ به په له در از ਤੋਂ"
)
_FROM = listed("from z ze din de desde ar з із من از")
_NEAR = listed("near nr niedaleko koło lângă cerca ger біля قرب")
_AFTER = listed("میں سے کے کا کی ਵਿੱਚ ਵਿਚ ਚ ਤੋਂ ਦੇ এ তে থেকে কাছে শহরে کې کښې ته")
_KINDS = listed("city town village borough")
_WITH_THE = listed("north south east west uk black lake isle vale")
"""First words of names that "the" can stand before."""
_LIVE = listed(
    "live lives lived living stay stays stayed staying based am im ive hes shes theyre moved move moving "
    "born resident grew raised housed placed "
    "mieszkam mieszkamy mieszka jestem locuiesc vivo estoy soy moro vivemos vivimos byw dwi rwyn "
    "живу живемо أعيش اعيش اسكن أسكن ساكن"
)
_THERE = listed(
    "home house flat school college uni university work works working job town city area borough village centre police "
    "council somewhere hotel hostel refuge originally"
)
_MINE = listed("up here over back down just all still currently now not")
"""Words that may stand between "live" and "in"."""
_VERB_AFTER = listed(
    "the a an my your his her their our its this that these those it him them me you us what who how books book "
    "letters letter messages emails texts about out off with up and of on into"
)
_MIND_BEFORE = listed(
    "interest interested comfort difficulty difficulties trouble struggle struggling pleasure joy lost behind skill "
    "skills time hours hour years engrossed absorbed succeed succeeded good bad better hope believe like "
    "problem problems"
)
_AND_THEN = listed("and last when by yesterday today tonight on please he she they we but because")
_TITLES = listed(
    "mr mrs ms miss dr sgt pc dc judge uncle aunt auntie lord lady king queen prince princess named called "
    "new nueva nova nowy ex boyfriend girlfriend bf gf husband wife partner brother son dad friend mate "
    "teacher neighbour"
)
_ROADS = listed("road rd lane avenue ave crescent terrace gardens united fc rovers wanderers albion athletic festival")
_ROADS_TOO = listed("street st close drive way court grove place square park hill row gate rise view")
_TOWN_WORDS = (("town", "centre"), ("city", "centre"), ("borough", "council"), ("city", "council"), ("county", "council"))


def _touching(text: str, before: Word, after: Word) -> bool:
    return text[before.end : after.start].strip() in ("", "#", '"', "(")


def cue_before(seen: Sequence[Word], first: int, text: str) -> Cue:
    """The cue in front of the word at `first`."""
    at = first - 1
    if at > 0 and seen[at].key == "the" and first < len(seen) and seen[first].key in _WITH_THE:
        at -= 1
    if at > 0 and seen[at].key == "of" and seen[at - 1].key in _KINDS:
        return Cue.STRONG
    if at < 0 or seen[at].key not in _BEFORE:
        return Cue.NONE
    if first < len(seen) and not _touching(text, seen[first - 1], seen[first]):
        return Cue.NONE
    if seen[at].key in _NEAR and first - 1 == at:
        return Cue.STRONG
    for word in seen[max(0, at - 2) : at][::-1]:
        if word.key in _LIVE:
            return Cue.SURE
        if word.key not in _MINE:
            return Cue.STRONG if word.key in _THERE else Cue.WEAK
    return Cue.WEAK


def blocked(seen: Sequence[Word], first: int, last: int, text: str) -> bool:
    """Whether a name is part of a person's name or a street's: "Mr Bolton", "Oxford Road"."""
    if first > 0 and seen[first - 1].key in _TITLES and _touching(text, seen[first - 1], seen[first]):
        return True
    if last == len(seen) or not _touching(text, seen[last - 1], seen[last]):
        return False
    after = seen[last]
    if after.key in _ROADS:
        return True
    on = first > 0 and seen[first - 1].key == "on"
    return after.key in _ROADS_TOO and (on or (after.raw[0].isupper() and not text.isupper()))


def fires(when: When, cue: Cue, seen: Sequence[Word], first: int, last: int, text: str) -> bool:
    """Whether a name in running text, at the words `first` up to `last`, is taken as a place. By `when`:

    bare: always. cue: after any cue. name (a person's name too): after "in" and the like, not after "to" or "from".
    word (an ordinary word, and a large town): after a cue with a capital, or with nothing behind it that makes it a
    verb. rare (an ordinary word, and a small town): after a cue with a capital. live (a word that can follow any cue,
    as "in March"): only after what says that someone lives or is there. there (a country): the same, but not "from",
    as people come from one and live in another. never.
    """
    if when in ("bare", "never"):
        return when == "bare"
    after = seen[last] if last < len(seen) and _touching(text, seen[last - 1], seen[last]) else None
    before = seen[first - 1].key
    if when in ("live", "there"):
        return cue is Cue.SURE and (when == "live" or before not in _FROM)
    if after is not None and (after.key in _AFTER or _is_town_word(seen, last)):
        return True
    if cue is not Cue.WEAK or when == "cue":
        return cue is not Cue.NONE
    if when == "name":
        return before not in ("to", "from", "at")
    letter = seen[first].raw[0]
    if letter.lower() == letter.upper() or (letter.isupper() and not text.isupper()):
        return True
    return when == "word" and _reads_as_place(seen, first, after)


def _is_town_word(seen: Sequence[Word], last: int) -> bool:
    return last + 1 < len(seen) and (seen[last].key, seen[last + 1].key) in _TOWN_WORDS


def _reads_as_place(seen: Sequence[Word], first: int, after: Word | None) -> bool:
    """Whether a town written like a word, after a cue, is one: "hurt in reading", not "in reading the letter"."""
    if seen[first - 1].key not in ("in", "from") or (first > 1 and seen[first - 2].key in _MIND_BEFORE):
        return False
    if after is None:
        return True
    return after.key in _AND_THEN if seen[first].key.endswith("ing") else after.key not in _VERB_AFTER
