"""Opening hours both ways: our one line in the OpenStreetMap syntax, and the standard's list of schedules.

The line itself goes into each schedule's description, so that nothing is lost where a rule has no place in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import opening_hours

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RULE = re.compile(rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) ((?:\d\d:\d\d-\d\d:\d\d)(?:,\d\d:\d\d-\d\d:\d\d)*)")
_TIME = re.compile(r"(\d\d):(\d\d)")
END_OF_DAY = ("24:00", "23:59")
"""Midnight as we write it, and as other programs can read it."""


def schedules(line: str) -> list[dict[str, str]]:
    """One schedule for each span of time; a single one with the line alone when it holds more than days and times."""
    rows = []
    for rule in line.split(";"):
        if rule.strip() == "PH off":
            continue
        match = _RULE.fullmatch(rule.strip())
        if not match:
            return [{"description": line}]
        byday = ",".join(_days(match[1]))
        for span in match[2].split(","):
            opens, closes = (END_OF_DAY[1] if time == END_OF_DAY[0] else time for time in span.split("-"))
            rows.append({"freq": "WEEKLY", "byday": byday, "opens_at": opens, "closes_at": closes, "description": line})
    return rows or [{"description": line}]


def _days(written: str) -> list[str]:
    days: list[str] = []
    for part in written.upper().split(","):
        first, _, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        days += DAYS[start : end + 1] if start <= end else [*DAYS[start:], *DAYS[: end + 1]]
    return days


def line(rows: Iterable[Mapping[str, Any]]) -> str | None:
    """The line that a list of schedules says; None when any of them says something that a weekly line cannot."""
    rules = []
    rows = list(rows)
    said = [row.get("description") for row in rows]
    own = said[0] if said else None
    if isinstance(own, str) and all(other == own for other in said) and opening_hours.validate(own):
        return own
    for row in rows:
        days, opens, closes = _weekly(row.get("byday")), _time(row.get("opens_at")), _time(row.get("closes_at"))
        if (
            not days
            or not opens
            or not closes
            or row.get("freq") not in (None, "", "WEEKLY")
            or row.get("interval") not in (None, "", 1, "1")
        ):
            return None
        rules.append(f"{','.join(days)} {opens}-{END_OF_DAY[0] if closes in (END_OF_DAY[1], '00:00') else closes}")
    written = "; ".join(dict.fromkeys(rules))
    return written if written and opening_hours.validate(written) else None


def _weekly(byday: Any) -> list[str]:
    """The days as we write them; none when there is a day that is not of every week, such as 1MO."""
    days = [day.strip().upper() for day in byday.split(",")] if isinstance(byday, str) else []
    return [day.title() for day in DAYS if day in days] if days and set(days) <= set(DAYS) else []


def _time(value: Any) -> str | None:
    """Hours and minutes, with seconds or a time zone cut off: a schedule in London is in London's time."""
    match = _TIME.match(value) if isinstance(value, str) else None
    return f"{match[1]}:{match[2]}" if match and int(match[1]) < 24 and int(match[2]) < 60 else None
