"""The page of last resort: made once at the start, for when no other page can be.

It needs no style sheet, no directory and no template any more, so that nothing is left that can fail.
"""

from __future__ import annotations

from flask import Flask, render_template


def install(app: Flask) -> None:
    """Make it. Comes after everything that a template needs."""
    with app.test_request_context():
        app.extensions["plain-page"] = render_template("plain.html")


def page(app: Flask) -> str:
    """The page: one heading, the emergency number, a way on and a way out."""
    made: str = app.extensions["plain-page"]
    return made
