"""What an operator's timer reports: a line a problem, and silence where there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from finder import alerts, build
from finder.settings import ROOT, Settings
from tests import small_content
from tests.small_content import Small

FRESH = 10_000
"""More services than there are may be due."""


@pytest.fixture
def site(small: Small, tmp_path: Path) -> Settings:
    """A small content folder and its build, to be harmed."""
    mine = Settings(content=tmp_path / "content", var=tmp_path / "var")
    shutil.copytree(small.content, mine.content)
    shutil.copytree(small.builds / small.built.hash, mine.builds / small.built.hash)
    (mine.builds / "current").write_text(small.built.hash)
    return mine


def lines(site: Settings, most_due: int = FRESH, bot_port: int | None = None) -> list[str]:
    return list(alerts.problems(site, most_due, bot_port))


def test_a_site_that_is_well_gives_no_line(site: Settings) -> None:
    assert lines(site) == []


def damaged(site: Settings) -> None:
    path = site.builds / str(build.current(site.builds)) / "columns.npz"
    path.write_bytes(path.read_bytes()[:100])


def changed(site: Settings) -> None:
    small_content.add(site.content, "brand-new", {})


def broken(site: Settings) -> None:
    small_content.add(site.content, "brand-new", {"coverage": ["Atlantis"]})


HARM: list[tuple[Callable[[Settings], object], str]] = [
    (lambda site: (site.builds / "current").unlink(), "directory: there is no build"),
    (
        lambda site: shutil.rmtree(site.builds / str(build.current(site.builds))),
        "directory: the build in use is damaged (FileNotFoundError)",
    ),
    (damaged, "directory: the build in use is damaged (BrokenSeal)"),
    (changed, "directory: the content has changed since the build in use"),
    (broken, "content: 1 errors"),
    (lambda site: shutil.rmtree(site.var), "disk: the folder for builds and counts cannot be written"),
]


@pytest.mark.parametrize(("harm", "line"), HARM, ids=["none", "gone", "damaged", "changed", "broken", "disk"])
def test_each_harm_has_its_line(site: Settings, harm: Callable[[Settings], object], line: str) -> None:
    harm(site)
    assert [one for one in lines(site) if one.startswith(line)]


def test_more_services_due_than_allowed_have_a_line(site: Settings) -> None:
    assert [one for one in lines(site, most_due=0) if one.endswith("services are due for a check; run flask stale")]


def test_an_assistant_that_does_not_answer_has_a_line_unless_none_is_meant(site: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert lines(site, bot_port=port) == ["assistant: it does not answer; the site talks in simple mode"]
    assert lines(site, bot_port=None) == []


def test_the_timer_hands_its_lines_to_the_operators_command(site: Settings, tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    environment = {"FINDER_CONTENT": str(site.content), "FINDER_VAR": str(site.var), "PORT": "1", "ALERT_COMMAND": f"cat > {mail}"}
    done = subprocess.run(
        ["deploy/alert.sh", "--without-assistant", f"--most-due={FRESH}"],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert mail.read_text() == "site: it does not say that it is ready on port 1\n"
