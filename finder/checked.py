"""Content read whole and checked, across all its files, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from finder import collector
from finder.directory import content as content_store
from finder.directory import strict_yaml
from finder.directory.content import Content
from finder.directory.problems import BrokenContent, Problem
from finder.rights.easy import Easy
from finder.rights.model import IDS
from finder.rights.rights import Rights
from finder.settings import DRAWINGS
from finder.understanding.cues import Cues
from finder.understanding.signing import Signing
from finder.understanding.thesaurus_content import read_thesaurus
from finder.understanding.urgent_content import read_cards, read_says, read_urgent


@collector.put_off()
def read_all(folder: Path) -> Content:
    """Everything that a build reads, so that a problem anywhere is found. Raises BrokenContent with all problems."""
    problems: list[Problem] = []
    content = None
    try:
        content = content_store.load(folder)
    except BrokenContent as broken:
        problems += broken.problems
    for read in (
        lambda: read_cards(folder / "urgent"),
        lambda: read_urgent(folder / "urgent"),
        lambda: read_says(folder / "urgent", content.topics if content else None),
        lambda: Cues.load(folder),
        lambda: read_thesaurus(folder, {}),
        lambda: golden(folder),
        lambda: easy(folder, rights(folder, content)),
        lambda: Signing.load(folder) if (folder / "pages" / "bsl.md").exists() else None,
    ):
        try:
            read()
        except BrokenContent as broken:
            problems += broken.problems
    if content is not None and not problems:
        problems += _unknown(content, golden(folder))
    if problems or content is None:
        raise BrokenContent(problems)
    return content


def rights(folder: Path, content: Content | None) -> Rights:
    """The guide to rights, with its references to services and kinds of help looked up. Raises BrokenContent."""
    services = None if content is None else {service.id for service in content.services}
    support = None if content is None else content.support
    try:
        return Rights.load(folder / "rights", services, support)
    except BrokenContent as broken:
        raise BrokenContent([Problem(f"rights/{one.file}", one.field, one.reason) for one in broken.problems]) from None


def easy(folder: Path, known: Rights) -> None:
    """The Easy Read pages, which may say nothing that the guide and the urgent lines do not. Raises BrokenContent."""
    if not (folder / "easy").is_dir():
        return
    cards = read_cards(folder / "urgent")
    numbers: dict[str, set[str]] = {kind: {contact.phone for contact in card.contacts if contact.phone} for kind, card in cards.items()}
    drawings = {path.stem for path in DRAWINGS.glob("*.svg")}
    try:
        problems = tuple(Easy.load(folder / "easy").problems(known, numbers, drawings))
    except BrokenContent as broken:
        problems = broken.problems
    if problems:
        raise BrokenContent([Problem(f"easy/{one.file}", one.field, one.reason) for one in problems])


def golden(folder: Path) -> dict[str, str]:
    """The questions of `golden.yaml`, each with the id of the service it must find. Raises BrokenContent."""
    path = folder / "golden.yaml"
    return {question: str(expected) for question, expected in _fields(path).items()} if path.exists() else {}


def _fields(path: Path) -> dict[str, Any]:
    try:
        value = strict_yaml.read(path)
    except strict_yaml.UnreadableYaml as error:
        raise BrokenContent([Problem(path.name, "file", str(error))]) from None
    if not isinstance(value, dict):
        raise BrokenContent([Problem(path.name, "file", "write names with their values")])
    return value


def _unknown(content: Content, questions: Mapping[str, str]) -> Iterator[Problem]:
    """Words of the thesaurus and golden questions that mean nothing in this content."""
    listed = {service.id for service in content.services if service.listed}
    for question, expected in questions.items():
        if expected not in listed:
            yield Problem("golden.yaml", question, f"'{expected}' is no service that people see")
    path = content.folder / "thesaurus.yaml"
    written = _fields(path) if path.exists() else {}
    known: dict[str, Mapping[str, Any]] = {
        "crimes": content.crimes,
        "groups": content.groups,
        "support": content.support,
        "rights": dict.fromkeys(IDS),
    }
    for kind, values in known.items():
        for value in written.get(kind, {}):
            if value not in values:
                yield Problem("thesaurus.yaml", f"{kind}.{value}", f"'{value}' is not known; see the list in docs/editors.md")
