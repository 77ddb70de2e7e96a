"""What stands around every page: the way out, the urgent lines, the name of the site."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from finder.web import language, urgent
from finder.web.state import state


def install(app: Flask) -> None:
    @app.context_processor
    def frame() -> dict[str, Any]:
        return {"leave_url": way_out(), "emergency": urgent.emergency(), "site_name": state().settings.site_name}


def way_out() -> str:
    """The address of leaving. It carries the id of what is stored for this page, because leaving deletes it."""
    stored = (request.view_args or {}).get("stored")
    return language.url("leave.leave", stored=stored) if stored else language.url("leave.leave")
