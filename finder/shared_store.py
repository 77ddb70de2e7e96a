"""The store that forgets, for several replicas of the site: in Redis, sealed, with Redis's own expiry.

Without Redis the site goes on: what is stored then is kept by this replica, and goes back to Redis when that answers again.
What should be forgotten while Redis cannot hear of it is not read any more here, and deleted as soon as it can.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from cachetools import TTLCache
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import LockError, RedisError
from redis.lock import Lock
from redis.retry import Retry

from finder.chat.breaker import Breaker
from finder.envelope import Envelope
from finder.store import MOST, Busy, ExpiringStore, Gone

log = logging.getLogger("finder")
Value = TypeVar("Value")
T = TypeVar("T")

ANSWERS_WITHIN = 0.5
"""Seconds in which Redis answers, or is taken to be away."""
FAILURES, REST = 2, 2.0
"""After so many failures in a row it is left alone, for so many seconds."""
HOLDS = 10.0
"""Seconds for which a change is nobody else's. A turn of a talk waits for the assistant 5 seconds at most; a replica that
was killed in one leaves the talk locked for no longer than this."""


class Away(Exception):
    """Redis cannot be reached."""


def connect(url: str) -> Redis:
    """A client for one Redis, for all threads. Connects when it is first asked."""
    return Redis.from_url(
        url,
        socket_timeout=ANSWERS_WITHIN,
        socket_connect_timeout=ANSWERS_WITHIN,
        retry=Retry(NoBackoff(), 1),  # a connection that a restart has cut is opened anew
        protocol=2,
    )


class SharedStore(Generic[Value]):
    """A Store in Redis. `forget_after`: seconds. Its bound is Redis's own `maxmemory`: what would lapse next goes first."""

    def __init__(self, redis: Redis, kind: type[Value], forget_after: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis
        self._envelope = Envelope(kind)
        self._milliseconds = int(forget_after * 1000)
        self._breaker = Breaker(FAILURES, REST, clock)
        self._here: ExpiringStore[Value] = ExpiringStore(forget_after)
        self._owed: TTLCache[str, bool] = TTLCache(MOST, forget_after)
        self._lock = threading.Lock()

    @property
    def away(self) -> bool:
        return self._breaker.resting

    def put(self, value: Value) -> str:
        key = secrets.token_urlsafe(16)
        try:
            self._write(key, value)
        except Away:
            self._here.put(value, key)
        return key

    def get(self, key: str) -> Value | None:
        value = self._here.get(key)
        name = self._envelope.name(key)
        if value is not None:
            with suppress(Away):
                self._write(key, value)
                self._here.forget(key)
            return value
        try:
            sealed: Any = None if self._is_owed(name) else self._ask(lambda redis: redis.getex(name, px=self._milliseconds))
        except Away:
            return None
        return self._envelope.open(key, sealed) if sealed else None

    def replace(self, key: str, value: Value) -> bool:
        if self._here.replace(key, value):
            return True
        if self._is_owed(self._envelope.name(key)):
            return False
        try:
            return self._write(key, value, only_there=True)
        except Away:
            self._here.put(value, key)
            return True

    def change(self, key: str, make: Callable[[Value], Value], patience: float) -> tuple[Value, bool]:
        if self.get(key) is None:
            raise Gone(key)
        if self._here.get(key) is not None:
            return self._here.change(key, make, patience)
        turn = self._redis.lock(
            self._envelope.name(key) + ":turn", timeout=HOLDS, sleep=0.03, blocking_timeout=patience, thread_local=False
        )
        try:
            if not self._ask(lambda _: turn.acquire()):
                raise Busy(key)
        except Away:
            raise Gone(key) from None
        try:
            value = self.get(key)
            if value is None:
                raise Gone(key)
            changed = make(value)
            return changed, self._still_ours(turn, key) and self.replace(key, changed)
        finally:
            with suppress(Away, LockError):
                self._ask(lambda _: turn.release())

    def forget(self, key: str) -> None:
        self._here.forget(key)
        name = self._envelope.name(key)
        try:
            self._ask(lambda redis: redis.unlink(name))
        except Away:
            with self._lock:
                self._owed[name] = True

    def __len__(self) -> int:
        """Looks at every name in Redis: for tests and operators."""
        try:
            names = self._ask(lambda redis: list(redis.scan_iter(match=self._envelope.prefix + "*", count=1000)))
        except Away:
            names = []
        return len(self._here) + sum(not name.endswith(b":turn") for name in names)

    def _still_ours(self, turn: Lock, key: str) -> bool:
        """False when all has gone, the lock with it. Raises Busy when the turn took so long that another may have begun."""
        try:
            self._ask(lambda _: turn.reacquire())
        except Away:
            return True
        except LockError:
            if self.get(key) is not None:
                raise Busy(key) from None
            return False
        return True

    def _write(self, key: str, value: Value, only_there: bool = False) -> bool:
        """False when it should replace what has gone. Raises Away."""
        name, sealed = self._envelope.name(key), self._envelope.seal(key, value)
        return bool(self._ask(lambda redis: redis.set(name, sealed, px=self._milliseconds, xx=only_there)))

    def _ask(self, command: Callable[[Redis], T]) -> T:
        """Raises Away, and LockError as it comes."""
        if not self._breaker.lets_through():
            raise Away
        try:
            self._pay(self._redis)
            answer = command(self._redis)
        except LockError:
            self._breaker.worked()
            raise
        except RedisError as error:
            log.error("Redis: %s", type(error).__name__)
            self._breaker.failed()
            raise Away from None
        self._breaker.worked()
        return answer

    def _pay(self, redis: Redis) -> None:
        """Delete what could not be deleted when it should have been."""
        with self._lock:
            owed = list(self._owed)
        if owed:
            redis.unlink(*owed)
            with self._lock:
                for name in owed:
                    self._owed.pop(name, None)

    def _is_owed(self, name: str) -> bool:
        with self._lock:
            return name in self._owed
