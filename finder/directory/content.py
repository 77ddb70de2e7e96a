"""Reading a content folder whole: every file strictly, every cross-reference checked, every problem named at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from finder.directory import strict_yaml
from finder.directory.model import Record, Service, Text
from finder.directory.places import Places, UnknownPlace
from finder.directory.problems import BrokenContent, Problem
from finder.directory.reader import Reader

ANY_CRIME = "any"
NOT_CRIME_TYPES = frozenset({"unsure", "none", "own-behaviour"})
"""Topics that the classifier must know but that are no crime type of the design's contract."""


class Topic(Record):
    """A crime type: its plain name, one line of meaning, and what people say, one message a line by language.

    `offered`: its place (from 1) among the few that a talk offers first; the others follow when these do not help.
    """

    name: Text
    meaning: Text
    offered: int | None = None
    says: Annotated[dict[str, str], Field(default_factory=dict)]


class Group(Record):
    """A group of people: as a choice, as said on a card, and what it excludes (two groups of one dimension)."""

    label: Text
    only: Text
    dimension: Literal["gender", "age", "identity", "religion", "role"]


class Label(Record):
    label: Text
    meaning: Text


class Language(Record):
    """A language people may want help in: its English name, its own name, and what people call it."""

    name: Text
    own: Text
    spoken: str = ""


@dataclass(frozen=True)
class Content:
    """All facts and wording that the directory is built from. Services are in order of id."""

    folder: Path
    services: tuple[Service, ...]
    topics: dict[str, Topic]
    groups: dict[str, Group]
    support: dict[str, Label]
    languages: dict[str, Language]
    aliases: dict[str, tuple[str, ...]]
    places: Places

    @property
    def crimes(self) -> dict[str, Topic]:
        """The crime types, in the files' order of slug."""
        return {slug: topic for slug, topic in self.topics.items() if slug not in NOT_CRIME_TYPES}

    @property
    def first_topics(self) -> tuple[str, ...]:
        """The topics that a talk offers first, in their order; all crime types when none says so."""
        offered = sorted((topic.offered, slug) for slug, topic in self.topics.items() if topic.offered)
        return tuple(slug for _, slug in offered) or tuple(self.crimes)


def load(folder: Path, with_services: bool = True) -> Content:
    """Everything in a content folder, or all but the services. Raises BrokenContent with all problems at once."""
    reader = Reader(folder)
    try:
        places = Places.load(folder / "places")
    except (OSError, ValueError, KeyError) as error:
        raise BrokenContent([Problem("places", "file", f"the tables cannot be read ({error})")]) from None
    content = Content(
        folder=folder,
        services=tuple(s for _, s in reader.folder_of("services", Service, id="")) if with_services else (),
        topics=dict(reader.folder_of("topics", Topic)),
        groups=reader.table("groups.yaml", Group),
        support=reader.table("support.yaml", Label),
        languages=reader.table("languages.yaml", Language),
        aliases={key: strict_yaml.lines(str(names)) for key, names in reader.value("aliases.yaml").items()},
        places=places,
    )
    problems = [*reader.problems, *unknown_references(content)]
    if with_services and not content.services and not problems:
        problems.append(Problem("services", "folder", "there is no service in it"))
    if problems:
        raise BrokenContent(problems)
    return content


def write_topics(folder: Path, content: Content) -> None:
    """Write the topics without what people say, in the shape that `load` reads."""
    (folder / "topics").mkdir()
    for slug, topic in content.topics.items():
        fields = topic.model_dump(exclude={"says"}, exclude_none=True)
        lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
        (folder / "topics" / f"{slug}.yaml").write_text(lines, encoding="utf-8")


def unknown_references(content: Content) -> Iterator[Problem]:
    """Words and ids of services that mean nothing in this content."""
    crimes = set(content.topics) | {ANY_CRIME}
    listed = {service.id: service.listed for service in content.services}
    codes: dict[str, str] = {}
    for service in content.services:
        file = f"services/{service.id}.yaml"
        for field, used, known in (
            ("crimes", service.crimes, crimes),
            ("support", service.support, content.support),
            ("only_for", service.groups_it_is_for, content.groups),
            ("welcomes", service.welcomes, content.groups),
            ("by_and_for", service.by_and_for, content.groups),
            ("languages", service.languages, content.languages),
        ):
            for word in used:
                if word not in known:
                    yield Problem(file, field, f"'{word}' is not known; see the list in docs/editors.md")
        for other_id in service.cannot_help.instead if service.cannot_help else ():
            if other_id == service.id or not listed.get(other_id):
                yield Problem(file, "cannot_help.instead", f"'{other_id}' is no other service that people see")
        for name in service.coverage:
            try:
                content.places.districts_for(name)
            except UnknownPlace:
                yield Problem(file, "coverage", f"'{name}' is no district, county, force area, region or nation")
        other = codes.setdefault(short_code(service.id), service.id)
        if other != service.id:
            yield Problem(file, "id", f"its short code is the same as that of {other}; change the file's name a little")
    for alias_of in content.aliases if listed else ():
        if alias_of not in listed:
            yield Problem("aliases.yaml", alias_of, "there is no service with this id")


def short_code(service_id: str) -> str:
    """The opaque code of a service in an address: 8 characters that say nothing and never change (40 bits)."""
    number = int.from_bytes(hashlib.blake2s(service_id.encode(), digest_size=5).digest(), "big")
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[(number >> shift) & 31] for shift in range(35, -1, -5))
