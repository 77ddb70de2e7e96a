"""Directories of any size for measuring: real records copied with other names, places, ages and languages.

The same size always gives the same directory. Written by the project's own writer; only the meaning of a service, which is
not what is measured, is a vector drawn by lot.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from finder import kept_lessons, sealed
from finder.directory import opened
from finder.directory.content import Content, short_code
from finder.directory.model import Service
from finder.understanding.understand import THESAURUS, URGENT

SEED = 8
SIZE = 384
"""Numbers in a vector of meaning."""
HERE = Path(__file__).parent
NATIONWIDE = ("uk", "national-england-wales", "england", "wales")
NAMED_FOR = "Hope Haven Safer Bridge Lantern Harbour Willow Compass Anchor Beacon Rowan Meadow Aspire Northstar Kindle".split()
KIND = "Support Project Trust Centre Network Advice Service Partnership Outreach Aid".split()


def services(content: Content, count: int) -> tuple[Service, ...]:
    """This many services, in order of id: the real ones first, then copies of them with changed facts."""
    draw = random.Random(SEED)
    real = [service for service in content.services if service.listed]
    made = {service.id: service for service in real[:count]}
    codes = {short_code(one) for one in made}
    for service in _copies(content, real, draw):
        if len(made) == count:
            break
        if service.id not in made and short_code(service.id) not in codes:
            made[service.id] = service
            codes.add(short_code(service.id))
    return tuple(made[key] for key in sorted(made))


def _copies(content: Content, real: list[Service], draw: random.Random) -> Iterator[Service]:
    districts = content.places.all_districts()
    languages = tuple(content.languages)
    sentences = [part for service in real for part in service.description.split(". ") if part]
    number = 0
    while True:
        number += 1
        yield _copy(
            draw.choice(real), number, [content.places.label_of(code) for code in draw.sample(districts, 2)], languages, sentences, draw
        )


def _copy(
    service: Service, number: int, places: list[str], languages: tuple[str, ...], sentences: list[str], draw: random.Random
) -> Service:
    here = places[0].split(",")[0]
    name = f"{here} {draw.choice(NAMED_FOR)} {draw.choice(KIND)} {_made_word(draw) if number % 2 == 0 else ''}".strip()
    fields: dict[str, Any] = {
        **service.model_dump(by_alias=True, exclude_defaults=True),
        "id": f"made-{number}",
        "name": name,
        "organisation": f"{here} {draw.choice(NAMED_FOR)}",
        "description": f"{service.description} {'. '.join(draw.sample(sentences, 2))}",
        "languages": ("en", *draw.sample(languages, draw.choice((0, 0, 1, 3)))),
        "coverage": _coverage(places, draw),
        "ages": draw.choice(({}, {}, {"from": 18}, {"from": 11, "to": 25}, {"from": 5, "to": 18}, {"from": 60})),
        "source": {"kind": "official", "address": "https://example.org/", "seen": f"20{draw.randint(23, 26)}-{draw.randint(1, 9):02}"},
        "evidence": (),
    }
    fields.pop("base", None)
    if "refuge" not in service.support and draw.random() < 0.6:
        fields["base"] = here
    return _quick(Service, fields)


def _quick(model: type[Service], fields: dict[str, Any]) -> Service:
    return model.model_validate({**fields, "languages": tuple(dict.fromkeys(fields["languages"]))})


def _coverage(places: list[str], draw: random.Random) -> tuple[str, ...]:
    if draw.random() < 0.04:
        return (draw.choice(NATIONWIDE),)
    return tuple(places) if draw.random() < 0.2 else (places[0],)


def _made_word(draw: random.Random) -> str:
    """A word that no other directory has, as names of services are."""
    return "".join(draw.choice("bdfglmnprstv") + draw.choice("aeiou") for _ in range(draw.randint(2, 4)))


def kept(var: Path, real: Path, content: Content, count: int) -> Path:
    """The `var` folder of a site with this many services: made now, or kept from an earlier run with the same content and code."""
    folder = var / "load" / str(count)
    made_of, same = folder / "made-of", f"{real.name} {kept_lessons.digest([(HERE, HERE / 'made.py')])}"
    if not made_of.exists() or made_of.read_text() != same:
        shutil.rmtree(folder, ignore_errors=True)
        write(real, folder / "builds" / "content", content, count)
        made_of.write_text(same)
    return folder


def write(real: Path, builds: Path, content: Content, count: int) -> None:
    """A build of this many services, with all else taken from a real build."""
    folder = builds / f"made-{count}"
    folder.mkdir(parents=True)
    for part in ("content", "models.npz", "languages.npz", URGENT, THESAURUS):
        (shutil.copytree if (real / part).is_dir() else shutil.copy)(real / part, folder / part)
    made = services(content, count)
    drawn = np.random.default_rng(SEED).standard_normal((count, SIZE), np.float32)
    opened.write(folder, replace(content, services=made), drawn / np.linalg.norm(drawn, axis=1, keepdims=True))
    sealed.seal(folder)
    (builds / "current").write_text(folder.name)
