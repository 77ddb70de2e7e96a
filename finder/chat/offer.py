"""The services of one reply: three at a time, by the same search as the finder's, in the order that fits a talk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.chat.talk import Shown, Talk
from finder.directory.model import Service
from finder.directory.opened import Directory
from finder.directory.search import Results, search
from finder.needs import Needs

AT_A_TIME = 3
NEAREST = 6
"""Of so many best services, those to be reached in writing come first for somebody under 18."""
DEEPEST = 50
"""How far down the list "more" may go."""


def find(talk: Talk, needs: Needs, directory: Directory, more: bool) -> tuple[Shown, ...]:
    """The services to show next; with `more`, those that were not shown yet (none when all were)."""
    results = search(directory, needs, per_page=DEEPEST)
    seen = set(talk.shown) if more else set()
    ids = [service_id for service_id in results.ids if service_id not in seen]
    if not ids and more:
        ids = [service_id for service_id in results.always if service_id not in seen]
    near = next((one for one in ids if any(why.code == "place" for why in results.reasons.get(one, ()))), None)
    must = [near] if near and needs.place else []
    if _in_writing_first(needs):
        must = [*ids[:1], *must]
        ids = _written_first(ids, results, directory, needs, seen)
    return tuple(_shown(service_id, results) for service_id in _with(ids, must)[:AT_A_TIME])


def _with(ids: list[str], must: list[str]) -> list[str]:
    """What fits best, and one service near the person, are always among those shown first."""
    missing = list(dict.fromkeys(one for one in must if one not in ids[:AT_A_TIME]))
    return [*(one for one in ids[: AT_A_TIME - len(missing)]), *missing]


def by_ids(ids: Iterable[str], directory: Directory) -> tuple[Shown, ...]:
    """These services, as far as they are listed."""
    return tuple(Shown(service_id) for service_id in ids if service_id in directory)


def for_own_behaviour(lines: Mapping[str, tuple[str, ...]], about: Iterable[str], needs: Needs, directory: Directory) -> tuple[Shown, ...]:
    """The lines for somebody worried about what they do: the one for what they wrote about first."""
    topics = set(about)
    ids = sorted(lines, key=lambda one: -len(topics & set(lines[one])))
    listed = [one for one in ids if one in directory and _takes(directory.service(one), needs)]
    return by_ids(listed or ids, directory)


def _takes(service: Service, needs: Needs) -> bool:
    low, high = service.ages.low, service.ages.high
    age = needs.age
    return age is None or ((low is None or age.high >= low) and (high is None or age.low <= high))


def _in_writing_first(needs: Needs) -> bool:
    """A young person at night often cannot speak; whoever asked to be reached in writing gets that first."""
    return needs.reach in ("text", "chat") or bool(needs.age and needs.age.is_child and needs.audience in (None, "self"))


def _written_first(ids: list[str], results: Results, directory: Directory, needs: Needs, seen: set[str]) -> list[str]:
    def written(service_id: str) -> bool:
        service = directory.service(service_id)
        return bool(service.shown_sms or service.shown_webchat)

    # What was named is not pushed away by what is only easy to reach.
    named = [one for one in ids if one in needs.services]
    near = [one for one in ids[:NEAREST] if one not in named]
    if not any(written(one) for one in near):
        near = [one for one in results.always if written(one) and one not in seen][:1] + near
    first = sorted(near, key=lambda one: not written(one))
    front = [*named, *first]
    return [*front, *(one for one in ids if one not in front)]


def _shown(service_id: str, results: Results) -> Shown:
    return Shown(service_id, results.reasons.get(service_id, ()), results.distance_km.get(service_id))
