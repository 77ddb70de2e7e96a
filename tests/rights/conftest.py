from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finder.directory.problems import BrokenContent, Problem
from finder.rights.rights import Rights
from finder.settings import DEFAULT_CONTENT

FOLDER = DEFAULT_CONTENT / "rights"


@pytest.fixture(scope="session")
def rights() -> Rights:
    """The guide as it is shown."""
    return Rights.load(FOLDER)


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], list[Problem]]:
    """Change one piece of text in one file of a copy of the guide; what is then wrong."""

    def change(file: str, old: str, new: str) -> list[Problem]:
        shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
        path = tmp_path / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(BrokenContent) as raised:
            Rights.load(tmp_path)
        return list(raised.value.problems)

    return change


def shown(rights: Rights) -> Iterator[tuple[str, str]]:
    """Every text that can be put before a person, and where it is from."""
    for right in rights.all():
        yield from ((right.id, text) for text in right.texts)
    for name, stage in rights.stages.items():
        yield from ((name, text) for text in (stage.label, stage.meaning))
    for name, page in rights.pages.items():
        yield from ((name, text) for text in (page.name, *(fact.what for fact in page.facts), *page.ask))
    for kind, rule in rights.deadlines.rules.items():
        texts = (rule.name, rule.date_label or "", *(fact.what for fact in rule.rests_on), *rule.also_ask, *rule.passed)
        yield from ((kind, text) for text in texts)
    yield from (("deadlines", text) for text in (*rights.deadlines.problems.values(), rights.deadlines.check))
    yield from (("versions", version.what) for version in rights.versions.versions.values())
    if rights.versions.expected:
        yield "versions", rights.versions.expected.what
