"""Leaving: forget what is stored, tell the browser to drop what it kept, and go somewhere that says nothing."""

from __future__ import annotations

from flask import Blueprint, Response, redirect

from finder.directory import strict_yaml
from finder.settings import DEFAULT_CONTENT
from finder.web.state import state

rooms = Blueprint("leave", __name__)


def _targets() -> dict[str, str]:
    """The neutral sites a person may be sent to, from `leave.yaml`; nothing else is ever a target."""
    for folder in (state().settings.content, DEFAULT_CONTENT):
        try:
            return dict(strict_yaml.read(folder / "leave.yaml"))
        except (strict_yaml.UnreadableYaml, TypeError, ValueError):
            continue
    raise RuntimeError("leave.yaml is missing")


@rooms.get("/leave")
@rooms.get("/leave/<stored>")
def leave(stored: str | None = None) -> Response:
    state().forget(stored)
    response: Response = redirect(next(iter(_targets().values())), 303)  # type: ignore[assignment]
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
