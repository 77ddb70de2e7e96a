"""What an area has published, in `var/areas/<name>/`: a folder for each version, and a link, `current`, to the one in use.

Replacing the link is the swap, as for builds: a reader sees the old content or the new and never half of either. The
directory's own build is swapped in just before it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from finder import build, kept_lessons
from finder.area import merged
from finder.build import Say
from finder.settings import Settings

KEPT = 5
"""Versions that stay on disk, to go back to."""
NATIONAL = "national"
"""The version before the first one: the national content as it is."""


class NothingBefore(Exception):
    """There is no version before the one in use."""


def ensure(settings: Settings) -> None:
    """Let an area that has published nothing yet show the national content, so that its site runs and takes up what comes."""
    if settings.area and not settings.content.exists():
        settings.content.parent.mkdir(parents=True, exist_ok=True)
        _point(settings, NATIONAL)


def check(settings: Settings, folder: Path) -> str:
    """Lay the area's folder over the national content and throw the result away; its name. Raises BrokenContent."""
    settings.areas.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.areas, prefix="checking-") as into:
        return merged.lay(settings.national, folder, Path(into)).name


def preview(settings: Settings, folder: Path, say: Say) -> Path:
    """Make and build a content folder to look at, beside what is published. Raises BrokenContent."""
    of = settings.for_area(folder.resolve().name)
    with _one_at_a_time(of) as place:
        content = place / "preview"
        shutil.rmtree(content, ignore_errors=True)
        content.mkdir()
        merged.lay(settings.national, folder, content)
    seen = Settings(content=content, var=settings.var)
    build.build(content, seen.builds, say)
    return content


def publish(settings: Settings, folder: Path, say: Say) -> str:
    """Make, check, build and swap in; the version now in use. Raises BrokenContent, and then nothing has changed."""
    of = settings.for_area(folder.resolve().name)
    with _one_at_a_time(of) as place:
        version = kept_lessons.digest([(settings.national, settings.national), (folder, folder)])
        made = not (place / version).is_dir()
        if made:
            _make(settings.national, folder, place / version)
        try:
            build.build(place / version, of.builds, say)
        except BaseException:
            if made:
                shutil.rmtree(place / version, ignore_errors=True)
            raise
        _point(of, version)
        if _history(place)[-1] != version:
            _remember(place, [*_history(place), version])
    return version


def rollback(settings: Settings, name: str, say: Say) -> str:
    """Swap the version before in again, and forget the one that was in use; the version now in use. Raises NothingBefore."""
    of = settings.for_area(name)
    with _one_at_a_time(of) as place:
        before = _history(place)[:-1]
        if not before:
            raise NothingBefore
        build.build(settings.national if before[-1] == NATIONAL else place / before[-1], of.builds, say)
        _point(of, before[-1])
        _remember(place, before)
    return before[-1]


@contextmanager
def _one_at_a_time(of: Settings) -> Iterator[Path]:
    place = of.content.parent
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place


def _make(national: Path, folder: Path, into: Path) -> None:
    half_made = Path(tempfile.mkdtemp(prefix="making-", dir=into.parent))
    try:
        merged.lay(national, folder, half_made)
        half_made.chmod(0o755)
        half_made.rename(into)
    except BaseException:
        shutil.rmtree(half_made, ignore_errors=True)
        raise


def _point(of: Settings, version: str) -> None:
    link = of.content.parent / f"next-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(of.national.resolve() if version == NATIONAL else version)
    link.replace(of.content)


def _history(place: Path) -> list[str]:
    """The versions published, oldest first; the last is in use."""
    try:
        return (place / "history").read_text().split() or [NATIONAL]
    except OSError:
        return [NATIONAL]


def _remember(place: Path, versions: list[str]) -> None:
    kept = versions[-KEPT:]
    temporary = place / "history.next"
    temporary.write_text("".join(f"{version}\n" for version in kept))
    temporary.replace(place / "history")
    for old in place.iterdir():
        if old.is_dir() and not old.is_symlink() and old.name not in (*kept, "preview"):
            shutil.rmtree(old, ignore_errors=True)
