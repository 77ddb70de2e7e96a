"""What stands around every page: the way out, the urgent lines, the name of the site."""

from __future__ import annotations

from typing import Any

from flask import Flask

from finder.web import language, urgent
from finder.web.look import look


def install(app: Flask) -> None:
    @app.context_processor
    def frame() -> dict[str, Any]:
        # Leaving deletes what is stored, so its address carries the id.
        return {
            "leave_url": language.url("leave.leave", stored=language.stored()),
            "leave_at_once": language.url("leave.at_once", stored=language.stored()),
            "emergency": urgent.emergency(),
            "site_name": look().name,
            "bar_colour": look().bar,
        }
