"""What another directory's words mean in ours: crime types, groups, kinds of help, areas, languages, and how to refer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from finder.directory.content import Content
from finder.directory.place_names import key_of as key
from finder.directory.places import UnknownPlace
from finder.directory.published import terms_of, topics_of
from finder.oruk import places, words
from finder.oruk.ids import filled
from finder.oruk.older import rows
from finder.oruk.taxonomies import term_id

Word = tuple[str, str]
_OFFICE = re.compile(
    r"\b(city|county|borough|district|metropolitan|unitary|london borough|royal borough|council|of|authority|combined|the)\b", re.IGNORECASE
)
_WAIT = re.compile(r"(?:(\d+) weeks?|(.+)) \(said (\d{4}(?:-\d\d){0,2})\)")
_CLOSED = re.compile(r"Not taking referrals \(said (\d{4}(?:-\d\d){0,2})\)\.")


@dataclass(frozen=True)
class Known:
    """Our words by the ids we publish and by the names that people write."""

    content: Content
    terms: Mapping[str, Word]
    named: Mapping[str, Word]
    languages: Mapping[str, str]
    areas: Mapping[str, str]

    @classmethod
    def of(cls, content: Content) -> Known:
        named: dict[str, Word] = {}
        for kind, table in (
            ("crime", {slug: topic.name for slug, topic in topics_of(content).items()}),
            ("group", {slug: group.label for slug, group in content.groups.items()}),
            ("support", {slug: label.label for slug, label in content.support.items()}),
        ):
            for slug, name in table.items():
                named |= {key(name): (kind, slug), key(slug): (kind, slug)}
        languages = {key(name): code for code, one in content.languages.items() for name in (code, one.name, one.own)}
        areas = {key(name): code for code, name in places.NAMES.items()}
        return cls(content, {term_id(*term): term for term in terms_of(content)}, named, languages, areas)


@dataclass
class Sorted:
    """What a record is sorted by, in our words."""

    crimes: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    only_for: list[str | list[str]] = field(default_factory=list)
    welcomes: list[str] = field(default_factory=list)
    by_and_for: list[str] = field(default_factory=list)


def sorted_by(raw: dict[str, Any], known: Known) -> Sorted:
    """A group is taken as one that the service knows well, unless a label of ours says more: that turns nobody away."""
    found = Sorted()
    lists: dict[int, list[str]] = {}
    for row in rows(raw, "attributes"):
        term = row.get("taxonomy_term")
        if not isinstance(term, dict):
            continue
        kind, slug = known.terms.get(str(term.get("id"))) or _named(term, known)
        label = str(row.get("label"))
        number = words.list_number(label)
        if kind == "group" and number is not None:
            if number not in lists:
                found.only_for.append(lists.setdefault(number, []))
            lists[number].append(slug)
            continue
        into: Any = {"crime": found.crimes, "support": found.support}.get(kind)
        if kind == "group":
            into = {words.FOR: found.only_for, words.RUN_BY: found.by_and_for}.get(label, found.welcomes)
        if into is not None and slug not in into:
            into.append(slug)
    return found


def _named(term: Mapping[str, Any], known: Known) -> Word:
    told: Iterable[Any] = (term.get("code"), term.get("name"))
    return next((known.named[key(name)] for name in told if isinstance(name, str) and key(name) in known.named), ("", ""))


def languages(raw: dict[str, Any], known: Known, left_out: list[str]) -> tuple[list[str], bool]:
    """The languages it gives help in, English when it names none, and whether the feed is unsure of any."""
    found: list[str] = []
    for row in rows(raw, "languages"):
        told = [name for name in (row.get("code"), row.get("name")) if isinstance(name, str) and name.strip()]
        code = next((known.languages[key(name)] for name in told if key(name) in known.languages), None)
        if code is None and told:
            left_out.append(f"language {told[0][:40]!r}")
        elif code and code not in found:
            found.append(code)
    return found or ["en"], any(row.get("note") == words.ASK for row in rows(raw, "languages"))


def coverage(raw: dict[str, Any], known: Known, left_out: list[str]) -> list[str]:
    """The areas it serves, by the code of a district or by name, with or without "Council" and the like."""
    found: list[str] = []
    for row in rows(raw, "service_areas"):
        told = [name for name in (row.get("name"), row.get("service_area")) if isinstance(name, str) and name.strip()]
        name = next((area for area in (_area(name, known) for name in told) if area), None) or _by_code(row.get("uri"), known)
        if name is None and told:
            left_out.append(f"area {told[0][:60]!r}")
        elif name and name not in found:
            found.append(name)
    return found


def _area(name: str, known: Known) -> str | None:
    if key(name) in known.areas:
        return known.areas[key(name)]
    for tried in (name.strip(), " ".join(_OFFICE.sub(" ", name).split())):
        try:
            known.content.places.districts_for(tried)
        except UnknownPlace:
            continue
        return tried
    return None


def _by_code(uri: Any, known: Known) -> str | None:
    code = uri.rpartition("/")[2] if isinstance(uri, str) else ""
    try:
        return known.content.places.label_of(code)
    except UnknownPlace:
        return None


def interpreters(raw: dict[str, Any]) -> str | None:
    """Only what we write ourselves: other words may mean either."""
    return {"Interpreters can be had.": "yes", "There are no interpreters.": "no"}.get(str(raw.get("interpretation_services")))


def on_referring(raw: dict[str, Any], ours: bool, address: str | None, seen: str | None, left_out: list[str]) -> dict[str, Any]:
    """What the record says to workers; of others' sentences only the wait, when it has a day and an address."""
    found: dict[str, Any] = {}
    waits, closed = _match(_WAIT, raw.get("wait_time")), _match(_CLOSED, raw.get("alert"))
    said = waits[3] if waits else closed[1] if closed else seen
    wait = (waits[1] or waits[2]) if waits else raw.get("wait_time")
    capacity = filled({"taking_referrals": "no" if closed else None, "wait": wait if isinstance(wait, str) else None})
    if capacity and said and address:
        found["capacity"] = {**capacity, "seen": said, "address": address}
    elif capacity:
        left_out.append("its waiting time, which has no day or no address")
    return {**found, **(words.read_back(raw) if ours else {})}


def _match(pattern: re.Pattern[str], value: Any) -> re.Match[str] | None:
    return pattern.fullmatch(value) if isinstance(value, str) else None
