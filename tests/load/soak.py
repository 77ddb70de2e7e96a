"""A long mixed load on the site: errors are counted, and the memory of its worker is watched. `python -m tests.load.soak --minutes 10`.

The site forgets after a minute there: in ten minutes of this load it would hold 15,000 searches and talks and let none go.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.load import processes
from tests.load.site_bench import PAGES, serving, wrk

CLIENTS = 4
TURN = 5
"""Seconds of each kind of visit before the next."""
SETTLED = 0.2
"""The share of the time after which memory is first read: until then pages and models are loaded."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Soaked:
    """`growth`: of the worker's memory from when it had settled to the end, as a share of it."""

    minutes: float
    requests: int
    errors: int
    before: float
    after: float

    @property
    def growth(self) -> float:
        return self.after / self.before - 1


def soak(minutes: float, say: Say, **environment: str) -> Soaked:
    """Every kind of visit in turns, for so many minutes."""
    requests = errors = 0
    before: float | None = None
    with serving("tests.load.forgetful:app", **{"BOT_PORT": "9", **environment}) as server:
        begun, until = time.monotonic(), time.monotonic() + minutes * 60
        while time.monotonic() < until:
            for visit in PAGES.values():
                load = wrk(server, visit, CLIENTS, TURN)
                requests, errors = requests + round(load.rate * TURN), errors + load.errors
            now = processes.largest(server.process.pid)
            if before is None and time.monotonic() - begun > SETTLED * minutes * 60:
                before = now
            say(f"{(time.monotonic() - begun) / 60:.1f} minutes: {requests} requests, {errors} errors, {now:.0f} MB")
        after = processes.largest(server.process.pid)
    return Soaked(minutes, requests, errors, before or after, after)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    found = soak(parser.parse_args().minutes, lambda line: print(line, flush=True))
    print(f"{found.requests} requests, {found.errors} errors, memory {found.before:.0f} to {found.after:.0f} MB ({found.growth:+.1%})")
    return 1 if found.errors else 0


if __name__ == "__main__":
    sys.exit(main())
