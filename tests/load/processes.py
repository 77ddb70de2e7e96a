"""What a process started here, and all below it, hold in memory."""

from __future__ import annotations

from pathlib import Path


def resident(pid: int) -> dict[int, float]:
    """Megabytes of memory in use by a process and by each one below it (shared pages are counted in each)."""
    parents, sizes = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lines = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        except OSError:  # it has ended meanwhile
            continue
        parents[int(folder.name)] = int(lines["PPid"])
        sizes[int(folder.name)] = int(lines.get("VmRSS", "0 kB").split()[0]) / 1024
    below, found = [pid], []
    while below:
        found.append(below.pop())
        below += [one for one, parent in parents.items() if parent == found[-1]]
    return {one: sizes[one] for one in found if one in sizes}


def largest(pid: int) -> float:
    """The largest of them: the one worker of the site."""
    return max(resident(pid).values(), default=0.0)
