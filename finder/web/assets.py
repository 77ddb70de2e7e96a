"""The style sheet, the scripts and the icon, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, url_for

from finder.web.look import look

FOLDER = Path(__file__).parent.parent / "static"
PUBLIC = ("site.css", "site.js", "icon.svg", "vendor/htmx.min.js")


SHEET = "site.css"


@lru_cache(maxsize=16)
def _hash(name: str, changed: int, added: str) -> str:
    return hashlib.blake2s((FOLDER / name).read_bytes() + added.encode(), digest_size=5).hexdigest()


def _added(name: str) -> str:
    """What an area adds to a file: its colours, to the style sheet."""
    return look().sheet if name == SHEET else ""


def address(name: str) -> str:
    """The address of a public file, with the hash of its content."""
    path = FOLDER / name
    return url_for("asset", version=_hash(name, path.stat().st_mtime_ns, _added(name)), name=name) if path.exists() else ""


def install(app: Flask) -> None:
    app.jinja_env.globals["asset"] = address

    @app.get("/static/<version>/<path:name>", endpoint="asset")
    def asset(version: str, name: str) -> Response:
        if name not in PUBLIC:
            abort(404)
        # Whole, not streamed: a stream is not packed for browsers that only know gzip.
        return Response((FOLDER / name).read_bytes() + _added(name).encode(), mimetype=mimetypes.guess_type(name)[0])
