"""The commands that editors and operators type, run as they type them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from finder import build
from finder.directory.reports import Reports
from finder.settings import ROOT, BadSetting, Settings
from tests import small_content

REASON = re.compile(r"[\w/.-]+\.yaml:[^:]+:.+")
"""file:field:reason."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content.write(tmp_path / "content")


def flask(content: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=ROOT,
        env={**os.environ, "FINDER_CONTENT": str(content), "FINDER_VAR": str(content.parent / "var")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def settings(content: Path) -> Settings:
    return Settings(content=content, var=content.parent / "var")


def test_flask_check_says_that_all_is_fine_and_how_many_services_are_hidden(content: Path) -> None:
    small_content.add(content, "hidden-one", {"flag": "at-risk"})
    done = flask(content, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{len(small_content.REAL_SERVICES) + 1} services are fine (1 of them hidden).\n"


def test_flask_check_names_every_error_as_file_field_and_reason_and_fails(content: Path) -> None:
    small_content.add(content, "one", {"crimes": ["piracy"], "support": ["hugs"]})
    small_content.add(content, "two", {"contact": {"phone": {"number": "ask", "basis": "page"}}, "hours": {"open": "9-5", "basis": "page"}})
    (content / "services" / "three.yaml").write_text("name: A\nname: B\n")
    (content / "urgent" / "danger.yaml").write_text("- a list")
    (content / "cues.yaml").write_bytes(b"\xff")
    done = flask(content, "check")
    assert done.returncode == 1
    assert done.stdout == ""
    *named, last = done.stderr.splitlines()
    assert all(REASON.fullmatch(line) for line in named), done.stderr
    fields = {line.split(":")[0].rpartition("/")[2] + ":" + line.split(":")[1] for line in named}
    assert {"one.yaml:crimes", "two.yaml:contact.phone.number", "two.yaml:hours.open", "three.yaml:file", "cues.yaml:file"} <= fields
    assert {field.split(":")[0] for field in fields} == {"one.yaml", "two.yaml", "three.yaml", "danger.yaml", "cues.yaml"}
    assert last == f"{len(named)} problems. Nothing was changed."


def test_a_message_under_a_topic_that_there_is_not_is_named(content: Path) -> None:
    small_content.edit(content, "urgent/says/soft.yaml", lambda _: {"says": {"en": {"piracy": "they boarded us"}, "pl": "no topic"}})
    done = flask(content, "check")
    assert done.stderr.splitlines() == [
        "urgent/says/soft.yaml:says.en.piracy:there is no such topic; where none is told write 'untold'",
        "urgent/says/soft.yaml:says.pl:write a block of messages for each topic, or for 'untold'",
        "2 problems. Nothing was changed.",
    ]


def test_flask_index_builds_and_a_broken_record_changes_nothing(content: Path) -> None:
    small_content.reuse_vectors(settings(content).builds.parent / "x")
    done = flask(content, "index")
    assert done.returncode == 0, done.stderr
    first = build.current(settings(content).builds)
    assert done.stdout.splitlines()[-1] == f"The directory is ready ({first})."
    small_content.add(content, "broken", {"coverage": ["Atlantis"]})
    done = flask(content, "index")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "services/broken.yaml:coverage:'Atlantis' is no district, county, force area, region or nation",
        "1 problems. Nothing was changed.",
    ]
    assert build.current(settings(content).builds) == first


def test_flask_stale_lists_undated_services_first(content: Path) -> None:
    small_content.add(content, "never-dated", {"source": {"kind": "own-site"}})
    small_content.add(content, "long-ago", {"source": {"kind": "own-site", "seen": "2001-02-03"}})
    done = flask(content, "stale")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    dated = [line for line in lines[:-1] if not line.endswith(": undated")]
    assert "never-dated: undated" in lines[: len(lines) - 1 - len(dated)]
    assert re.fullmatch(r"long-ago: seen 2001-02-03, \d{4,5} days ago", dated[0])
    assert lines[-1] == f"{len(lines) - 1} of {len(small_content.REAL_SERVICES) + 2} services are due."


def test_flask_worklist_writes_what_nobody_has_confirmed(content: Path, tmp_path: Path) -> None:
    small_content.add(content, "unsure", {"contact": {"phone": {"number": "020 7946 0000", "basis": "unconfirmed"}}})
    done = flask(content, "worklist", "--into", str(tmp_path / "list.md"))
    assert (done.returncode, done.stdout) == (0, f"Written to {tmp_path / 'list.md'}.\n")
    assert "## A plain service (`unsure`)\n\n- [ ] phone 020 7946 0000\n" in (tmp_path / "list.md").read_text()


def test_flask_worklist_shows_what_people_reported(content: Path, tmp_path: Path) -> None:
    Reports(settings(content).reports).add("childline", "number", date(2999, 1, 1))
    done = flask(content, "worklist", "--into", str(tmp_path / "list.md"))
    assert done.returncode == 0, done.stderr
    assert "# Reported" in (tmp_path / "list.md").read_text()
    assert "- [ ] `childline`: the number is wrong (1, last 2999-01-01)\n" in (tmp_path / "list.md").read_text()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "waymark.example"),
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "８０"),
        ("PORT", "²"),
        ("BOT_PORT", "x"),
        ("FINDER_CONTENT", "/nowhere/at/all"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment()


def test_two_content_folders_do_not_share_builds(tmp_path: Path) -> None:
    assert Settings(content=tmp_path / "a").builds != Settings(content=tmp_path / "b").builds
    assert Settings().builds.name == "content"
