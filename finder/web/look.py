"""The name and the colours of the site: an area's, from `area.yaml` of the content in use, or the operator's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from finder.area import colours, described
from finder.directory.problems import BrokenContent
from finder.web.state import state


@dataclass(frozen=True, slots=True)
class Look:
    """`bar`: the colour at the top, for the browser's own frame. `sheet`: what is added to the style sheet."""

    name: str
    bar: str
    sheet: str


def look() -> Look:
    """As it is now: it changes with what an area publishes, without a restart."""
    settings = state().settings
    path = settings.content / described.FILE
    try:
        seen = path.stat()
    except OSError:
        return Look(settings.site_name, colours.national("light")["bar"], "")
    return _read(path.parent, settings.site_name, seen.st_ino, seen.st_mtime_ns)


@lru_cache(maxsize=4)
def _read(folder: Path, otherwise: str, file: int, changed: int) -> Look:
    """`file` and `changed` tell one version of the folder from another."""
    try:
        area = described.read(folder)
    except BrokenContent:
        return Look(otherwise, colours.national("light")["bar"], "")
    light = {**colours.national("light"), **area.colours.get("light", {})}
    return Look(area.name, light["bar"], colours.sheet(area.colours))
