"""Report a problem: fixed choices, counted with the day, nothing about who said it, shown to the editors."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from finder.build import Built
from finder.directory.content import short_code
from finder.directory.reports import KINDS, MOST, Reports, worklist
from finder.settings import Settings
from tests.page import words
from tests.visitor import Visitor

CODE = short_code("childline")


@pytest.fixture
def counted(settings: Settings) -> Iterator[Path]:
    """The site's own counts, put back afterwards."""
    before = settings.reports.read_bytes() if settings.reports.exists() else None
    settings.reports.unlink(missing_ok=True)
    yield settings.reports
    settings.reports.unlink(missing_ok=True)
    if before is not None:
        settings.reports.write_bytes(before)


def test_a_report_is_thanked_and_counted_with_the_day_and_nothing_else(client: Visitor, counted: Path) -> None:
    page = client.page(f"/report/{CODE}")
    assert [box.get("value") for box in page.all("input", type="radio")] == list(KINDS)
    assert page.all("textarea") == page.all("input", type="text") == []
    for _ in range(2):
        answer = client.post(f"/report/{CODE}", data={"kind": "number", "sardine": "canary"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/reported")
    assert words(client.page("/reported").one("h1")) == "Thank you"
    assert json.loads(counted.read_text()) == {"childline": {"number": [2, date.today().isoformat()]}}


def test_a_report_without_a_choice_asks_for_one_and_counts_nothing(client: Visitor, counted: Path) -> None:
    for kind in ("", "sardine"):
        answer = client.post(f"/report/{CODE}", data={"kind": kind})
        assert answer.headers["Location"] == f"/report/{CODE}/again"
    assert client.page(f"/report/{CODE}/again").problems == {"kind": "Choose what is wrong."}
    assert not counted.exists()


def test_a_service_that_is_not_there_cannot_be_reported(client: Visitor) -> None:
    assert client.get("/report/zzzzzzzz").status_code == 404
    assert client.post("/report/zzzzzzzz", data={"kind": "closed"}).status_code == 404


def test_reports_at_the_same_time_are_all_counted(tmp_path: Path) -> None:
    reports = Reports(tmp_path / "reports.json")
    threads = [threading.Thread(target=reports.add, args=("one", "closed", date(2026, 1, 2))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reports.read() == {"one": {"closed": (20, "2026-01-02")}}


def test_a_count_stops_and_a_damaged_file_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "reports.json"
    path.write_text(json.dumps({"one": {"other": [MOST, "2026-01-01"]}}))
    Reports(path).add("one", "other", date(2026, 1, 2))
    assert Reports(path).read()["one"]["other"] == (MOST, "2026-01-02")
    for damaged in ("{", "[]", '{"one": 3}', '{"one": {"other": 3}}'):
        path.write_text(damaged)
        assert Reports(path).read() == {}


def test_the_work_list_shows_what_was_reported_until_the_record_was_checked_again(built: Built) -> None:
    service = built.directory.service("childline")
    checked = service.checked or "2000-01-01"
    later, earlier = "2999-01-01", "1999-01-01"
    shown = worklist([service], {"childline": {"number": (3, later), "closed": (1, earlier)}, "gone": {"other": (1, later)}})
    assert checked < later
    assert "- [ ] `childline`: the number is wrong (3, last 2999-01-01)\n" in shown
    assert "closed" not in shown
    assert worklist([service], {"childline": {"closed": (1, earlier)}}) == ""
