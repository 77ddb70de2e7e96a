"""Why a service is shown: the facts that speak for it, most telling first."""

from __future__ import annotations

from dataclasses import dataclass

from finder.directory.columns import NATION, Columns
from finder.directory.group_rules import MADE_FOR
from finder.directory.ranking import Fit
from finder.needs import Needs


@dataclass(frozen=True)
class Reason:
    """A code, and the words that fill its sentence."""

    code: str
    words: tuple[tuple[str, str], ...] = ()


def of(columns: Columns, fit: Fit, needs: Needs, row: int) -> tuple[Reason, ...]:
    """The reasons for one row of these columns, most telling first."""
    reasons = [Reason("named")] if fit.named[row] else []
    if needs.crimes:
        mine = [name for name in needs.crimes if columns.crimes[row, columns.crime_names.index(name)]]
        reasons += [Reason("crime", (("crime", mine[0]),))] if mine else [Reason("any-crime")] if columns.takes_any[row] else []
    elif columns.takes_any[row]:
        reasons.append(Reason("any-crime"))
    if fit.groups[row] == MADE_FOR:
        reasons += _of_group(columns, needs, row)
    if fit.age_fit[row] == MADE_FOR:
        reasons.append(Reason("age"))
    if needs.help_language and needs.help_language != "en" and fit.language[row] <= 1:
        reasons.append(Reason("speaks" if fit.language[row] == 0 else "interpreters", (("language", needs.help_language),)))
    if needs.place and fit.place[row] < NATION:
        reasons.append(Reason("place", (("place", needs.place.label),)))
    elif columns.national[row]:
        reasons.append(Reason("national"))
    return tuple(reasons)


def _of_group(columns: Columns, needs: Needs, row: int) -> list[Reason]:
    said = {group for clause in columns.clauses[columns.only[row]] for group in clause}
    said |= {name for name, has in zip(columns.group_names, columns.welcomes[row], strict=True) if has}
    return [Reason("group", (("group", group),)) for group in needs.groups if group in said][:1]
