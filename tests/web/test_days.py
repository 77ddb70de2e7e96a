"""Dates, as the language of the page writes them."""

from __future__ import annotations

from datetime import date

import pytest

from finder.web import days
from finder.web.words import speaking


@pytest.mark.parametrize(
    ("code", "day", "with_weekday", "month"),
    [
        ("en", "2 November 2026", "Monday 2 November 2026", "November 2026"),
        ("pl", "2 listopada 2026", "poniedziałek, 2 listopada 2026", "listopad 2026"),
        ("es", "2 de noviembre de 2026", "lunes, 2 de noviembre de 2026", "noviembre de 2026"),
        ("lt", "2026 m. lapkričio 2 d.", "2026 m. lapkričio 2 d., pirmadienis", "2026 m. lapkritis"),
    ],
)
def test_a_date_is_in_the_order_of_its_language(code: str, day: str, with_weekday: str, month: str) -> None:
    when = date(2026, 11, 2)
    with speaking(code):
        assert (days.written(when), days.written(when, weekday=True), days.month(when)) == (day, with_weekday, month)
