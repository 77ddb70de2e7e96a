"""Counts in memory and, every few minutes, in one small file a day. Safe for threads and for several processes.

A file holds exact numbers on its day and the next (other processes may still add to them); after that only what may be shown.
It bears no time of day: not inside, and its own date is set to the start of its day.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from finder import counts
from finder.counts import Counts, Kind, Row

log = logging.getLogger(__name__)
EVERY = 5 * 60.0
"""Seconds between two writings: who watches the file cannot tell one visit."""


class CountFiles:
    """`folder`: where the files are; None counts nothing. `clock`: seconds that only ever grow."""

    def __init__(self, folder: Path | None, clock: Callable[[], float] = time.monotonic, today: Callable[[], date] = date.today) -> None:
        self._folder, self._clock, self._today = folder, clock, today
        self._held: dict[date, dict[str, dict[str, int]]] = {}
        self._lock = threading.Lock()
        self._written = clock()

    def add(self, counted: Iterable[tuple[Kind, str]]) -> None:
        """Count each of these once, today. Never raises: a count is worth no visitor's page."""
        if self._folder is None:
            return
        with self._lock:
            day = self._held.setdefault(self._today(), {})
            for kind, value in counted:
                values = day.setdefault(kind, {})
                values[value] = values.get(value, 0) + 1
            due = self._clock() - self._written >= EVERY
            if due:
                self._written = self._clock()
        if due:
            self.write()

    def write(self) -> None:
        """Put what is held into the files. When they cannot be written it is held on to, and the log says so."""
        if self._folder is None:
            return
        with self._lock:
            held, self._held = self._held, {}
        if not held:
            return
        try:
            self._put(self._folder, held)
        except OSError as error:
            log.error("counts cannot be written (%s)", type(error).__name__)
            with self._lock:
                self._held = {day: counts.added(held.get(day, {}), self._held.get(day, {})) for day in {*held, *self._held}}

    def _put(self, folder: Path, held: dict[date, dict[str, dict[str, int]]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as one_at_a_time:
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            for day, counted in held.items():
                _save(folder, day, counts.added(_load(folder, day), counted))
            _tidy(folder, self._today())


def read(folder: Path, first: date, last: date) -> list[Row]:
    """What was counted on the days from `first` to `last`, both included, as it may be shown."""
    return [row for day in _days(folder) if first <= day <= last for row in counts.rows(day, _load(folder, day))]


def _days(folder: Path) -> list[date]:
    found = []
    for path in folder.glob("????-??-??.json"):
        try:
            found.append(date.fromisoformat(path.stem))
        except ValueError:
            continue
    return sorted(found)


def _load(folder: Path, day: date) -> Counts:
    """The counts in a day's file; none when there is no file or it is damaged."""
    try:
        held = json.loads((folder / f"{day}.json").read_text(encoding="utf-8"))
        return {str(kind): {str(value): int(number) for value, number in values.items()} for kind, values in held.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _save(folder: Path, day: date, counted: Counts) -> None:
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(counted, out, sort_keys=True)
    start = datetime(day.year, day.month, day.day).timestamp()
    os.utime(temporary, (start, start))
    Path(temporary).replace(folder / f"{day}.json")


def _tidy(folder: Path, today: date) -> None:
    """Delete what is too old, and make what is older than yesterday as coarse as it is shown."""
    days = _days(folder)
    for day in counts.too_old(days, today):
        (folder / f"{day}.json").unlink(missing_ok=True)
    for day in (one for one in _days(folder) if one < today - timedelta(days=1)):
        held = _load(folder, day)
        if held != counts.coarse(held):
            _save(folder, day, counts.coarse(held))
