"""What the documents tell people to type, open or trust is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from flask import Flask

from finder import create_app
from finder.area import colours, merged
from finder.settings import ROOT, Settings
from tests import small_content

GUIDES = (
    "running",
    "accessibility",
    "data-protection",
    "add-a-service",
    "add-a-language",
    "add-a-topic",
    "privacy",
    "editors",
    "developers",
)
PAGE = 90
"""Lines; each guide is one that is read in a few minutes."""
TEST = re.compile(r"\b(tests/[\w/]+\.py)::(test_\w+)")
PATH = re.compile(r"`((?:docs|content|finder|tests|deploy|bot|translations)/[\w./*-]*)`|\((docs/[\w-]+\.md)\)")
COMMAND = re.compile(r"flask --app wsgi ((?:[a-z-]+ ?)+)")
MADE_BY_THE_READER = {"content/services/harbour-watch.yaml", "content/topics/boat-theft.yaml", "translations/it/LC_MESSAGES/messages.po",
                      "translations/glossary/it.yaml"}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Flask:
    """The site for its commands, which need no directory."""
    return create_app(Settings())


def text(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_every_test_that_a_document_names_is_there(name: str) -> None:
    for path, test in TEST.findall(text(name)):
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.M), f"{path}::{test}"


@pytest.mark.parametrize("name", ["data-protection", "accessibility"])
def test_every_line_of_a_table_of_promises_names_its_test(name: str) -> None:
    table = text(name).partition("| test |\n")[2].partition("\n\n")[0].splitlines()[1:]
    assert len(table) > 9
    assert [line for line in table if not TEST.search(line)] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_file_that_a_document_names_is_there(name: str) -> None:
    for found in PATH.findall(text(name)):
        path = next(filter(None, found))
        assert path in MADE_BY_THE_READER or list(ROOT.glob(path.rstrip("/"))), path


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_that_a_document_gives_is_there(name: str, site: Flask) -> None:
    for words in COMMAND.findall(text(name)):
        command: click.Command = site.cli
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            assert word in command.commands, words
            command = command.commands[word]


@pytest.mark.parametrize("name", GUIDES)
def test_every_target_of_make_that_a_document_names_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", text(name))) <= targets


@pytest.mark.parametrize("name", GUIDES[:6])
def test_a_guide_is_a_page(name: str) -> None:
    assert len(text(name).splitlines()) <= PAGE


def block(name: str, first: str) -> str:
    """The example of a guide that starts with this, as its reader would copy it."""
    [found] = [one for one in re.findall(r"^ *```yaml\n(.*?)^ *```", text(name), re.M | re.S) if one.strip().startswith(first)]
    indent = len(found) - len(found.lstrip())
    return "".join(line[indent:] if line.strip() else line for line in found.splitlines(keepends=True))


def check(content: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "check"],
        cwd=ROOT, env={"PATH": "/usr/bin:/bin", "FINDER_CONTENT": str(content), "FINDER_VAR": str(content.parent / "var")},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_a_service_and_a_topic_copied_from_their_guides_are_fine(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "content")
    (content / "topics" / "boat-theft.yaml").write_text(block("add-a-topic", "name: Boat theft"))
    service = block("add-a-service", "name: Harbour Watch").replace("[burglary-theft]", "[burglary-theft, boat-theft]")
    (content / "services" / "harbour-watch.yaml").write_text(service)
    assert check(content) == f"{len(small_content.REAL_SERVICES) + 1} services are fine (0 of them hidden).\n"


def test_the_area_of_the_guide_is_fine_but_for_the_service_it_makes_up(tmp_path: Path) -> None:
    national, folder = small_content.write(tmp_path / "national"), tmp_path / "devon"
    folder.mkdir()
    (folder / "area.yaml").write_text(block("running", "# area.yaml").replace("a-national-service", "stay-safe-east"))
    small_content.edit(national, "golden.yaml", lambda _: {"chidline": "childline"})
    (tmp_path / "into").mkdir()
    area = merged.lay(national, folder, tmp_path / "into")
    assert area.name == "Support in Devon"
    assert f"`{'`, `'.join(colours.OWN[:-1])}` and `{colours.OWN[-1]}`" in text("running")
