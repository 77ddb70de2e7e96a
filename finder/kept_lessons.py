"""What was learned from what people say, kept between builds: a service that changed teaches nothing new. Runs at build time only."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from finder import sealed

KEPT = 3
"""How many sets of lessons stay on disk; each is about ten megabytes."""


def digest(parts: Iterable[tuple[Path, Path]]) -> str:
    """The hash of every file of these parts (a folder or a file, each with the folder that its name is told from)."""
    hashed = hashlib.blake2s(digest_size=8)
    for root, part in parts:
        every = part.rglob("*") if part.is_dir() else [part]
        for path in sorted(p for p in every if p.is_file() and p.suffix != ".pyc"):
            hashed.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return hashed.hexdigest()


def copy_or_learn(kept: Path, shipped: Path, name: str, into: Path, learn: Callable[[Path], None]) -> None:
    """Fill `into` with the lessons of this name: those that came with the code (`shipped`), those in `kept`, or what `learn` writes."""
    lessons = shipped / name
    if not _whole(lessons):
        lessons = kept / name
        if not _whole(lessons):
            _learned(kept, lessons, learn)
        lessons.touch()
        for old in sorted(kept.iterdir(), key=lambda folder: folder.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(lessons, into, dirs_exist_ok=True)


def _learned(kept: Path, lessons: Path, learn: Callable[[Path], None]) -> None:
    shutil.rmtree(lessons, ignore_errors=True)
    kept.mkdir(parents=True, exist_ok=True)
    half_made = Path(tempfile.mkdtemp(prefix="learning-", dir=kept))
    try:
        learn(half_made)
        sealed.seal(half_made)
        with suppress(FileExistsError):  # another build learned the same meanwhile
            half_made.rename(lessons)
    finally:
        shutil.rmtree(half_made, ignore_errors=True)


def _whole(lessons: Path) -> bool:
    try:
        sealed.check(lessons)
    except (OSError, ValueError):
        return False
    return True
