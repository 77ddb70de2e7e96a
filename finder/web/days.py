"""Days in words: a week's hours ("Monday to Friday 09:00-17:00") and dates."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton

from finder.web.words import gettext, locale

Runs = tuple[tuple[tuple[int, ...], tuple[tuple[str, str], ...]], ...]


def days_and_times(week: Runs) -> str:
    """Runs of equal days as one line; days on which nobody answers are left out."""
    names = locale().days["format"]["abbreviated"]
    parts = []
    for days, times in week:
        if times:
            span = " ".join(f"\u2066{start}\u2013{end}\u2069" for start, end in times)
            day = names[days[0]] if len(days) == 1 else gettext("%(first)s to %(last)s", first=names[days[0]], last=names[days[-1]])
            parts.append(f"{day} {span}")
    return "; ".join(parts)


def month(day: date) -> str:
    """November 2026, as CLDR writes it in the page's language."""
    return str(format_skeleton("yMMMM", day, locale=locale()))


def written(day: date, weekday: bool = False) -> str:
    """2 November 2026, as CLDR writes it in the page's language; its English is American, so English has a pattern of its own."""
    own = locale()
    english = "EEEE d MMMM y" if weekday else "d MMMM y"
    return str(format_date(day, english if own.language == "en" else "full" if weekday else "long", own))
