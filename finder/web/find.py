"""Find support: the form, what it finds, and a service on a page of its own.

Without script a form is posted, kept in the store that forgets, and shown at a random address (a page that answers a post
directly leaves the posted words in the browser's profile). With htmx the answer to the post replaces the finder in place.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from finder.directory.opened import UnknownService
from finder.directory.search import Results, search
from finder.needs import Needs
from finder.web import cards, counting, forms, language, rights_view
from finder.web.forms import Read
from finder.web.found import GONE, NOTHING_ASKED, about, finder
from finder.web.state import Search, built, state

rooms = Blueprint("find", __name__)

PER_PAGE = 6
"""A page on a small phone; the API gives more."""

MOST_RIGHTS = 2
"""Guides to rights that stand above the services."""


@rooms.get("/find")
def form() -> str:
    return render_template("find.html", **_empty())


@rooms.post("/find", endpoint="search")
def post() -> Response | str:
    fields = request.form.to_dict(flat=False)
    if request.htmx:  # type: ignore[attr-defined]
        return render_template("parts/finder.html", **_found(fields, None))
    stored = state().searches.put(Search(fields, language.stored()))
    return redirect(language.url("find.found", stored=stored, _anchor="results"), 303)  # type: ignore[return-value]


@rooms.get("/found/<stored>")
def found(stored: str) -> str | tuple[str, int]:
    kept = state().searches.get(stored)
    if kept is None:
        return render_template("lapsed.html", **_empty()), GONE
    return render_template("find.html", **_found(kept.fields, stored))


@rooms.get("/service/<code>")
def service(code: str) -> str:
    try:
        record = built().directory.by_code(code)
    except UnknownService:
        abort(404)
    return render_template("service.html", card=cards.card(built().directory.content, record))


def _empty() -> dict[str, Any]:
    return finder(NOTHING_ASKED, search(built().directory, Needs(), per_page=1))


def _found(fields: dict[str, list[str]], stored: str | None) -> dict[str, Any]:
    """What the finder shows for a posted form."""
    read = forms.read(forms.read_fields(fields), built())
    results = search(built().directory, read.needs, read.asked.page, PER_PAGE)
    counting.search(read.needs)
    return finder(read, results) | {"results": _view(read, results, stored), "stored": stored}


def _view(read: Read, results: Results, stored: str | None) -> dict[str, Any]:
    directory, needs = built().directory, read.needs

    def card(service_id: str) -> cards.Card:
        reasons, km = results.reasons.get(service_id, ()), results.distance_km.get(service_id)
        return cards.card(directory.content, directory.service(service_id), reasons, km)

    return about(read, results, PER_PAGE, stored) | {
        "cards": [card(service_id) for service_id in results.ids],
        "always": [card(service_id) for service_id in results.always],
        "signed": needs.help_language == cards.SIGNED,
        "rights": rights_view.cards_of(needs.rights[:MOST_RIGHTS]),
    }
