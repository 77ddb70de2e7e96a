"""The last day to ask: right on the boundary, on leap days and bank holidays, and never later than the rule allows."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.rights import deadlines
from finder.rights.deadlines import Deadline, Event, FutureDate, MissingDate, UnknownDeadline, WrongDate, read_date
from finder.rights.rights import Rights
from finder.rights.spans import Span, is_working_day
from tests.rights.conftest import FOLDER

RULES = Rights.load(FOLDER).deadlines
EVENT: dict[str, Event] = {
    "compensation": "crime",
    "compensation-child-reported": "birth",
    "compensation-child-later": "report",
    "review-police": "decision",
    "review-cps": "decision",
    "lenient-sentence": "sentence",
}
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
ONE = timedelta(days=1)


def last(kind: str, start: date, today: date | None = None) -> Deadline:
    return deadlines.deadline(RULES, kind, {EVENT[kind]: start}, today or start)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("compensation", date(2024, 11, 21), date(2026, 11, 21)),
        ("compensation", date(2024, 2, 29), date(2026, 2, 28)),  # a leap day has no fellow two years on
        ("compensation", date(2022, 2, 28), date(2024, 2, 28)),  # not the leap day that follows
        ("compensation-child-reported", date(2006, 5, 9), date(2026, 5, 9)),
        ("compensation-child-reported", date(2004, 2, 29), date(2024, 2, 29)),
        ("compensation-child-reported", date(1904, 2, 29), date(1924, 2, 29)),
        ("compensation-child-later", date(2024, 12, 31), date(2026, 12, 31)),
        ("review-police", date(2025, 11, 30), date(2026, 2, 28)),
        ("review-police", date(2023, 11, 30), date(2024, 2, 29)),
        ("review-police", date(2026, 1, 31), date(2026, 4, 30)),
        ("review-police", date(2026, 10, 15), date(2027, 1, 15)),
        ("review-cps", date(2026, 11, 2), date(2026, 11, 16)),  # Monday to Monday
        ("review-cps", date(2026, 11, 6), date(2026, 11, 20)),  # a Friday
        ("review-cps", date(2026, 11, 7), date(2026, 11, 20)),  # a Saturday
        ("review-cps", date(2026, 3, 27), date(2026, 4, 14)),  # over Good Friday and Easter Monday
        ("review-cps", date(2026, 12, 18), date(2027, 1, 6)),  # over Christmas, Boxing Day moved to Monday, New Year
        ("review-cps", date(2027, 12, 17), date(2028, 1, 5)),  # Christmas on a Saturday, New Year's Day too
        ("lenient-sentence", date(2026, 11, 2), date(2026, 11, 30)),
        ("lenient-sentence", date(2026, 10, 31), date(2026, 11, 27)),  # ends on a Saturday: the Friday before
        ("lenient-sentence", date(2026, 11, 27), date(2026, 12, 24)),  # ends on Christmas Day: the day before
        ("lenient-sentence", date(2026, 11, 30), date(2026, 12, 24)),  # ends on the moved Boxing Day
        ("lenient-sentence", date(2026, 3, 6), date(2026, 4, 2)),  # ends on Good Friday
    ],
)
def test_the_last_day(kind: str, start: date, end: date) -> None:
    assert last(kind, start).last_day == end


@pytest.mark.parametrize("kind", EVENT)
def test_the_last_day_itself_is_in_time_and_the_next_is_not(kind: str) -> None:
    start = date(2000, 6, 14)
    end = last(kind, start).last_day
    assert end
    assert not last(kind, start, end).passed
    assert last(kind, start, end + ONE).passed
    assert last(kind, start, end + ONE).when_passed


def test_the_lawyers_may_look_later_than_they_ask_for() -> None:
    asked = last("review-cps", date(2026, 3, 2), date(2026, 5, 1))
    assert (asked.last_day, asked.latest) == (date(2026, 3, 16), date(2026, 6, 2))
    assert asked.passed
    assert not asked.latest_passed
    assert last("review-cps", date(2026, 3, 2), date(2026, 6, 3)).latest_passed


def test_no_time_runs_for_a_child_whose_case_nobody_reported() -> None:
    answer = deadlines.deadline(RULES, "compensation-child-unreported", {}, date(2026, 11, 21))
    assert answer.last_day is None
    assert not answer.passed
    assert "No time is running" in answer.also_ask[0]


def test_the_rule_for_compensation_turns_on_age_and_first_report() -> None:
    kind = deadlines.compensation_kind
    assert kind(under_18=False) == "compensation"
    assert kind(under_18=True, reported="before-18") == "compensation-child-reported"
    assert kind(under_18=True, reported="from-18") == "compensation-child-later"
    assert kind(under_18=True, reported="not-yet") == "compensation-child-unreported"
    with pytest.raises(UnknownDeadline):
        kind(under_18=True)


@pytest.mark.parametrize("kind", RULES.rules)
def test_every_answer_rests_on_a_source_and_says_who_can_check_it(kind: str) -> None:
    answer = deadlines.deadline(RULES, kind, dict.fromkeys(EVENT.values(), date(2026, 1, 2)), date(2026, 11, 21))
    assert all(fact.source.startswith("http") and fact.seen for fact in answer.rests_on)
    assert "worker can check" in answer.also_ask[-1]


def test_a_sentence_that_is_too_low_is_to_be_raised_at_once_also_when_the_day_is_over() -> None:
    answer = last("lenient-sentence", date(2026, 1, 5), date(2026, 11, 21))
    assert answer.also_ask[0].startswith("Ask at once")
    assert answer.when_passed[0].startswith("Ask at once")
    assert "2026 law may" in answer.when_passed[0]


def test_a_date_that_cannot_be_used_is_refused_with_its_sentence() -> None:
    today = date(2026, 11, 21)
    for start, error in ((today + ONE, FutureDate), (date(1899, 12, 31), WrongDate)):
        with pytest.raises(error) as raised:
            last("compensation", start, today)
        assert RULES.problems[raised.value.code]
    with pytest.raises(MissingDate):
        deadlines.deadline(RULES, "compensation", {"birth": today}, today)
    with pytest.raises(UnknownDeadline):
        deadlines.deadline(RULES, "parking", {}, today)
    assert last("compensation", today, today).last_day == date(2028, 11, 21)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        ((" 01 ", "02", "2024 "), date(2024, 2, 1)),
        (("٢٧", "٣", "٢٠٢٦"), date(2026, 3, 27)),
        (("২৯", "২", "২০২৪"), date(2024, 2, 29)),
    ],
)
def test_a_typed_date_is_read_in_any_digits(typed: tuple[str, str, str], read: date) -> None:
    assert read_date(*typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        ("29", "2", "2026"),
        ("31", "4", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "26"),
        ("1", "", "2026"),
        ("one", "1", "2026"),
        ("-1", "1", "2026"),
        ("1", "1", "0000"),
        ("²", "1", "2026"),
        ("1" * 5000, "1", "2026"),
    ],
)
def test_a_typed_date_that_is_none_is_refused(typed: tuple[str, str, str]) -> None:
    with pytest.raises(WrongDate):
        read_date(*typed)


def test_an_empty_date_is_missing() -> None:
    with pytest.raises(MissingDate):
        read_date(" ", "", "")


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_nothing_typed_as_a_date_breaks_it(day: str, month: str, year: str) -> None:
    with suppress(WrongDate, MissingDate):
        assert isinstance(read_date(day, month, year), date)


@given(DAYS)
def test_a_typed_day_is_read_as_itself(day: date) -> None:
    assert read_date(str(day.day), f"{day.month:02}", str(day.year)) == day


@given(st.sampled_from(sorted(EVENT)), DAYS, st.integers(0, 10_000))
def test_time_is_over_exactly_when_today_is_after_the_last_day(kind: str, start: date, later: int) -> None:
    today = start + timedelta(days=later)
    answer = last(kind, start, today)
    assert answer.last_day
    assert answer.last_day >= start
    assert answer.passed == (today > answer.last_day)


@given(DAYS, st.integers(1, 400))
def test_months_end_on_the_same_day_of_the_month_or_on_its_last(start: date, number: int) -> None:
    end = Span(number, "month").after(start)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == number
    assert end.day == start.day or (end.day < start.day and (end + ONE).day == 1)


@given(DAYS, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(start: date, number: int) -> None:
    end = Span(number, "working day").after(start)
    assert is_working_day(end)
    assert sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)) == number


@given(DAYS)
def test_the_day_for_a_sentence_is_a_working_day_within_28_days(start: date) -> None:
    end = last("lenient-sentence", start).last_day
    assert end
    assert is_working_day(end)
    assert end <= start + timedelta(days=28)
    assert not any(is_working_day(end + timedelta(days=n)) for n in range(1, (start + timedelta(days=28) - end).days + 1))


@given(DAYS, st.integers(0, 400))
def test_a_later_event_never_gives_an_earlier_last_day(start: date, later: int) -> None:
    for kind in EVENT:
        assert (last(kind, start).last_day or date.max) <= (last(kind, start + timedelta(days=later)).last_day or date.min)
