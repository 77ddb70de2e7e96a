"""A running site takes the newest good build up by itself, and nobody notices."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from finder import build
from finder.directory.search import search
from finder.live import Live
from finder.needs import Needs
from tests import small_content
from tests.small_content import Small


@dataclass(frozen=True)
class Two:
    """A folder with two builds, and the names of both."""

    builds: Path
    old: str
    new: str

    def use(self, name: str) -> None:
        """Name the build in use, as a build does: by replacing one small file."""
        temporary = self.builds / "next"
        temporary.write_text(name)
        temporary.replace(self.builds / "current")


@pytest.fixture(scope="module")
def made(small: Small, tmp_path_factory: pytest.TempPathFactory) -> Two:
    folder = tmp_path_factory.mktemp("live")
    shutil.copytree(small.content, folder / "content")
    shutil.copytree(small.builds, folder / "var" / "builds")
    small_content.reuse_vectors(folder / "var" / "builds", small.builds.parent)
    small_content.add(folder / "content", "brand-new", {})
    return Two(folder / "var" / "builds", small.built.hash, build.build(folder / "content", folder / "var" / "builds"))


@pytest.fixture
def two(made: Two, tmp_path: Path) -> Two:
    shutil.copytree(made.builds, tmp_path / "builds")
    os.utime(tmp_path / "builds" / made.old, (1, 1))
    mine = Two(tmp_path / "builds", made.old, made.new)
    mine.use(mine.old)
    return mine


def held(live: Live) -> str:
    built = live.built()
    assert built
    return built.hash


def test_a_running_site_takes_a_new_build_without_a_restart(two: Two) -> None:
    live = Live(two.builds)
    before = live.built()
    assert before
    assert before.hash == two.old
    assert "brand-new" not in before.directory
    two.use(two.new)
    after = live.built()
    assert after
    assert "brand-new" in after.directory
    # A request that began on the old build ends on it, even when its files are gone.
    shutil.rmtree(two.builds / two.old)
    assert search(before.directory, Needs(rest="childline")).ids[0] == "childline"
    assert before.directory.service("childline").name == "Childline"


def test_nothing_is_opened_again_while_the_build_is_the_same(two: Two) -> None:
    live = Live(two.builds)
    assert live.built() is live.built()


def test_without_any_build_there_is_none_until_one_is_made(two: Two, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    live = Live(tmp_path / "empty")
    assert live.built() is None
    assert Live(tmp_path / "nowhere").built() is None
    shutil.copytree(two.builds / two.new, tmp_path / "empty" / two.new)
    (tmp_path / "empty" / "current").write_text(two.new)
    assert held(live) == two.new


def test_a_half_made_build_is_never_used(two: Two, tmp_path: Path) -> None:
    shutil.copytree(two.builds / two.new, tmp_path / "half" / "making-abc")
    assert Live(tmp_path / "half").built() is None


@pytest.mark.parametrize("content", [None, b"", b"0123456789abcdef", b"\xff\xfe\x00", b"../../etc", b"nul\x00byte"])
def test_when_the_name_of_the_build_in_use_is_lost_the_newest_good_one_is_used(two: Two, content: bytes | None) -> None:
    if content is None:
        (two.builds / "current").unlink()
    else:
        (two.builds / "current").write_bytes(content)
    assert held(Live(two.builds)) == two.new


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: shutil.rmtree(folder),
        lambda folder: shutil.rmtree(folder / "words"),
        lambda folder: cut(folder / "columns.npz"),
        lambda folder: cut(folder / "records.jsonl"),
        lambda folder: cut(folder / "vectors.npy"),
        lambda folder: (folder / "content" / "groups.yaml").write_text("a: b: c"),
        lambda folder: (folder / "seal.json").write_text("{"),
    ],
    ids=["gone", "no-words", "columns", "records", "vectors", "content", "seal"],
)
def test_when_the_build_in_use_is_damaged_the_one_before_is_used(two: Two, damage: Callable[[Path], None]) -> None:
    two.use(two.new)
    damage(two.builds / two.new)
    assert held(Live(two.builds)) == two.old


def test_a_running_site_keeps_what_it_has_when_the_new_build_is_damaged_and_takes_the_next_good_one(
    two: Two, caplog: pytest.LogCaptureFixture
) -> None:
    live = Live(two.builds)
    before = live.built()
    shutil.copytree(two.builds / two.new, two.builds / "damaged")
    cut(two.builds / "damaged" / "columns.npz")
    two.use("damaged")
    with caplog.at_level(logging.ERROR):
        assert live.built() is before
        assert live.built() is before
    assert [record.getMessage() for record in caplog.records] == ["build damaged cannot be opened (BrokenSeal)"]
    two.use(two.new)
    assert held(live) == two.new


def test_eight_threads_searching_while_builds_are_swapped_see_no_error(two: Two) -> None:
    live = Live(two.builds)
    stop = threading.Event()
    seen: set[str] = set()

    def visit() -> int:
        answers = 0
        while not stop.is_set():
            built = live.built()
            assert built
            seen.add(built.hash)
            results = search(built.directory, Needs(rest="childline plymuoth", age=None))
            assert results.ids
            assert ("brand-new" in built.directory) == (built.hash == two.new)
            assert all(built.directory.service(name).name for name in (*results.ids, *results.always))
            answers += 1
        return answers

    with ThreadPoolExecutor(8) as pool:
        visitors = [pool.submit(visit) for _ in range(8)]
        try:
            for name in (two.new, two.old, two.new):
                two.use(name)
                until = time.monotonic() + 60
                while held(live) != name and time.monotonic() < until:
                    time.sleep(0.02)
                assert held(live) == name
        finally:
            stop.set()
        assert all(visitor.result() > 0 for visitor in visitors)
    assert seen == {two.old, two.new}


def test_visitors_after_a_quiet_time_in_which_two_builds_were_made_see_no_error(two: Two) -> None:
    live = Live(two.builds)
    assert held(live) == two.old
    two.use(two.new)
    shutil.rmtree(two.builds / two.old)

    def visit(_: int) -> tuple[str, ...]:
        built = live.built()
        assert built
        return search(built.directory, Needs(rest="childline")).ids[:1]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(visit, range(16))) == {("childline",)}
    assert held(live) == two.new


def test_eight_first_visitors_at_once_all_get_the_same_build(two: Two) -> None:
    live = Live(two.builds)
    with ThreadPoolExecutor(8) as pool:
        assert len({id(built) for built in pool.map(lambda _: live.built(), range(8))}) == 1
