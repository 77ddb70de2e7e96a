"""The build that the running site answers from: takes a new one up without a restart, falls back to the one before."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from finder import build
from finder.build import Built
from finder.understanding.meaning import Embedder

log = logging.getLogger(__name__)


class Live:
    """Holds one opened build. `built()` looks at the small file `current` each time, which costs one read."""

    def __init__(self, builds: Path) -> None:
        self._builds = builds
        self._embed = Embedder()
        self._built: Built | None = None
        self._tried: str | None = ""
        self._lock = threading.Lock()

    def built(self) -> Built | None:
        """The newest build that opens; None when there is none at all."""
        wanted = build.current(self._builds)
        if wanted != self._tried:
            # One thread opens; the others go on with the build they have.
            if self._built is None:
                with self._lock:
                    self._take(wanted)
            elif self._lock.acquire(blocking=False):
                try:
                    self._take(wanted)
                finally:
                    self._lock.release()
        return self._built

    def _take(self, wanted: str | None) -> None:
        if wanted == self._tried:
            return
        for name in self._candidates(wanted):
            if self._built and name == self._built.hash:
                break
            try:
                self._built = build.open_build(self._builds / name, self._embed)
                break
            except Exception as error:  # damage, or files that other code wrote, can fail in any way
                log.error("build %s cannot be opened (%s)", name, type(error).__name__)
        self._tried = wanted

    def _candidates(self, wanted: str | None) -> list[str]:
        """The build wanted, then what is held, then the others on disk from new to old."""
        held = [self._built.hash] if self._built else []
        folders = [p for p in self._builds.glob("*") if p.is_dir() and not p.name.startswith("making-")]
        others = sorted(folders, key=_made, reverse=True)
        return list(dict.fromkeys([*([wanted] if wanted else []), *held, *(p.name for p in others)]))


def _made(folder: Path) -> float:
    """When a build was made; 0 when it was cleared away just now."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
