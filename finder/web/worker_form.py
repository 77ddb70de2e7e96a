"""A worker's search as it was posted: the person's needs as in find, and the worker's own terms beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finder.build import Built
from finder.directory.content import short_code
from finder.directory.terms import EXCLUDED, REACHES, REFERRERS, RISKS, SORTS, WAITS, Terms
from finder.needs import Needs, Notice
from finder.web import forms
from finder.web.forms import Read

SINGLE = ("who", "risk", "wait", "taking")
LISTS = ("reach", "not")
MOST_PICKED = 40
_WORKER = Needs(audience="professional")
Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """`read`: the needs and what must change; `picked`: ids of the services ticked, in the order ticked."""

    read: Read
    terms: Terms
    picked: tuple[str, ...] = ()


def read(fields: Posted, built: Built) -> Asked:
    """A posted search with its buttons obeyed. A choice that is not on our list is named and left out."""
    fields = _without(fields)
    base = forms.read(forms.read_fields(fields), built, _WORKER)
    unknown: list[Notice] = []

    def one(name: str, known: Sequence[str]) -> str | None:
        value = next((value for value in reversed(fields.get(name, ())) if value), None)
        if value is not None and value not in known:
            unknown.append(Notice(name, "unknown-code"))
            return None
        return value

    def several(name: str, known: Sequence[str]) -> tuple[str, ...]:
        values = dict.fromkeys(value for value in fields.get(name, ()) if value)
        if any(value not in known for value in values):
            unknown.append(Notice(name, "unknown-code"))
        return tuple(value for value in values if value in known)

    wait = one("wait", [str(weeks) for weeks in WAITS])
    terms = Terms(
        who=one("who", REFERRERS),
        reach=several("reach", REACHES),
        risk=one("risk", RISKS),
        wait=None if wait is None else int(wait),
        taking=one("taking", ("yes",)) == "yes",
        without=several("not", excludable(built)),
        sort=next(sort for sort in SORTS if sort == (one("sort", SORTS) or "fit")),
    )
    return Asked(Read(base.asked, base.needs, (*base.errors, *unknown)), terms, picked(fields, built))


def excludable(built: Built) -> list[str]:
    """Everything that a service may be left out for."""
    content = built.directory.content
    values: dict[str, Iterable[str]] = {"crime": content.crimes, "support": content.support, "for": content.groups, "reach": REACHES}
    return [f"{name}:{value}" for name in EXCLUDED for value in values[name]]


def picked(fields: Posted, built: Built) -> tuple[str, ...]:
    """Ids of the services ticked that are there, less the one taken off again."""
    off = set(fields.get("unpick", ()))
    codes = dict.fromkeys(code for code in fields.get("pick", ())[:MOST_PICKED] if code not in off)
    wanted = {short_code(service_id): service_id for service_id in built.directory.columns.ids} if codes else {}
    return tuple(wanted[code] for code in codes if code in wanted)


def _without(fields: Posted) -> dict[str, Sequence[str]]:
    """The fields less what a chip of the worker's own took away; a chip of the person's needs is the search form's business."""
    kept = dict(fields)
    chip = next((value for value in reversed(fields.get("remove", ())) if value), "")
    name, _, value = chip.partition(":")
    if name in SINGLE or name in LISTS:
        kept["remove"] = ()
        kept["page"] = ()
        kept[name] = () if name in SINGLE else [one for one in fields.get(name, ()) if one != value]
    return kept
