"""Lengths of time as rules give them, and the day each ends on.

Days, weeks, months and years run from the day after the event and end on the corresponding date; where that month
has no such date, on its last day. Working days leave out Saturdays, Sundays and the bank holidays of England and Wales.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from finder.directory.bank_holidays import is_bank_holiday

Unit = Literal["working day", "day", "week", "month", "year"]

_WRITTEN = re.compile(r"([1-9]\d*) (working day|day|week|month|year)(s?)")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A whole number of one unit, such as 5 working days."""

    number: int
    unit: Unit

    @classmethod
    def read(cls, text: str) -> Span:
        """From '5 working days', '1 month', '2 years'. Raises ValueError."""
        found = _WRITTEN.fullmatch(text)
        if not found or (found[1] == "1") == bool(found[3]):
            raise ValueError("write a number and days, working days, weeks, months or years, such as 5 working days")
        return cls(int(found[1]), found[2])  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    def after(self, start: date) -> date:
        """The last day of a time limit of this length that starts with an event on `start`. Raises OverflowError."""
        if self.unit == "working day":
            return _working_days_after(start, self.number)
        if self.unit in ("day", "week"):
            return start + timedelta(days=self.number * (7 if self.unit == "week" else 1))
        return _months_after(start, self.number * (12 if self.unit == "year" else 1))


def spans_in(text: str) -> tuple[Span, ...]:
    """Every length of time that a text names, in order."""
    return tuple(Span(int(found[1]), found[2]) for found in _WRITTEN.finditer(text))  # type: ignore[arg-type]


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or a bank holiday of England and Wales."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def working_day_by(day: date) -> date:
    """The day itself if it is a working day, else the last working day before it."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def _working_days_after(start: date, number: int) -> date:
    day = start
    while number:
        day += _ONE_DAY
        number -= is_working_day(day)
    return day


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError("past the last year of the calendar")
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
