"""Is a service open now, and its hours in words that can be translated.

Hours are written in the OpenStreetMap opening_hours syntax. A record without a rule for bank holidays says nothing
about them, so on a bank holiday the answer is unknown, not open (unless the service never closes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from finder.directory.bank_holidays import is_bank_holiday

LONDON = ZoneInfo("Europe/London")
_HOLIDAYS = re.compile(r"^(?:\S*,)?PH(?:,\S*)?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Opening:
    """`open` is None when unknown. `changes` is the next time it opens or closes, None when it never does."""

    open: bool | None
    changes: datetime | None = None
    always: bool = False


@lru_cache(maxsize=4096)
def _parsed(hours: str) -> tuple[OpeningHours, bool]:
    parsed = OpeningHours(hours)
    return parsed, str(parsed.normalize()) == "24/7"


def _on_bank_holidays(hours: str) -> str | None:
    """What the hours say of bank holidays, as hours for any day; None when they say nothing.

    The parser knows no calendar of England and Wales, and so passes over "PH".
    """
    rules = [rule.strip() for rule in hours.split(";")]
    said = [_HOLIDAYS.sub("Mo-Su", rule) for rule in rules if _HOLIDAYS.match(rule)]
    return "; ".join(said) or None


def opening(hours: str | None, now: datetime) -> Opening:
    """Open at `now`? `hours` in opening_hours syntax; `now` with any time zone."""
    if not hours:
        return Opening(None)
    local = now.astimezone(LONDON)
    parsed, always = _parsed(hours)
    if always:
        return Opening(True, always=True)
    naive = local.replace(tzinfo=None)
    if is_bank_holiday(local.date()):
        rule = _on_bank_holidays(hours)
        return Opening(_parsed(rule)[0].is_open(naive) if rule else None)
    change = parsed.next_change(naive)
    if change and is_bank_holiday(change.date()):
        change = None
    return Opening(parsed.is_open(naive), change.replace(tzinfo=LONDON) if change else None)


def never_closes(hours: str | None) -> bool:
    """Day and night, every day? Unknown hours may close."""
    return bool(hours) and _parsed(hours)[1]


def week(hours: str, day: date) -> tuple[tuple[tuple[int, ...], tuple[tuple[str, str], ...]], ...]:
    """A week's hours as runs of equal days: ((weekdays from Monday 0), ((from, to), ...)), closed days with no times.

    `day` is any day of the week wanted.
    """
    parsed, _ = _parsed(hours)
    monday = datetime.combine(day - timedelta(days=day.weekday()), datetime.min.time())
    runs: list[tuple[tuple[int, ...], tuple[tuple[str, str], ...]]] = []
    for index in range(7):
        start = monday + timedelta(days=index)
        times = tuple(
            (f"{begin:%H:%M}", f"{end:%H:%M}" if end < start + timedelta(days=1) else "24:00")
            for begin, end, state, _ in parsed.intervals(start, start + timedelta(days=1))
            if str(state) == "open"
        )
        if runs and runs[-1][1] == times:
            runs[-1] = ((*runs[-1][0], index), times)
        else:
            runs.append(((index,), times))
    return tuple(runs)
