"""Is a service open now? What a person reads must be right at midnight, when clocks change and on bank holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from deploy.bank_holidays import days
from finder.directory import content as content_store
from finder.directory.bank_holidays import TABLE, is_bank_holiday
from finder.directory.hours import LONDON, Opening, never_closes, opening, week
from tests.small_content import REAL

OFFICE = "Mo-Fr 09:00-17:00"
MONDAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    """A time in London, such as "2026-11-23 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("time", "is_open"),
    [("08:59", False), ("09:00", True), ("16:59", True), ("17:00", False), ("23:59", False), ("00:00", False)],
)
def test_a_service_is_open_from_the_minute_it_opens_until_the_minute_it_closes(time: str, is_open: bool) -> None:
    assert opening(OFFICE, at(f"2026-11-23 {time}")).open is is_open


def test_it_says_when_it_next_opens_or_closes() -> None:
    assert opening(OFFICE, at("2026-11-23 10:00")) == Opening(True, at("2026-11-23 17:00"))
    assert opening(OFFICE, at("2026-11-27 18:00")) == Opening(False, at("2026-11-30 09:00"))


def test_without_hours_nobody_knows() -> None:
    assert opening(None, at("2026-11-23 10:00")) == Opening(None)


@pytest.mark.parametrize(
    ("time", "is_open"),
    [("2026-11-28 23:59", True), ("2026-11-29 00:00", True), ("2026-11-29 01:59", True), ("2026-11-29 02:00", False)],
)
def test_hours_that_go_past_midnight_belong_to_the_evening_before(time: str, is_open: bool) -> None:
    assert opening("Sa 18:00-02:00", at(time)).open is is_open


def test_hours_until_midnight_end_at_midnight() -> None:
    assert opening("Mo-Su 08:00-24:00", at("2026-11-23 23:59")) == Opening(True, at("2026-11-24 00:00"))
    assert opening("Mo-Su 08:00-24:00", at("2026-11-24 00:00")).open is False


@pytest.mark.parametrize("hours", ["24/7", "Mo-Su 00:00-24:00", "00:00-24:00", "Mo-Fr 00:00-24:00; Sa-Su 00:00-24:00"])
@pytest.mark.parametrize("time", ["2026-11-23 00:00", "2026-12-25 03:00", "2026-03-29 01:30"])
def test_a_line_that_never_closes_is_open_on_every_day_of_the_year(hours: str, time: str) -> None:
    assert opening(hours, at(time)) == Opening(True, always=True)


# Bank holidays

HOLIDAYS = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"]
"""gov.uk/bank-holidays: England and Wales, 2026."""


@pytest.mark.parametrize(
    ("hours", "never"), [("24/7", True), ("00:00-24:00", True), ("Mo-Fr 00:00-24:00", False), (OFFICE, False), (None, False)]
)
def test_only_what_is_open_day_and_night_never_closes(hours: str | None, never: bool) -> None:
    assert never_closes(hours) is never


@pytest.mark.parametrize("day", HOLIDAYS)
def test_on_a_bank_holiday_nobody_knows_unless_the_hours_say(day: str) -> None:
    assert is_bank_holiday(date.fromisoformat(day))
    assert opening(OFFICE, at(f"{day} 10:00")) == Opening(None)


def test_the_table_of_bank_holidays_is_what_the_library_knows() -> None:
    assert TABLE.read_text(encoding="utf-8").split() == days(), "make lock"


@pytest.mark.parametrize("day", ["2026-01-02", "2026-03-17", "2026-07-13", "2026-08-03", "2026-11-30"])
def test_bank_holidays_of_scotland_and_northern_ireland_are_ordinary_days(day: str) -> None:
    assert opening(OFFICE, at(f"{day} 10:00")).open is True


@pytest.mark.parametrize("day", HOLIDAYS)
@pytest.mark.parametrize(
    ("hours", "at_ten", "at_noon"),
    [
        ("Mo-Fr 09:00-17:00; PH off", False, False),
        ("24/7; PH off", False, False),
        ("Mo-Fr 09:00-17:00; PH 11:00-14:00", False, True),
        ("Mo-Fr,PH 09:00-17:00", True, True),
        ("Mo-Su,PH 11:00-15:00", False, True),
        ("PH,Sa,Su 09:00-11:00; Mo-Fr 08:00-20:00", True, False),
    ],
)
def test_hours_that_speak_of_bank_holidays_are_believed_on_all_of_them(day: str, hours: str, at_ten: bool, at_noon: bool) -> None:
    assert opening(hours, at(f"{day} 10:00")).open is at_ten
    assert opening(hours, at(f"{day} 12:00")).open is at_noon


def test_on_other_days_a_rule_for_bank_holidays_changes_nothing() -> None:
    assert opening("Mo-Fr 09:00-17:00; PH off", at("2026-11-23 10:00")) == Opening(True, at("2026-11-23 17:00"))


def test_nobody_is_told_that_it_opens_again_on_a_bank_holiday() -> None:
    assert opening(OFFICE, at("2026-12-24 18:00")) == Opening(False, None)
    assert opening("Mo-Fr 09:00-17:00; PH off", at("2026-12-24 18:00")) == Opening(False, None)


# Clocks


def test_hours_are_those_of_london_wherever_the_server_is() -> None:
    summer = datetime(2026, 7, 6, 8, 30, tzinfo=UTC)
    assert opening(OFFICE, summer).open is True
    assert opening(OFFICE, summer + timedelta(days=147)).open is False


@pytest.mark.parametrize(
    ("utc", "is_open"),
    [
        ("2026-03-29 07:59", False),  # 08:59 on the day that clocks go forward
        ("2026-03-29 08:00", True),
        ("2026-03-29 16:00", False),
        ("2026-10-25 08:59", False),  # 08:59 on the day that clocks go back
        ("2026-10-25 09:00", True),
        ("2026-10-25 16:59", True),
        ("2026-10-25 17:00", False),
    ],
)
def test_on_the_days_that_clocks_change_it_opens_by_the_clock_on_the_wall(utc: str, is_open: bool) -> None:
    assert opening("Mo-Su 09:00-17:00", datetime.fromisoformat(utc).replace(tzinfo=UTC)).open is is_open


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_in_the_hours_that_are_skipped_or_come_twice_it_still_answers(day: str) -> None:
    start = datetime.fromisoformat(f"{day} 00:00").replace(tzinfo=UTC)
    for minutes in range(0, 180, 10):
        found = opening("Mo-Su 18:00-01:30", start + timedelta(minutes=minutes))
        local = (start + timedelta(minutes=minutes)).astimezone(LONDON)
        assert found.open is ((local.hour, local.minute) < (1, 30))
        assert found.changes
        assert found.changes > local.replace(fold=0) - timedelta(hours=1)


# A week in words


def test_a_week_is_told_in_runs_of_equal_days() -> None:
    assert week("Mo-Th 09:00-17:00; Fr 09:00-13:00", MONDAY) == (
        ((0, 1, 2, 3), (("09:00", "17:00"),)),
        ((4,), (("09:00", "13:00"),)),
        ((5, 6), ()),
    )


def test_a_week_is_the_same_from_any_of_its_days() -> None:
    assert {week("We 10:00-12:00,13:00-15:00", MONDAY + timedelta(days=day)) for day in range(7)} == {
        (((0, 1), ()), ((2,), (("10:00", "12:00"), ("13:00", "15:00"))), ((3, 4, 5, 6), ()))
    }


def test_a_week_tells_of_midnight_as_24_hours() -> None:
    assert week("Mo-Su 18:00-24:00", MONDAY) == (((0, 1, 2, 3, 4, 5, 6), (("18:00", "24:00"),)),)


def test_all_hours_of_the_real_services_can_be_told_on_every_day_of_a_year() -> None:
    told = {service.shown_hours for service in content_store.load(REAL).services if service.shown_hours}
    assert len(told) > 20
    for hours in told:
        assert any(times for _, times in week(hours, MONDAY))
        for day in range(0, 366, 3):
            now = at("2026-01-01 12:00") + timedelta(days=day)
            known = opening(hours, now)
            assert known.always or (known.open is None) == is_bank_holiday(now.date())
