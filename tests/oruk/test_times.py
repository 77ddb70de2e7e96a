"""Opening hours go out as schedules and come back as the line they were."""

from __future__ import annotations

from typing import Any

import opening_hours
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.directory import content as content_store
from finder.oruk import times
from tests.small_content import REAL


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("Mo-Fr 09:00-17:00", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        ("Mo-Fr 09:00-17:00; PH off", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        ("Mo,We 09:00-20:00; Tu,Th,Fr 09:00-17:00", [("MO,WE", "09:00", "20:00"), ("TU,TH,FR", "09:00", "17:00")]),
        ("Mo 09:00-12:00,13:00-17:00", [("MO", "09:00", "12:00"), ("MO", "13:00", "17:00")]),
        ("Sa-Mo 10:00-11:00", [("SA,SU,MO", "10:00", "11:00")]),
        ("Mo-Su 00:00-24:00", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
    ],
)
def test_a_line_of_hours_becomes_one_schedule_a_span(line: str, spans: list[tuple[str, str, str]]) -> None:
    assert [(row["byday"], row["opens_at"], row["closes_at"]) for row in times.schedules(line)] == spans


@pytest.mark.parametrize("line", ["24/7", "Mo[1] 10:00-12:00", "Jan-Mar Mo 10:00-12:00", "Mo-Fr sunrise-sunset"])
def test_hours_that_no_schedule_can_hold_are_given_as_they_are(line: str) -> None:
    assert times.schedules(line) == [{"description": line}]


def test_the_hours_of_every_real_service_come_back_as_they_were() -> None:
    lines = {service.hours.open for service in content_store.load(REAL).services if service.hours}
    assert len(lines) > 20
    assert {line: times.line(times.schedules(line)) for line in lines} == {line: line for line in lines}


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([{"freq": "WEEKLY", "byday": "TH,FR", "opens_at": "10:00:00", "closes_at": "18:00:00"}], "Th,Fr 10:00-18:00"),
        ([{"byday": "MO", "opens_at": "09:00Z", "closes_at": "17:00Z", "description": "Weekdays."}], "Mo 09:00-17:00"),
        ([{"freq": "WEEKLY", "byday": "SU", "opens_at": "00:00", "closes_at": "00:00"}], "Su 00:00-24:00"),
        ([{"freq": "MONTHLY", "byday": "1MO", "opens_at": "09:00", "closes_at": "10:00"}], None),
        ([{"freq": "WEEKLY", "interval": 2, "byday": "MO", "opens_at": "09:00", "closes_at": "10:00"}], None),
        ([{"byday": "MO", "opens_at": "25:00", "closes_at": "26:00"}], None),
        ([{"byday": "MO", "opens_at": None, "closes_at": "10:00"}], None),
        ([{"description": []}, {"description": {}}], None),
        ([{"description": "By appointment."}], None),
        ([], None),
    ],
)
def test_schedules_of_others_become_a_line_or_nothing(rows: list[dict[str, Any]], line: str | None) -> None:
    assert times.line(rows) == line


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["freq", "byday", "opens_at", "closes_at", "description"]), st.text() | st.integers() | st.none())
    )
)
def test_whatever_a_feed_says_of_its_hours_the_line_can_be_read(rows: list[dict[str, Any]]) -> None:
    line = times.line(rows)
    assert line is None or opening_hours.validate(line)
