"""A small content folder made out of the real one, so that a test can build a whole directory in a moment.

Real files, with fewer services and only the first lines of what people say; the rules of the directory are tried on
copies of one real record, each changed in the fact that its rule is about.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from finder import build
from finder.build import Built
from finder.directory import strict_yaml
from finder.directory.search import Results, search
from finder.needs import Needs
from finder.settings import ROOT
from finder.understanding.meaning import Embedder

REAL = ROOT / "content"
VECTORS = ROOT / "var" / "tests"
"""Where the vectors of what is built for tests are kept, so that only the first test to ask for one reads it."""
KEPT_LINES = 3
LANGUAGES = ("en", "pl")
"""The languages of the topics' messages that are kept."""

REAL_SERVICES = (
    "childline",
    "galop-helpline",
    "karma-nirvana",
    "national-domestic-abuse-helpline",
    "report-fraud",
    "southall-black-sisters",
    "stay-safe-east",
    "victim-support-supportline",
    "dc-victim-care-unit",
)

PLAIN: Mapping[str, Any] = {
    "name": "A plain service",
    "description": "A service for the tests of one rule.",
    "crimes": ["any"],
    "support": ["helpline", "practical-help"],
    "coverage": ["national-england-wales"],
    "languages": ["en"],
    "confidence": "high",
    "source": {"kind": "official", "address": "https://example.org/", "seen": "2025-01-30"},
}

SPECIAL: Mapping[str, Mapping[str, Any]] = {
    # Where
    "in-plymouth": {"coverage": ["Plymouth"]},
    "in-devon-and-cornwall": {"coverage": ["Devon and Cornwall"]},
    "in-england": {"coverage": ["england"]},
    "in-wales": {"coverage": ["wales"]},
    "in-uk": {"coverage": ["uk"]},
    "in-london": {"coverage": ["Greater London"]},
    "in-southwark": {"coverage": ["Southwark"]},
    "based-in-plymouth": {"coverage": ["Devon and Cornwall"], "base": "Plymouth"},
    "based-in-truro": {"coverage": ["Devon and Cornwall"], "base": "Truro"},
    "a-refuge": {"coverage": ["Devon and Cornwall"], "support": ["refuge"], "only_for": ["women"]},
    # How old
    "from-16": {"ages": {"from": "16"}},
    "from-11-to-18": {"ages": {"from": "11", "to": "18"}},
    "from-60": {"ages": {"from": "60"}},
    # Which language
    "speaks-polish": {"languages": ["en", "pl"]},
    "has-interpreters": {"interpreters": "yes"},
    "has-no-interpreters": {"interpreters": "no"},
    "signs": {"languages": ["bfi"]},
    # What happened
    "for-burglary": {"crimes": ["burglary-theft"]},
    "for-hate-crime": {"crimes": ["hate-crime"]},
    "for-burglary-and-hate-crime": {"crimes": ["burglary-theft", "hate-crime"]},
    # Who for
    "only-women": {"only_for": ["women"]},
    "only-men": {"only_for": ["men"]},
    "only-lgbt": {"only_for": ["lgbt"]},
    "only-deaf": {"only_for": ["deaf"]},
    "only-muslim": {"only_for": ["muslim"]},
    "only-jewish-women-or-children": {"only_for": ["jewish", ["women", "children"]]},
    "only-migrants": {"only_for": ["migrants"]},
    "only-professionals": {"only_for": ["professionals"]},
    "only-children": {"only_for": ["children"]},
    "only-older-people": {"only_for": ["older-people"]},
    "only-burglary-of-muslims": {"only_for": ["muslim"], "crimes": ["burglary-theft"]},
    "welcomes-lgbt": {"welcomes": ["lgbt"]},
    # How
    "by-professionals": {"referral": {"self": "no", "professional": "yes"}},
    "by-yourself": {"referral": {"self": "yes", "professional": "no"}},
    "counselling-alone": {"support": ["counselling"]},
    "justice-alone": {"support": ["restorative-justice"]},
    # What is known
    "undated": {"source": {"kind": "own-site", "address": "https://example.org/"}},
    "from-a-copy": {"source": {"kind": "mirror-or-copy", "address": "https://copy.example/", "seen": "2024"}},
    "low-confidence": {"confidence": "low"},
    "at-risk": {"flag": "at-risk"},
    "may-have-closed": {"flag": "may-have-closed"},
    "funding-at-risk": {"flag": "funding-at-risk"},
    "unconfirmed-phone": {"contact": {"phone": {"number": "020 7946 0000", "basis": "unconfirmed"}}},
    "has-notes": {"notes": "The zyzzyva rang twice."},
}
HIDDEN = frozenset({"low-confidence", "at-risk", "may-have-closed"})


class Small:
    """A small content folder, built and opened. Not a dataclass: a test that fails would print the whole directory."""

    def __init__(self, content: Path, builds: Path, built: Built) -> None:
        self.content, self.builds, self.built = content, builds, built

    def results(self, needs: Needs, **page: int) -> Results:
        return search(self.built.directory, needs, **page)

    def ids(self, needs: Needs) -> list[str]:
        """Every service found, best first."""
        return list(self.results(needs, per_page=1000).ids)

    def place(self, typed: str) -> Needs:
        """The needs of somebody in this place."""
        resolution = self.built.directory.content.places.resolve(typed)
        assert resolution.place, typed
        return Needs(place=resolution.place, place_choices=resolution.choices)


def write(folder: Path, special: bool = False) -> Path:
    """A content folder of a few real services (and the special ones), that passes `flask check`."""
    shutil.copytree(_template().name, folder, dirs_exist_ok=True)
    for name, changes in SPECIAL.items() if special else ():
        add(folder, name, changes)
    return folder


@cache
def _template() -> TemporaryDirectory[str]:
    """The folder that others are copied from: made once, gone when the tests end."""
    made = TemporaryDirectory(prefix="small-content-")
    folder = Path(made.name)
    for name in ("places", "pages"):
        shutil.copytree(REAL / name, folder / name, ignore=shutil.ignore_patterns("*.py"))
    for path in [*REAL.glob("*.yaml"), *REAL.glob("urgent/**/*.yaml"), *REAL.glob("topics/*.yaml")]:
        value = _fewer_lines(strict_yaml.read(path))
        if path.parent.name in ("topics", "says"):
            value["says"] = {language: value["says"][language] for language in LANGUAGES if language in value["says"]}
        if path.parent.name == "says":
            value["says"] = {language: _few_topics(blocks) for language, blocks in value["says"].items()}
        if path.name == "thesaurus.yaml":
            value = {name: _few_languages(inner) for name, inner in value.items()}
        _save(folder / path.relative_to(REAL), value)
    for path in REAL.glob("rights/**/*.yaml"):
        _save(folder / path.relative_to(REAL), _few_services(strict_yaml.read(path)))
    edit(folder, "aliases.yaml", lambda aliases: {key: aliases[key] for key in REAL_SERVICES if key in aliases})
    edit(folder, "golden.yaml", lambda _: {"chidline": "childline"})
    (folder / "services").mkdir()
    for name in REAL_SERVICES:
        shutil.copy(REAL / "services" / f"{name}.yaml", folder / "services")
    return made


def add(folder: Path, service_id: str, changes: Mapping[str, Any]) -> None:
    """Put a plain service with these changes into a content folder."""
    _save(folder / "services" / f"{service_id}.yaml", {**PLAIN, **changes})


def edit(folder: Path, name: str, change: Any) -> None:
    """Change the value of one file."""
    _save(folder / name, change(strict_yaml.read(folder / name)))


def made(folder: Path, builds: Path) -> Built:
    """Build a content folder and open the build."""
    reuse_vectors(builds)
    built = build.open_build(builds / build.build(folder, builds), Embedder())
    VECTORS.mkdir(parents=True, exist_ok=True)
    handle, copied = tempfile.mkstemp(dir=VECTORS)
    os.close(handle)
    Path(shutil.copy(builds.parent / "embeddings.npz", copied)).replace(VECTORS / "embeddings.npz")
    return built


def reuse_vectors(builds: Path, kept_in: Path = VECTORS) -> None:
    """Let a build start from the vectors that another has kept, when there are any."""
    kept, own = kept_in / "embeddings.npz", builds.parent / "embeddings.npz"
    if kept.exists() and not own.exists():
        builds.mkdir(parents=True, exist_ok=True)
        shutil.copy(kept, own)


def small(folder: Path) -> Small:
    """The small directory with the special services."""
    content = write(folder / "content", special=True)
    builds = folder / "var" / "builds"
    return Small(content, builds, made(content, builds))


def _fewer_lines(value: Any) -> Any:
    """The same value with only the first lines of each block of lines."""
    if isinstance(value, dict):
        return {key: _fewer_lines(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fewer_lines(inner) for inner in value]
    return "\n".join(strict_yaml.lines(value)[:KEPT_LINES]) if "\n" in value.strip() else value


def _few_languages(value: Any) -> Any:
    """The same value without the blocks of most languages."""
    if not isinstance(value, dict):
        return value
    return {key: _few_languages(inner) for key, inner in value.items() if len(key) != 2 or key in LANGUAGES}


def _few_topics(blocks: dict[str, str]) -> dict[str, str]:
    """The first two topics of a language, of the many whose every block would have to be read."""
    return dict(list(blocks.items())[:2])


def _few_services(value: Any, name: str = "") -> Any:
    """The same guide, naming only the services that are there, with less of what people say."""
    if name == "says":
        return _few_languages(_fewer_lines(value))
    if isinstance(value, dict):
        return {key: _few_services(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        if name == "services":
            return [service for service in value if service in REAL_SERVICES] or ["victim-support-supportline"]
        return [_few_services(inner) for inner in value]
    return value


def _save(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
