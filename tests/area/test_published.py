"""An area's site while it runs: what is published is seen without a restart, and what is rolled back is gone."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from finder.settings import ROOT, BadSetting, Settings
from tests.area.laying import NAME, OWN, area, place
from tests.serving import Server, free_port, start_server, stop_server
from tests.small_content import Small

BLUE = {"light": {"brand": "#1d3f8f", "brand-deep": "#12285c", "bar": "#12285c"}}


@pytest.fixture
def settings(small: Small, tmp_path: Path) -> Settings:
    return place(small, tmp_path / "var")


def environment(settings: Settings) -> dict[str, str]:
    return {"FINDER_CONTENT": str(settings.national), "FINDER_VAR": str(settings.var), "FINDER_COUNTS": "", "BOT_PORT": "1"}


def flask(settings: Settings, *words: str, **more: str) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "area", *words],
        cwd=ROOT, env={**os.environ, **environment(settings), **more}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture
def site(settings: Settings, tmp_path: Path) -> Iterator[Server]:
    running = start_server(tmp_path, FINDER_AREA="borough", **environment(settings))
    yield running
    stop_server(running)


def ask(port: int, method: str, path: str, **body: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def found(port: int) -> list[str]:
    answer = json.loads(ask(port, "POST", "/api/find", q="quagga"))
    return [one["id"] for one in answer.get("results", [])]


def until(true: Callable[[], bool]) -> bool:
    """True once it is; a build that is swapped in is taken up by the next requests."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def test_a_running_site_shows_what_an_area_publishes_and_forgets_what_is_rolled_back(
    settings: Settings, site: Server, tmp_path: Path
) -> None:
    assert "Waymark" in ask(site.port, "GET", "/")
    folder = area(tmp_path / "borough", colours=BLUE)
    (folder / "pages").mkdir()
    (folder / "pages" / "about.md").write_text("# About SITE_NAME\n\nWe are the quagga people.\n")
    first = flask(settings, "publish", str(folder))
    assert first.returncode == 0, first.stderr
    assert until(lambda: OWN in found(site.port))
    home = ask(site.port, "GET", "/about")
    assert f"<title>{NAME} - About</title>" in home
    assert f"About {NAME}" in home
    assert "We are the quagga people." in home
    assert 'name="theme-color" content="#12285c"' in home
    [sheet] = re.findall(r'href="(/static/[^"]+/site\.css)"', home)
    assert "--brand: #1d3f8f" in ask(site.port, "GET", sheet)
    back = flask(settings, "rollback", str(folder))
    assert (back.returncode, back.stdout.splitlines()[-1]) == (0, "borough: version national is in use.")
    assert until(lambda: OWN not in found(site.port))
    page = ask(site.port, "GET", "/about")
    assert "Waymark" in page
    assert NAME not in page
    assert "quagga" not in page
    assert sheet not in page
    assert site.process.poll() is None


def test_rolling_back_goes_one_version_at_a_time_and_then_says_that_there_is_none(settings: Settings, tmp_path: Path) -> None:
    folder = area(tmp_path / "borough")
    first = flask(settings, "publish", str(folder)).stdout.splitlines()[-1]
    area(folder, name="Another name")
    assert flask(settings, "publish", str(folder)).stdout.splitlines()[-1] != first
    assert flask(settings, "rollback", "borough").stdout.splitlines()[-1] == first
    assert (settings.areas / "borough" / "current" / "area.yaml").read_text() == f"name: {NAME}\n"
    assert flask(settings, "rollback", "borough").returncode == 0
    none = flask(settings, "rollback", "borough")
    assert (none.returncode, none.stderr) == (1, "There is no version before this one. Nothing was changed.\n")


def test_a_broken_area_changes_nothing_and_says_why(settings: Settings, tmp_path: Path) -> None:
    folder = area(tmp_path / "borough")
    assert flask(settings, "publish", str(folder)).returncode == 0
    before = (settings.areas / "borough" / "current").resolve()
    (folder / "golden.yaml").write_text("the desk of quagga: childline\n")
    (folder / "services" / "broken.yaml").write_text("name: A\n")
    for command in ("check", "publish"):
        done = flask(settings, command, str(folder))
        assert done.returncode == 1
        assert "services/broken.yaml:description:this is needed" in done.stderr
        assert done.stderr.splitlines()[-1].endswith("problems. Nothing was changed.")
    (folder / "services" / "broken.yaml").unlink()
    done = flask(settings, "publish", str(folder))
    assert done.stderr.splitlines()[0] == "golden.yaml:the desk of quagga:does not find childline on the first page"
    assert (settings.areas / "borough" / "current").resolve() == before
    assert sorted(path.name for path in (settings.areas / "borough").iterdir()) == sorted([before.name, "current", "history", "lock"])


def test_a_preview_is_served_on_its_own_and_changes_nothing_that_is_published(settings: Settings, tmp_path: Path) -> None:
    folder, port = area(tmp_path / "borough"), free_port()
    assert flask(settings, "check", str(folder)).stdout == f"{NAME}: the area is fine.\n"
    looking = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "area", "preview", str(folder), "--port", str(port)],
        cwd=ROOT, env={**os.environ, **environment(settings)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip

    def answers() -> bool:
        try:
            return OWN in found(port)
        except OSError:
            assert looking.poll() is None
            return False

    try:
        assert until(answers)
        assert f"<title>{NAME} - Home</title>" in ask(port, "GET", "/")
    finally:
        looking.terminate()
        looking.communicate(timeout=30)
    assert not (settings.areas / "borough" / "current").exists()
    assert not (settings.var / "counts").exists()


@pytest.mark.parametrize("name", ["..", "A B", "", "a" * 60, "/"])
def test_an_area_has_a_plain_name(name: str) -> None:
    with pytest.raises(BadSetting, match="FINDER_AREA"):
        Settings().for_area(name)
