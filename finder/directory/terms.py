"""What a worker asks beyond a person's needs: who refers, how the service works, which risk it takes, how long people wait.

Laid out in columns beside those of the directory. As everywhere, a fact that is not known never hides a service; services
that say yes come before those that say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import Bools, Columns
from finder.directory.model import Service
from finder.directory.referring import Reach, Referrer, Risk

Sort = Literal["fit", "distance", "wait", "fresh"]
SORTS: tuple[Sort, ...] = get_args(Sort)
REFERRERS: tuple[str, ...] = get_args(Referrer)
REACHES: tuple[str, ...] = get_args(Reach)
RISKS: tuple[str, ...] = get_args(Risk)
WAITS = (0, 2, 4, 12)
"""Weeks that a worker may set as the longest wait."""

EXCLUDED = ("crime", "support", "for", "reach")
"""What a service may be left out for: `support:refuge` leaves out every service with a refuge."""

NOT_KNOWN = -1
_LONG = 999


@dataclass(frozen=True, slots=True)
class Terms:
    """`who` refers; `reach`: any of these; `risk` of the person; `wait`: most weeks; `taking`: referrals now; `without`: left out."""

    who: str | None = None
    reach: tuple[str, ...] = ()
    risk: str | None = None
    wait: int | None = None
    taking: bool = False
    without: tuple[str, ...] = ()
    sort: Sort = "fit"


@dataclass(frozen=True)
class TermColumns:
    """One row a service. `who`, `reach`, `risk`: n x names. `all_reach`: the record names every way, so another is a no.
    `taking`: 1, 0 or NOT_KNOWN; `wait`: weeks or NOT_KNOWN (also when the record says it in words)."""

    who: Bools
    reach: Bools
    all_reach: Bools
    risk: Bools
    taking: NDArray[np.int8]
    wait: NDArray[np.int16]

    @classmethod
    def of(cls, services: tuple[Service, ...]) -> TermColumns:
        """The columns of these services, in this order."""
        capacity = [service.capacity for service in services]
        waits = [one.wait if one else None for one in capacity]
        taking = [one.taking_referrals if one else None for one in capacity]
        return cls(
            who=_matrix([service.referral.who for service in services], REFERRERS),
            reach=_matrix([service.known_reach for service in services], REACHES),
            all_reach=np.array([bool(service.reach) for service in services], bool),
            risk=_matrix([service.risk for service in services], RISKS),
            taking=np.array([NOT_KNOWN if one is None else int(one) for one in taking], np.int8),
            wait=np.array([one if isinstance(one, int) else NOT_KNOWN for one in waits], np.int16),
        )

    def save(self, folder: Path) -> None:
        np.savez(folder / "terms.npz", allow_pickle=False, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, folder: Path) -> TermColumns:
        with np.load(folder / "terms.npz", allow_pickle=False) as arrays:
            return cls(**{key: arrays[key] for key in arrays})

    def of_rows(self, rows: NDArray[np.intp]) -> TermColumns:
        """The columns of some services alone, in this order."""
        return TermColumns(**{field.name: getattr(self, field.name).take(rows, axis=0) for field in fields(self)})


@dataclass(frozen=True)
class Answered:
    """The choices that some record of a directory answers."""

    who: tuple[str, ...]
    reach: tuple[str, ...]
    risk: tuple[str, ...]
    waits: tuple[int, ...]
    taking: bool

    @classmethod
    def of(cls, known: TermColumns) -> Answered:
        def some(names: tuple[str, ...], matrix: Bools) -> tuple[str, ...]:
            return tuple(name for name, has in zip(names, _any(matrix, 0), strict=True) if has)

        waits = tuple(weeks for weeks in WAITS if ((known.wait != NOT_KNOWN) & (known.wait <= weeks)).any())
        taking = bool((known.taking == 1).any())
        return cls(some(REFERRERS, known.who), some(REACHES, known.reach), some(RISKS, known.risk), waits, taking)


def _any(matrix: Bools, axis: int) -> Bools:
    found: Bools = np.any(matrix, axis=axis)
    return found


def _matrix(rows: list[tuple[str, ...]], names: tuple[str, ...]) -> Bools:
    return np.array([[name in row for name in names] for row in rows], bool).reshape(len(rows), len(names))


def _says(columns: Columns, known: TermColumns, terms: Terms) -> dict[str, NDArray[np.int8]]:
    """For each term that was given, what each service says to it: 1 yes, 0 no, NOT_KNOWN."""
    said: dict[str, NDArray[np.int8]] = {}
    if terms.who in REFERRERS:
        named: Bools = known.who[:, REFERRERS.index(terms.who)]
        if terms.who != "family":
            named = named | known.who[:, REFERRERS.index("any-professional")]
        closed = _any(known.who, 1) | ((columns.by_professional == 0) & (terms.who != "family"))
        said["who"] = _answer(named, closed)
    if terms.reach:
        said["reach"] = _answer(_any(known.reach[:, [REACHES.index(one) for one in terms.reach]], 1), known.all_reach)
    if terms.risk in RISKS:
        said["risk"] = _answer(known.risk[:, RISKS.index(terms.risk)], _any(known.risk, 1))
    if terms.taking:
        said["taking"] = known.taking
    if terms.wait is not None:
        said["wait"] = _answer((known.wait != NOT_KNOWN) & (known.wait <= terms.wait), known.wait != NOT_KNOWN)
    return said


def _answer(yes: Bools, known: Bools) -> NDArray[np.int8]:
    return np.where(yes, 1, np.where(known, 0, NOT_KNOWN)).astype(np.int8)


def keeps(columns: Columns, known: TermColumns, terms: Terms) -> Bools:
    """Which services no term rules out."""
    kept = np.ones(len(columns), bool)
    for said in _says(columns, known, terms).values():
        kept &= said != 0
    for one in terms.without:
        kept &= ~_has(columns, known, one)
    return kept


def _has(columns: Columns, known: TermColumns, one: str) -> Bools:
    """Services with what is to be left out; a group leaves out what is only for that group."""
    name, _, value = one.partition(":")
    if name == "for":
        only: Bools = np.array([any(value in clause for clause in clauses) for clauses in columns.clauses], bool)[columns.only]
        return only
    names, matrix = {
        "crime": (columns.crime_names, columns.crimes),
        "support": (columns.support_names, columns.support),
        "reach": (REACHES, known.reach),
    }.get(name, ((), columns.crimes))
    found: Bools = matrix[:, names.index(value)] if value in names else np.zeros(len(columns), bool)
    return found


def order(columns: Columns, known: TermColumns, terms: Terms, key: NDArray[np.int64], km: NDArray[np.float32]) -> NDArray[np.int64]:
    """The rows in the order asked for; between equals, and for `fit`, services that say yes to more terms come first."""
    unsaid = np.zeros(len(columns), np.int16)
    for said in _says(columns, known, terms).values():
        unsaid += said != 1
    first: dict[str, NDArray[np.float64]] = {
        "distance": km.astype(np.float64),
        "wait": np.where(known.taking == 0, _LONG, np.where(known.wait == NOT_KNOWN, _LONG - 1, known.wait)).astype(np.float64),
        "fresh": -columns.seen.astype(np.float64),
    }
    ranks = np.lexsort((key, unsaid, first.get(terms.sort, np.zeros(len(columns)))))
    return ranks.argsort()


def counts(columns: Columns, known: TermColumns, answered: Answered, terms: Terms, base: Bools) -> dict[str, dict[str, int]]:
    """For each choice that some record answers, how many of the services in `base` would stay."""

    def count(**change: Any) -> int:
        return int(np.count_nonzero(base & keeps(columns, known, replace(terms, **change))))

    return {
        "who": {who: count(who=who) for who in answered.who},
        "reach": {way: count(reach=(way,)) for way in answered.reach},
        "risk": {risk: count(risk=risk) for risk in answered.risk},
        "wait": {str(weeks): count(wait=weeks) for weeks in answered.waits},
        "taking": {"yes": count(taking=True)} if answered.taking else {},
    }
