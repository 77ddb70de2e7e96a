"""Sites with one promise broken each, run as the real one is: `tests.promises.careless:that_logs()`."""

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask, request

from finder import create_app
from finder.web import padding


def that_keeps_what_is_typed() -> Flask:
    """It writes a search to its log, and a talk to a file that is deleted and still open, in letters of two bytes."""
    app = create_app()
    path = Path(mkdtemp()) / "held"
    held = path.open("wb", buffering=0)
    path.unlink()

    @app.before_request
    def keep_it() -> None:
        if "q" in request.form:
            logging.getLogger("finder").warning("asked for %s", request.form["q"])
        held.write(request.form.get("message", "").encode("utf-16-le"))

    return app


def that_is_not_padded() -> Flask:
    app = create_app()
    app.after_request_funcs[None].remove(padding.pad)
    return app
