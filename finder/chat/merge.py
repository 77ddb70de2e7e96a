"""What a new message says, laid over what a talk already knows: the new answer wins, further crimes are added."""

from __future__ import annotations

from collections.abc import Mapping

from finder.chat.talk import Talk
from finder.directory.places import Places
from finder.needs import Age, Needs, Notice
from finder.understanding import age as ages
from finder.understanding.cues import Cues
from finder.understanding.words import words

OWN_BEHAVIOUR = "own-behaviour"
SHORT = 5
"""An answer to an open question has at most so many words; what is longer tells something."""
SURE = 0.6
"""A further crime type is taken from meaning alone only when it is at least this likely."""
_ONE_OF_A_KIND = frozenset({"gender", "religion"})


def answering(found: Needs, talk: Talk, places: Places, cues: Cues) -> Needs:
    """The needs of a message, with a short answer to the open question read as that answer ("17", "bootle").

    Not for messages about the talk itself ("skip", "is this private").
    """
    text, asks = found.text.strip(), talk.asks
    length = len(words(text))
    if not found.age and ((asks == "age" and length <= SHORT) or text.isdecimal()):
        found = _with_age(found, text, cues, asks == "age")
    if asks == "place" and not found.place and length <= SHORT and not found.age:
        found = _with_place(found, places)
    answered = (asks == "age" and found.age) or (asks == "place" and found.place) or text.isdecimal()
    if answered and found.guess and length <= SHORT:
        found = found.with_(crimes=(), guess=False)
    return found


def _with_age(found: Needs, text: str, cues: Cues, asked: bool) -> Needs:
    try:
        age: Age | None = ages.parse(text[:80], cues)
    except ages.NotAnAge as problem:
        # A number that is no age is said; words that are none may be something else.
        wrong = asked and problem.code == "out-of-range"
        return found.with_(notices=(*found.notices, Notice("age", problem.code))) if wrong else found
    return found.with_(age=age) if age else found


def _with_place(found: Needs, places: Places) -> Needs:
    resolution = places.resolve(found.text[:160])
    if resolution.place:
        return found.with_(place=resolution.place, place_choices=resolution.choices)
    something = found.audience or found.groups or found.support or found.services or (found.crimes and not found.guess)
    if resolution.problem and not found.notices and not something:
        return found.with_(notices=(Notice("place", resolution.problem),), crimes=(), guess=False)
    return found


def merge(known: Needs, found: Needs, dimensions: Mapping[str, str], correcting: bool) -> Needs:
    """Both together. `dimensions`: what each group excludes. `correcting`: crimes are put right, not added to."""
    crimes, guess = _crimes(known, found, correcting)
    return found.with_(
        crimes=crimes,
        guess=guess,
        age=found.age or known.age,
        language=found.language or known.language,
        written_in=found.written_in or known.written_in,
        place=found.place or known.place,
        place_choices=found.place_choices if found.place else known.place_choices,
        groups=_groups(known.groups, found.groups, dimensions),
        audience=found.audience or known.audience,
        support=found.support or known.support,
        referral=found.referral or known.referral,
        rights=found.rights,
        reported=known.reported if found.reported is None else found.reported,
        stage=found.stage or known.stage,
        reach=found.reach or known.reach,
        services=found.services,
    )


def _crimes(known: Needs, found: Needs, correcting: bool) -> tuple[tuple[str, ...], bool]:
    if not found.crimes:
        return known.crimes, known.guess
    if not known.crimes or (correcting and not found.guess):
        return found.crimes, found.guess
    if not found.guess:
        return tuple(dict.fromkeys((*known.crimes, *found.crimes))), False
    sure = dict(found.about)
    likely = [crime for crime in found.crimes if sure.get(crime, 0.0) >= SURE and len(words(found.text)) > SHORT]
    return tuple(dict.fromkeys((*known.crimes, *likely))), known.guess


def _groups(known: tuple[str, ...], found: tuple[str, ...], dimensions: Mapping[str, str]) -> tuple[str, ...]:
    """Nobody is two of a kind that excludes: a man said now takes the place of a woman understood before."""
    new = {dimensions.get(group) for group in found} & _ONE_OF_A_KIND
    return tuple(dict.fromkeys((*(group for group in known if dimensions.get(group) not in new), *found)))


def worried_about_self(found: Needs, floor: float) -> bool:
    """Is this message about what the writer does, or may do, to others? `floor`: below it a topic is not even a guess."""
    if found.audience not in (None, "self") or not found.about:
        return False
    return found.about[0][0] == OWN_BEHAVIOUR and found.about[0][1] >= floor
