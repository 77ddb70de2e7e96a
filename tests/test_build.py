"""A build goes live whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from finder import build, sealed
from finder.directory.problems import BrokenContent
from finder.settings import ROOT
from finder.understanding.kept_vectors import KeptVectors
from finder.understanding.meaning import Embedder
from tests import small_content
from tests.small_content import Small


@dataclass(frozen=True)
class Place:
    """A content folder with a build of it in use."""

    content: Path
    builds: Path
    first: str

    def build(self) -> str:
        return build.build(self.content, self.builds)

    def folders(self) -> set[str]:
        return {path.name for path in self.builds.iterdir() if path.is_dir()}


@pytest.fixture
def place(small: Small, tmp_path: Path) -> Place:
    shutil.copytree(small.content, tmp_path / "content")
    shutil.copytree(small.builds, tmp_path / "var" / small.builds.name)
    small_content.reuse_vectors(tmp_path / "var" / small.builds.name, small.builds.parent)
    return Place(tmp_path / "content", tmp_path / "var" / small.builds.name, small.built.hash)


def test_a_build_is_named_by_what_it_was_made_from_wherever_that_lies(small: Small, place: Place) -> None:
    assert build.input_hash(place.content) == build.input_hash(small.content) == place.first == build.current(place.builds)
    os.utime(place.content / "groups.yaml", (0, 0))
    assert build.input_hash(place.content) == place.first
    (place.content / "groups.yaml").rename(place.content / "group.yaml")
    assert build.input_hash(place.content) != place.first


def test_building_again_does_nothing_when_nothing_changed(place: Place) -> None:
    said: list[str] = []
    before = (place.builds / "current").stat().st_mtime_ns, (place.builds / place.first).stat().st_mtime_ns
    assert build.build(place.content, place.builds, said.append) == place.first
    assert said == []
    assert before == ((place.builds / "current").stat().st_mtime_ns, (place.builds / place.first).stat().st_mtime_ns)


def test_a_new_service_is_there_after_the_next_build_and_the_build_before_is_kept_to_go_back_to(place: Place) -> None:
    small_content.add(place.content, "brand-new", {})
    second = place.build()
    opened = build.open_build(place.builds / second, Embedder())
    assert "brand-new" in opened.directory
    assert place.folders() == {place.first, second}
    # A build cut off in the middle neither stays nor counts as the one to go back to.
    (place.builds / "making-leftover").mkdir()
    small_content.add(place.content, "brand-newer", {})
    third = place.build()
    assert place.folders() == {second, third}
    assert build.current(place.builds) == third


def test_another_user_can_read_a_build_and_which_is_in_use(place: Place) -> None:
    """A unit's user is not the one who sets up; and a swap that it cannot read would not be taken up."""
    small_content.add(place.content, "brand-new", {})
    folder = place.builds / place.build()
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, place.builds / "current")] == ["0o755", "0o644"]


def test_broken_content_leaves_the_old_build_in_use_and_nothing_behind(place: Place) -> None:
    small_content.add(place.content, "broken", {"crimes": ["piracy"]})
    with pytest.raises(BrokenContent) as broken:
        place.build()
    assert [problem.file for problem in broken.value.problems] == ["services/broken.yaml"]
    assert build.current(place.builds) == place.first
    assert place.folders() == {place.first}


def test_a_build_that_answers_a_golden_question_wrongly_is_never_used(place: Place) -> None:
    small_content.edit(place.content, "golden.yaml", lambda golden: {**golden, "karma nirvana": "only-muslim"})
    with pytest.raises(BrokenContent) as broken:
        place.build()
    assert [str(problem) for problem in broken.value.problems] == ["golden.yaml:karma nirvana:does not find only-muslim on the first page"]
    assert build.current(place.builds) == place.first
    assert place.folders() == {place.first}


def test_a_build_killed_in_the_middle_leaves_the_old_one_in_use(place: Place) -> None:
    small_content.add(place.content, "brand-new", {})
    code = "import sys; from pathlib import Path; from finder import build; build.build(Path(sys.argv[1]), Path(sys.argv[2]))"
    building = subprocess.Popen([sys.executable, "-c", code, str(place.content), str(place.builds)], cwd=ROOT)
    until = time.monotonic() + 60
    while not list(place.builds.glob("making-*/content/topics")) and time.monotonic() < until:
        assert building.poll() is None
        time.sleep(0.005)
    building.send_signal(signal.SIGKILL)
    assert building.wait(10) == -signal.SIGKILL
    [cut_off] = place.builds.glob("making-*")
    assert not (cut_off / "seal.json").exists()
    assert build.current(place.builds) == place.first
    assert "childline" in build.open_build(place.builds / place.first, Embedder()).directory
    second = place.build()
    assert build.current(place.builds) == second != place.first
    assert place.folders() == {place.first, second}


def test_of_two_builds_started_at_once_one_does_the_work_and_both_end_well(place: Place) -> None:
    small_content.add(place.content, "brand-new", {})
    said: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: build.build(place.content, place.builds, said.append), range(2)))
    assert made[0] == made[1] == build.current(place.builds)
    assert said.count("reading the content") == 1


# What was learned is kept

LEARNING = "learning from what people say"


def test_a_service_that_changed_teaches_nothing_new_and_what_people_say_does(place: Place) -> None:
    said: list[str] = []
    small_content.add(place.content, "brand-new", {})
    build.build(place.content, place.builds, said.append)  # this copy of the directory has nothing kept yet
    assert said.count(LEARNING) == 1
    small_content.add(place.content, "brand-newer", {})
    second = build.build(place.content, place.builds, said.append)
    assert said.count(LEARNING) == 1
    assert "brand-newer" in build.open_build(place.builds / second, Embedder()).directory
    small_content.edit(place.content, "topics/fraud-cyber.yaml", lambda topic: {**topic, "says": {**topic["says"], "cy": "Twyll"}})
    build.build(place.content, place.builds, said.append)
    assert said.count(LEARNING) == 2


def test_damaged_lessons_are_learned_anew(place: Place) -> None:
    said: list[str] = []
    for name in ("brand-new", "brand-newer"):
        small_content.add(place.content, name, {})
        build.build(place.content, place.builds, said.append)
        [kept] = (place.builds.parent / "lessons").iterdir()
        (kept / "models.npz").write_bytes(b"PK cut off")
    assert said.count(LEARNING) == 2


# The seal


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "added"])
def test_a_build_in_which_any_file_was_touched_does_not_open(place: Place, damage: str) -> None:
    folder = place.builds / place.first
    files = [next(folder.glob(name)) for name in ("words/*.seg", "thesaurus.npz", "columns.npz", "records.jsonl", "vectors.npy")]
    for path in files if damage != "added" else [folder / "content" / "new.txt"]:
        before = path.read_bytes() if path.exists() else b""
        match damage:
            case "gone":
                path.unlink()
            case "cut":
                path.write_bytes(before[:-1])
            case _:
                path.write_bytes(b"x" + before[1:])
        with pytest.raises(sealed.BrokenSeal):
            sealed.check(folder)
        path.write_bytes(before)
    if damage != "added":
        sealed.check(folder)


def test_a_build_without_its_seal_does_not_open(place: Place) -> None:
    (place.builds / place.first / "seal.json").unlink()
    with pytest.raises(OSError, match=r"seal\.json"):
        build.open_build(place.builds / place.first, Embedder())


# Vectors kept between builds


def test_only_new_sentences_are_read_again(tmp_path: Path) -> None:
    first = KeptVectors(tmp_path / "vectors.npz")
    read = first(["one", "two"])
    first.save()
    again = KeptVectors(tmp_path / "vectors.npz")
    again._model = None  # it can read nothing new now
    assert np.array_equal(again(["two", "one"]), read[::-1])
    with pytest.raises(AttributeError):
        again(["three"])


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 cut off"])
def test_a_damaged_file_of_vectors_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vectors.npz"
    path.write_bytes(content)
    kept = KeptVectors(path)
    kept(["one"])
    kept.save()
    assert len(KeptVectors(path)._known) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["vectors.npz"]
