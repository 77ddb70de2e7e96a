"""The one place that remembers, and forgets: values under random 128-bit ids, gone 15 minutes after their last use."""

from __future__ import annotations

import secrets
import threading
from typing import Generic, TypeVar

from cachetools import TTLCache

Value = TypeVar("Value")
MOST = 20_000
"""How many values are held at once; the one unused for longest goes first."""


class ExpiringStore(Generic[Value]):
    """Safe for threads. Values are kept in this process's memory and nowhere else."""

    def __init__(self, forget_after: float, most: int = MOST) -> None:
        self._values: TTLCache[str, Value] = TTLCache(most, forget_after)
        self._lock = threading.Lock()

    def put(self, value: Value) -> str:
        """Keep a value; the id to find it by (22 characters, 128 random bits)."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._values[key] = value
        return key

    def get(self, key: str) -> Value | None:
        """The value, kept for another while; None when it has gone or never was."""
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
            return value

    def replace(self, key: str, value: Value) -> None:
        """Put another value in the place of one that is still there; nothing when it has gone."""
        with self._lock:
            if self._values.pop(key, None) is not None:
                self._values[key] = value

    def forget(self, key: str) -> None:
        with self._lock:
            self._values.pop(key, None)

    def __len__(self) -> int:
        with self._lock:
            self._values.expire()
            return len(self._values)
