"""What is counted, and that nobody can be told from it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import count_files, counts
from finder.count_files import EVERY, CountFiles
from finder.counts import Row
from finder.needs import Needs, Place, Urgent

DAY = date(2026, 11, 22)
ANY = st.dictionaries(st.sampled_from(counts.KINDS), st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10_000)))


class Clock:
    """A clock and a calendar that a test turns on."""

    def __init__(self) -> None:
        self.seconds, self.day = 0.0, DAY

    def files(self, folder: Path) -> CountFiles:
        return CountFiles(folder, lambda: self.seconds, lambda: self.day)


def number(rows: list[Row], kind: str, value: str) -> int | None:
    return next((row.number for row in rows if (row.kind, row.value) == (kind, value)), None)


def test_of_a_search_the_crime_the_force_area_and_the_urgent_cards_are_counted_and_no_smaller_place() -> None:
    place = Place("x", "Beacon Park, Plymouth", ("E06000026",), "Devon and Cornwall", (1, 2))
    needs = Needs(text="sardine", crimes=("stalking-harassment",), place=place, urgent=(Urgent("danger"),), language="pl", groups=("deaf",))
    assert sorted(counts.of_search(needs)) == [("crime", "stalking-harassment"), ("force", "Devon and Cornwall"), ("urgent", "danger")]


def test_a_place_that_lies_in_several_force_areas_is_not_counted() -> None:
    assert list(counts.of_search(Needs(place=Place("x", "England", ("E1", "E2"))))) == []


@given(ANY)
def test_no_number_under_ten_and_no_exact_number_is_ever_shown(counted: dict[str, dict[str, int]]) -> None:
    for row in counts.rows(DAY, counted):
        assert row.number is None or (row.number >= 10 and row.number % 5 == 0)
        assert row.number is None or abs(row.number - counted[row.kind][str(row.value)]) <= 2


@given(ANY)
def test_few_look_the_same_as_none(counted: dict[str, dict[str, int]]) -> None:
    without = {kind: {value: number for value, number in values.items() if number >= 10} for kind, values in counted.items()}
    assert list(counts.rows(DAY, counted)) == list(counts.rows(DAY, without))


@given(ANY)
def test_making_coarse_again_changes_nothing(counted: dict[str, dict[str, int]]) -> None:
    assert counts.coarse(counts.coarse(counted)) == counts.coarse(counted)


def test_nothing_is_written_until_some_minutes_have_passed(tmp_path: Path) -> None:
    clock = Clock()
    files = clock.files(tmp_path)
    for _ in range(20):
        files.add([("page", "home")])
    assert list(tmp_path.iterdir()) == []
    clock.seconds = EVERY
    files.add([("page", "home")])
    assert number(count_files.read(tmp_path, DAY, DAY), "page", "home") == 20


def test_the_file_says_no_time_of_day(tmp_path: Path) -> None:
    files = Clock().files(tmp_path)
    files.add([("page", "home")])
    files.write()
    file = tmp_path / f"{DAY}.json"
    assert json.loads(file.read_text()) == {"page": {"home": 1}}
    changed = datetime.fromtimestamp(file.stat().st_mtime)
    assert (changed.date(), changed.hour, changed.minute) == (DAY, 0, 0)


def test_what_was_counted_before_midnight_belongs_to_the_day_before(tmp_path: Path) -> None:
    clock = Clock()
    files = clock.files(tmp_path)
    for _ in range(10):
        files.add([("page", "home")])
    clock.day += timedelta(days=1)
    for _ in range(15):
        files.add([("page", "home")])
    files.write()
    assert number(count_files.read(tmp_path, DAY, DAY), "page", "home") == 10
    assert number(count_files.read(tmp_path, clock.day, clock.day), "page", "home") == 15


def test_after_two_days_the_exact_numbers_are_gone_from_the_disk_and_after_400_the_day(tmp_path: Path) -> None:
    clock = Clock()
    files = clock.files(tmp_path)
    files.add([("page", "home")] * 13 + [("crime", "fgm")] * 3)
    files.write()
    clock.day = DAY + timedelta(days=2)
    files.add([("page", "find")])
    files.write()
    assert json.loads((tmp_path / f"{DAY}.json").read_text()) == {"page": {"home": 15}}
    clock.day = DAY + timedelta(days=401)
    files.add([("page", "find")])
    files.write()
    assert [path.name for path in sorted(tmp_path.glob("*.json"))] == [f"{DAY + timedelta(days=2)}.json", f"{clock.day}.json"]


def test_several_sites_and_threads_lose_no_count(tmp_path: Path) -> None:
    def visit() -> None:
        files = Clock().files(tmp_path)
        for _ in range(50):
            files.add([("page", "home")])
            files.write()

    threads = [threading.Thread(target=visit) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert json.loads((tmp_path / f"{DAY}.json").read_text()) == {"page": {"home": 200}}


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b"\xff{"), lambda path: path.write_text("[1]"), lambda path: path.unlink()]
)
def test_a_damaged_file_costs_its_counts_and_no_page(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    files = Clock().files(tmp_path)
    files.add([("page", "home")] * 12)
    files.write()
    damage(tmp_path / f"{DAY}.json")
    files.add([("page", "home")] * 10)
    files.write()
    assert number(count_files.read(tmp_path, DAY, DAY), "page", "home") == 10


def test_when_the_disk_is_full_the_counts_are_held_until_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "counts").write_text("a file where the folder should be")
    files = Clock().files(tmp_path / "counts")
    files.add([("page", "home")] * 10)
    files.write()
    (tmp_path / "counts").unlink()
    files.add([("page", "home")] * 5)
    files.write()
    assert number(count_files.read(tmp_path / "counts", DAY, DAY), "page", "home") == 15


def test_an_operator_who_counts_nothing_has_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = CountFiles(None)
    files.add([("page", "home")])
    files.write()
    assert list(tmp_path.iterdir()) == []
