"""What is turned away before any route sees it."""

from __future__ import annotations

from flask import Flask, abort, request

OWN_SITES = ("same-origin", "none", None)


def install(app: Flask) -> None:
    @app.before_request
    def only_from_this_site() -> None:
        """A form of another site may not post here in a visitor's name.

        There are no cookies to ride on, and `no-referrer` makes the browser send `Origin: null`, so the browser's own
        word on where the request comes from is the check. The API is open to all.
        """
        own = request.headers.get("Sec-Fetch-Site") in OWN_SITES
        if request.method == "POST" and not own and not request.path.startswith("/api/"):
            abort(403)

    @app.before_request
    def no_zero_bytes() -> None:
        if "\0" in request.path:
            abort(404)
