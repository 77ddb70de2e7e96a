"""A week's hours in words: "Monday to Friday 09:00-17:00"."""

from __future__ import annotations

from flask_babel import get_locale, gettext

Runs = tuple[tuple[tuple[int, ...], tuple[tuple[str, str], ...]], ...]


def days_and_times(week: Runs) -> str:
    """Runs of equal days as one line; days on which nobody answers are left out."""
    names = get_locale().days["format"]["abbreviated"]
    parts = []
    for days, times in week:
        if times:
            span = " ".join(f"\u2066{start}\u2013{end}\u2069" for start, end in times)
            day = names[days[0]] if len(days) == 1 else gettext("%(first)s to %(last)s", first=names[days[0]], last=names[days[-1]])
            parts.append(f"{day} {span}")
    return "; ".join(parts)
