"""A circuit breaker: after some failures in a row nobody waits for what does not answer, until one call finds it well."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Breaker:
    """Safe for threads. Opens after `failures` in a row for `rest` seconds; `clock` counts seconds and only ever grows."""

    def __init__(self, failures: int, rest: float, clock: Callable[[], float]) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._tried = 0.0
        self._lock = threading.Lock()

    def lets_through(self) -> bool:
        """May a call be made? After the rest one may; the others go on resting until it is known how that one went."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() - self._tried < self._rest:
                return False
            self._tried = self._clock()
            return True

    @property
    def resting(self) -> bool:
        """Did the last calls fail, as many in a row as it takes?"""
        with self._lock:
            return self._failures >= self._most

    def worked(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._tried = self._clock()
