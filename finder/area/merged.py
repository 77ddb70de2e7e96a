"""An area's folder laid over the national content, file by file, as a content folder of its own.

A file of the area takes the place of the national one of the same name. What decides how people are understood, what is
urgent, and what their rights are is the same everywhere, so an area's folder may not hold it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from finder import checked
from finder.area import described
from finder.area.described import FILE, Area
from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent, Problem
from finder.understanding.urgent_content import read_cards

PAGES = ("about", "accessibility", "privacy", "safety")
REPLACED = ("leave.yaml", *(f"pages/{name}.md" for name in PAGES))
ADDED_TO = ("aliases.yaml", "golden.yaml")
"""Tables whose national lines stay; a line of the area takes the place of the one with its key."""
NOT_LAID = (FILE, "README.md")


def lay(national: Path, folder: Path, into: Path) -> Area:
    """Write the national content with the area's folder over it into `into`, which is empty, and check it whole.

    Raises BrokenContent with everything that is wrong in the area's files, or in what they make of the whole.
    """
    if not folder.is_dir():
        raise BrokenContent([Problem(folder.name, "folder", "there is no such folder")])
    area = described.read(folder)
    problems = [*_not_allowed(folder), *_urgent(national, folder, area), *_unknown(national, area)]
    if problems:
        raise BrokenContent(problems)
    shutil.copytree(national, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in area.hide:
        (into / "services" / f"{name}.yaml").unlink()
    for path in _files(folder):
        if str(path) not in (*ADDED_TO, *NOT_LAID[1:]):
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / path, into / path)
    _table(national, folder, into, "aliases.yaml", lambda key, value: key not in area.hide)
    _table(national, folder, into, "golden.yaml", lambda key, value: value not in area.hide)
    checked.read_all(into)
    return area


def _files(folder: Path) -> list[Path]:
    """Every file of the area, as a path from its folder."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.parts))


def _not_allowed(folder: Path) -> Iterator[Problem]:
    for path in _files(folder):
        service = path.parent == Path("services") and path.suffix == ".yaml"
        if not service and str(path) not in (*REPLACED, *ADDED_TO, *NOT_LAID):
            yield Problem(
                str(path), "file", "an area cannot change this; it may hold services, leave.yaml, aliases.yaml, golden.yaml and pages"
            )


def _urgent(national: Path, folder: Path, area: Area) -> Iterator[Problem]:
    """A service that an urgent card leads to stays as it is: the card would lose its line, or say another."""
    cards = read_cards(national / "urgent")
    named = {contact.service: kind for kind, card in cards.items() for contact in card.contacts if contact.service}
    for name in (one for one in area.hide if one in named):
        yield Problem(FILE, "hide", f"'{name}' is a line of urgent/{named[name]}.yaml and stays")
    for name in (one for one in named if (folder / "services" / f"{one}.yaml").exists()):
        yield Problem(f"services/{name}.yaml", "file", f"it is a line of urgent/{named[name]}.yaml and stays as it is")


def _unknown(national: Path, area: Area) -> Iterator[Problem]:
    for name in area.hide:
        if not (national / "services" / f"{name}.yaml").is_file():
            yield Problem(FILE, "hide", f"there is no national service '{name}'")


def _table(national: Path, folder: Path, into: Path, name: str, stays: Any) -> None:
    """Write the national table without the lines of hidden services, and with the area's."""
    both: dict[str, Any] = {}
    for path in (national / name, folder / name):
        if path.exists():
            value = strict_yaml.read(path)
            if not isinstance(value, dict):
                raise BrokenContent([Problem(name, "file", "write names with their values")])
            both |= value
    kept = {key: value for key, value in both.items() if stays(key, value)}
    (into / name).write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
