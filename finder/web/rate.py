"""How much one address may post in a minute, without keeping an address.

Counted is a digest of the address under a key that is made anew every minute, held in memory and written nowhere: after
that minute nobody can say which addresses there were. Only posts count, and ending a talk does not; pages with the
emergency lines are never refused. This machine itself is not counted: there is a proxy, or the operator's own tools.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

WINDOW = 60
"""Seconds."""
MOST = 100_000
"""Addresses counted at once; when there are more, counting begins anew."""
NETWORK = 64
"""Bits of an IPv6 address that are one household's; it has all that follow."""
ENDING = ".end"
"""How the endpoint of ending a talk ends, in every language."""


class Posts:
    """Safe for threads. `most`: posts in a window. `clock`: seconds that only ever grow."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._begin()

    def takes(self, address: str) -> bool:
        """Count a post; may it be answered? What is no address is not counted."""
        try:
            known = ipaddress.ip_address(address)
        except ValueError:
            return True
        if isinstance(known, ipaddress.IPv6Address):
            known = known.ipv4_mapped or known
        if known.is_loopback:
            return True
        place = known.packed if known.version == 4 else known.packed[: NETWORK // 8]
        with self._lock:
            if self._clock() - self._begun >= WINDOW or len(self._counts) >= MOST:
                self._begin()
            mark = hashlib.blake2s(place, key=self._key, digest_size=16).digest()
            self._counts[mark] += 1
            return self._counts[mark] <= self._most

    def _begin(self) -> None:
        self._key, self._counts, self._begun = secrets.token_bytes(32), Counter[bytes](), self._clock()


def install(app: Flask, most: int, header: str | None) -> None:
    """`most`: 0 for no limit. `header`: where a proxy of our own says who is asking; without one, who connects."""
    posts = Posts(most)

    @app.before_request
    def not_too_many() -> None:
        if most and request.method == "POST" and not (request.endpoint or "").endswith(ENDING):
            address = request.headers.get(header, "") if header else request.remote_addr
            if not posts.takes(address or ""):
                raise TooManyRequests(retry_after=WINDOW)
