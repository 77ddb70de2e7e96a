"""The bank holidays of England and Wales (Banking and Financial Dealings Act 1971, schedule 1, and days proclaimed since).

`bank_holidays.txt` is written by `make lock` from the `holidays` library, and a test holds the two together. The library
itself would read the calendars of every country into each worker, 14 MB, for eight days a year.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")
FIRST, LAST = 1900, 2100
"""The years of the table: from the earliest date that a deadline may count from."""


@lru_cache(maxsize=1)
def _days() -> frozenset[date]:
    return frozenset(date.fromisoformat(line) for line in TABLE.read_text(encoding="utf-8").split())


def is_bank_holiday(day: date) -> bool:
    return day in _days()
