"""How the site is, as a plain page for its operator and for anyone who asks. It says nothing about visitors, and no secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from flask import Blueprint, render_template

from finder import build
from finder.directory import freshness
from finder.web.state import built, has_directory, state

rooms = Blueprint("status", __name__)

ASSISTANT = {
    "ready": "Ready.",
    "starting": "Starting. Talks run in simple mode until it is ready.",
    "down": "Down. Talks run in simple mode.",
}
NOT_READY = 503


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """The directory that answers now. `newest`: it is the one that was built last."""

    name: str
    made: str
    services: int
    due: int
    newest: bool


@rooms.get("/status")
def page() -> tuple[str, int]:
    """In English only. 503 while there is no directory to search, as for `/health/ready`."""
    shown = _directory() if has_directory() else None
    status = render_template("status.html", directory=shown, assistant=ASSISTANT[state().talks.assistant.status()])
    return status, 200 if shown else NOT_READY


def _directory() -> DirectoryView:
    builds = state().settings.builds
    made = datetime.fromtimestamp((builds / built().hash).stat().st_mtime, UTC)
    due = _due(built().hash, datetime.now(UTC).date())
    return DirectoryView(
        built().hash, f"{made.day} {made:%B %Y, %H:%M} UTC", len(built().directory), due, build.current(builds) == built().hash
    )


@lru_cache(maxsize=1)
def _due(build_in_use: str, today: date) -> int:
    """How many services are due for a check: once a build and day, since every record is read for it."""
    directory = built().directory
    return len(freshness.due((directory.service(service_id) for service_id in directory.columns.ids), today))
