"""The one place that remembers, and forgets: values under random 128-bit ids, gone 15 minutes after their last use.

`ExpiringStore` is this process's memory. Where several replicas of the site run, `finder/shared_store.py` keeps the same in Redis.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

from cachetools import TTLCache

Value = TypeVar("Value")
MOST = 20_000
"""How many values are held at once; the one unused for longest goes first."""


class Gone(LookupError):
    """There is nothing under this id: it has lapsed, was forgotten, or never was."""


class Busy(Exception):
    """Others have been changing this value for too long."""


class Store(Protocol[Value]):
    """What both stores do. Safe for threads."""

    @property
    def away(self) -> bool:
        """Is what is stored now found by this replica alone?"""

    def put(self, value: Value) -> str:
        """Keep a value; the id to find it by (22 characters, 128 random bits)."""

    def get(self, key: str) -> Value | None:
        """The value, kept for another while; None when it has gone or never was."""

    def replace(self, key: str, value: Value) -> bool:
        """Put another value in the place of one that is still there; False when it has gone."""

    def change(self, key: str, make: Callable[[Value], Value], patience: float) -> tuple[Value, bool]:
        """Make another value of the one that is there: one caller at a time, the others wait `patience` seconds at most.

        The new value, and False when the old one was forgotten meanwhile, so that nothing was kept. Raises Gone or Busy.
        """

    def forget(self, key: str) -> None: ...

    def __len__(self) -> int: ...


class ExpiringStore(Generic[Value]):
    """A Store in this process's memory and nowhere else."""

    away = False

    def __init__(self, forget_after: float, most: int = MOST) -> None:
        self._values: TTLCache[str, Value] = TTLCache(most, forget_after)
        self._lock = threading.Lock()
        self._turns: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()

    def put(self, value: Value, key: str | None = None) -> str:
        """As in Store. `key`: an id that was given out already."""
        key = key or secrets.token_urlsafe(16)
        with self._lock:
            self._values[key] = value
        return key

    def get(self, key: str) -> Value | None:
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
            return value

    def replace(self, key: str, value: Value) -> bool:
        with self._lock:
            there = self._values.pop(key, None) is not None
            if there:
                self._values[key] = value
            return there

    def change(self, key: str, make: Callable[[Value], Value], patience: float) -> tuple[Value, bool]:
        if self.get(key) is None:
            raise Gone(key)
        with self._turn(key, patience):
            value = self.get(key)
            if value is None:
                raise Gone(key)
            changed = make(value)
            return changed, self.replace(key, changed)

    def forget(self, key: str) -> None:
        with self._lock:
            self._values.pop(key, None)

    def __len__(self) -> int:
        with self._lock:
            self._values.expire()
            return len(self._values)

    @contextmanager
    def _turn(self, key: str, patience: float) -> Iterator[None]:
        """One caller at a time for each id. Raises Busy."""
        with self._lock:
            turn = self._turns.setdefault(key, threading.Lock())
        if not turn.acquire(timeout=patience):
            raise Busy(key)
        try:
            yield
        finally:
            turn.release()
