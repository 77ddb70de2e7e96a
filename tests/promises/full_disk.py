"""A disk with no room left: a small one of its own, or, where none may be mounted, programs that may write no byte."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.promises.left_behind import descendants

SIZE = "48m"
MOUNT, UNMOUNT = "/bin/mount", "/bin/umount"
BLOCK = 64 * 1024


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """The folder as a disk of its own while this lasts; False where that is not allowed."""
    mounted = subprocess.run([MOUNT, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run([UNMOUNT, "-l", folder], check=True)


def fill(folder: Path) -> None:
    """Leave not a byte."""
    for size in (BLOCK, 1):
        with (folder / f"full-{size}").open("wb", buffering=0) as out, suppress(OSError):
            while out.write(b"\0" * size):
                continue


@contextmanager
def may_not_write(processes: Iterable[int]) -> Iterator[None]:
    """These programs and all that they started can make no file longer, as on a full disk."""
    changed = {one: resource.prlimit(one, resource.RLIMIT_FSIZE) for one in descendants(processes)}
    for one, (_, most) in changed.items():
        resource.prlimit(one, resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        for one, before in changed.items():
            with suppress(ProcessLookupError):
                resource.prlimit(one, resource.RLIMIT_FSIZE, before)
