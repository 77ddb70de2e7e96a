"""The site with one more page: what a search by choices finds, rendered from a fixed list, found once when first asked for."""

from __future__ import annotations

from typing import Any

from flask import render_template

from finder import create_app
from finder.web import find

FIELDS = {"crime": ["domestic-abuse"], "place": ["Leeds"], "age": ["30"], "language": ["pl"], "referral": ["self"]}
"""As posted by `visit.lua`: no words, so nothing is read for its meaning."""

app = create_app()
_found: dict[str, Any] = {}


@app.post("/fixed")
def fixed() -> str:
    if not _found:
        _found.update(find._found(FIELDS, None))
    return render_template("parts/finder.html", **_found)
