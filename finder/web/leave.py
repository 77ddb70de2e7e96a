"""Leaving: forget what is stored, tell the browser to drop what it kept, and go somewhere that says nothing."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request

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


@rooms.get("/leave/at-once")
@rooms.get("/leave/at-once/<stored>")
def at_once(stored: str | None = None) -> Response:
    """Straight to the neutral site: the way with script, which has emptied the page and takes its place in the history."""
    state().forget(stored)
    return _clearing(redirect(_neutral(), 303))  # type: ignore[arg-type]


@rooms.get("/leave")
@rooms.get("/leave/<stored>")
def leave(stored: str | None = None) -> Response:
    """The way without script. A browser gets a blank page that goes on by itself, everything else a redirect.

    Chromium keeps the page left in memory for Back, and drops it only for a `Clear-Site-Data` that comes when another page
    stands. A redirect comes too early (measured); the mark on the blank page comes in time.
    """
    if request.headers.get("Sec-Fetch-Dest") != "document":
        return at_once(stored)
    state().forget(stored)
    return _clearing(make_response(render_template("blank.html", neutral=_neutral())))


@rooms.get("/leave/mark")
def mark() -> Response:
    """Nothing, but for the header that makes the browser drop the pages it holds for Back."""
    response = make_response("", 204)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _clearing(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _neutral() -> str:
    return next(iter(_targets().values()))
