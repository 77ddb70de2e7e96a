"""The search form: what was posted, read into Needs, with a plain code for everything that could not be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from finder.build import Built
from finder.needs import Needs, Notice, Referral
from finder.understanding import age as ages

LONGEST_QUESTION = 200
LONGEST_FIELD = 80
_REFERRALS: dict[str, Referral] = {"self": "self", "professional": "professional"}
_LISTS = ("crime", "for", "support")
_SINGLE = ("q", "place", "place_code", "place_was", "age", "language", "referral", "q_was")
# Bidirectional and other invisible marks change how a page reads; controls and noncharacters may stand on no page.
_MARKS = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_CONTROLS = (*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0))
_NONCHARACTERS = (plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_INVISIBLE = dict.fromkeys([*_MARKS, *_CONTROLS, *_NONCHARACTERS])


@dataclass(frozen=True)
class Asked:
    """A posted form. `without` names what was understood from the text and taken out again by the person."""

    q: str = ""
    place: str = ""
    place_code: str = ""
    age: str = ""
    language: str = ""
    referral: str = ""
    crime: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    page: int = 1

    def echo(self) -> dict[str, object]:
        """The form as it is filled in again."""
        values = {name: getattr(self, name) for name in ("q", "place", "place_code", "age", "language", "referral")}
        return {**values, "crime": self.crime, "for": self.groups, "support": self.support, "without": self.without}


@dataclass(frozen=True)
class Read:
    """What a form means: the needs, and notices about the fields that must change."""

    asked: Asked
    needs: Needs
    errors: tuple[Notice, ...] = field(default=())


def read_fields(fields: Mapping[str, Sequence[str]]) -> Asked:
    """A posted form with its buttons obeyed: a chip removed, a place or a suggestion picked, a page turned."""
    single = {name: _clean(fields, name) for name in _SINGLE}
    lists = {name: tuple(dict.fromkeys(v for v in fields.get(name, ()) if v)) for name in _LISTS}
    changed = single["q"] != single["q_was"]
    without = () if changed else tuple(value.translate(_INVISIBLE) for value in fields.get("without", ())[:20])
    if suggestion := _clean(fields, "suggestion"):
        single["q"], without = suggestion, ()
    # What is chosen again is no longer out.
    chosen = {name for name in ("place", "age", "language", "referral") if single[name]}
    chosen |= {f"{name}:{value}" for name in _LISTS for value in lists[name]}
    without = tuple(chip for chip in without if chip not in chosen)
    # A place picked from several stands for the words in the box only as long as those stay the same.
    kept_code = single["place_code"] if len(fields.get("place_code", ())) > 1 or single["place"] == single["place_was"] else ""
    asked = Asked(
        q=single["q"],
        place=single["place"],
        place_code=single["place_code"] if kept_code else "",
        age=single["age"],
        language=single["language"],
        referral=single["referral"],
        crime=lists["crime"],
        groups=lists["for"],
        support=lists["support"],
        without=without,
        page=_page(fields),
    )
    chosen_again = {f"{name}:{value}" for name, values in lists.items() for value in values}
    chosen_again |= {name for name in ("place", "age", "language", "referral") if single[name]}
    asked = replace(asked, without=tuple(chip for chip in asked.without if chip not in chosen_again))
    return _without(asked, _clean(fields, "remove"))


def _clean(fields: Mapping[str, Sequence[str]], name: str) -> str:
    values = [value for value in fields.get(name, ()) if value]
    return values[-1].translate(_INVISIBLE).strip() if values else ""


def _page(fields: Mapping[str, Sequence[str]]) -> int:
    value = _clean(fields, "page")
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _without(asked: Asked, chip: str) -> Asked:
    """The form after a chip was taken away. `chip` is `field` or `field:value`."""
    if not chip:
        return asked
    name, _, value = chip.partition(":")
    changes: dict[str, object] = {"without": (*asked.without, chip), "page": 1}
    if name in ("crime", "support"):
        changes[name] = tuple(v for v in getattr(asked, name) if v != value)
    elif name == "for":
        changes["groups"] = tuple(v for v in asked.groups if v != value)
    elif name == "place":
        changes |= {"place": "", "place_code": ""}
    elif name in ("age", "language", "referral"):
        changes[name] = ""
    return Asked(**{**asked.__dict__, **changes})


def read(asked: Asked, built: Built, known: Needs | None = None) -> Read:
    """The needs of a form, laid over those already known. What cannot be used is named; all the rest is used."""
    errors: list[Notice] = []
    content = built.directory.content
    needs = (known or Needs()).with_(
        language=_known_code("language", asked.language, content.languages, errors),
        referral=_REFERRALS.get(_known_code("referral", asked.referral, _REFERRALS, errors) or ""),
        crimes=_known_codes("crime", asked.crime, content.crimes, errors),
        groups=_known_codes("for", asked.groups, content.groups, errors),
        support=_known_codes("support", asked.support, content.support, errors),
    )
    needs = _with_age(needs, asked.age, built, errors)
    needs = _with_place(needs, asked, built, errors)
    question = asked.q
    if len(question) > LONGEST_QUESTION:
        errors.append(Notice("q", "too-long", (("most", str(LONGEST_QUESTION)),)))
        question = question[:LONGEST_QUESTION]
    if question:
        needs = _minus(built.understanding.understand(question, needs), asked.without)
    return Read(asked, needs, tuple(errors))


def _known_codes(name: str, values: Sequence[str], known: Mapping[str, object], errors: list[Notice]) -> tuple[str, ...]:
    if any(value not in known for value in values):
        errors.append(Notice(name, "unknown-code"))
    return tuple(value for value in values if value in known)


def _known_code(name: str, value: str, known: Mapping[str, object], errors: list[Notice]) -> str | None:
    return next(iter(_known_codes(name, (value,) if value else (), known, errors)), None)


def _with_age(needs: Needs, typed: str, built: Built, errors: list[Notice]) -> Needs:
    if not typed:
        return needs
    try:
        return needs.with_(age=ages.parse(typed[:LONGEST_FIELD], built.understanding.cues))
    except ages.NotAnAge as problem:
        errors.append(Notice("age", problem.code))
        return needs


def _with_place(needs: Needs, asked: Asked, built: Built, errors: list[Notice]) -> Needs:
    places = built.directory.content.places
    if asked.place_code and (place := places.by_code(asked.place_code)):
        return needs.with_(place=place)
    if not asked.place:
        return needs
    resolution = places.resolve(asked.place[: LONGEST_FIELD * 2])
    if resolution.problem:
        errors.append(Notice("place", resolution.problem))
    return needs.with_(place=resolution.place, place_choices=resolution.choices)


def _minus(needs: Needs, without: Sequence[str]) -> Needs:
    """Needs less what the person took out again."""
    for chip in without:
        name, _, value = chip.partition(":")
        if name == "crime":
            needs = needs.with_(crimes=tuple(v for v in needs.crimes if v != value))
        elif name == "for":
            needs = needs.with_(groups=tuple(v for v in needs.groups if v != value))
        elif name == "support":
            needs = needs.with_(support=tuple(v for v in needs.support if v != value))
        elif name == "place":
            needs = needs.with_(place=None, place_choices=())
        elif name in ("age", "language", "referral"):
            needs = needs.with_(**{name: None})
    return needs
