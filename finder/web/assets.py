"""The style sheet, the scripts and the icon, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, url_for

FOLDER = Path(__file__).parent.parent / "static"
PUBLIC = ("site.css", "site.js", "icon.svg", "vendor/htmx.min.js")


@cache
def _hash(name: str, changed: int) -> str:
    return hashlib.blake2s((FOLDER / name).read_bytes(), digest_size=5).hexdigest()


def address(name: str) -> str:
    """The address of a public file, with the hash of its content."""
    path = FOLDER / name
    return url_for("asset", version=_hash(name, path.stat().st_mtime_ns), name=name) if path.exists() else ""


def install(app: Flask) -> None:
    app.jinja_env.globals["asset"] = address

    @app.get("/static/<version>/<path:name>", endpoint="asset")
    def asset(version: str, name: str) -> Response:
        if name not in PUBLIC:
            abort(404)
        # Whole, not streamed: a stream is not packed for browsers that only know gzip.
        return Response((FOLDER / name).read_bytes(), mimetype=mimetypes.guess_type(name)[0])
