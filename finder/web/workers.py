"""The worker's view of find: the same search with a worker's own terms, a short-list, and an address that can be copied.

Nothing is kept: what was ticked travels in the form (without script in the store that forgets), and then in the address
of a comparison or a sheet, as the services' codes.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_babel import ngettext

from finder.directory.search import Results, search
from finder.directory.terms import Terms
from finder.needs import Needs, Notice
from finder.web import cards, choices, counting, facts, language, lists, sentences, urgent, worker_choices, worker_form, worker_links
from finder.web.forms import Asked as Form
from finder.web.state import Fields, Search, built, state
from finder.web.worker_form import Asked

rooms = Blueprint("workers", __name__)

PER_PAGE = 20
GONE = 410
_AT = {"not": "support"}
"""Where on the page a field is, when it has no place of its own."""

FEWEST_TO_COMPARE, MOST_TO_COMPARE = 2, 4


@rooms.get("/workers")
def form() -> str:
    return render_template("workers.html", **_empty())


@rooms.post("/workers", endpoint="search")
def post() -> Response | str:
    fields = request.form.to_dict(flat=False)
    in_place = request.htmx  # type: ignore[attr-defined]
    if (to := _asked_for(fields)) is not None:
        return _go(to, in_place)
    if in_place:
        return render_template("parts/finder.html", **_found(fields, None))
    stored = state().searches.put(Search(fields, language.stored()))
    return _go(language.url("workers.found", stored=stored, _anchor="results"), in_place)


@rooms.get("/workers/found/<stored>")
def found(stored: str) -> str | tuple[str, int]:
    kept = state().searches.get(stored)
    if kept is None:
        return render_template("workers.html", **_empty(), lapsed=True), GONE
    return render_template("workers.html", **_found(kept.fields, stored))


@rooms.get("/workers/<code>")
def linked(code: str) -> str:
    """A search that somebody copied the address of."""
    fields = worker_links.fields(code, built())
    if fields is None:
        abort(404)
    return render_template("workers.html", **_found(fields, None))


def _go(address: str, in_place: bool) -> Response:
    """Another page: by a redirect, or for htmx by its header, since it would put the page into the finder."""
    if not in_place:
        return redirect(address, 303)  # type: ignore[return-value]
    response = make_response("", 204)
    response.headers["HX-Redirect"] = address
    return response


def _asked_for(fields: Fields) -> str | None:
    """The address of the comparison or the sheet that was asked for, when enough is ticked for it."""
    do, ids = (fields.get("do") or [""])[-1], worker_form.picked(fields, built())
    if do == "compare" and FEWEST_TO_COMPARE <= len(ids) <= MOST_TO_COMPARE:
        return language.url("lists.compare", codes=lists.code(ids))
    if do == "sheet" and 1 <= len(ids) <= lists.MOST:
        return language.url("lists.sheet", codes=lists.code(ids))
    return None


def _number_wrong(fields: Fields) -> list[Notice]:
    """Why the comparison or the sheet that was asked for cannot be made."""
    do = (fields.get("do") or [""])[-1]
    return [Notice("picked", do)] if do in ("compare", "sheet") else []


def _empty() -> dict[str, Any]:
    results = search(built().directory, Needs(), per_page=1, terms=Terms())
    return {
        "form": Form().echo(),
        "choices": choices.of(Needs(), results) | worker_choices.of(Terms(), results),
        "errors": [],
        "chips": [],
        "results": None,
        **_parts(),
    }


def _parts() -> dict[str, str]:
    """The worker's own parts of the finder."""
    return {
        "find_at": "workers.search",
        "results_part": "parts/worker_results.html",
        "filters_part": "parts/worker_filters.html",
    }


def _found(fields: Fields, stored: str | None) -> dict[str, Any]:
    asked = worker_form.read(fields, built())
    read = asked.read
    results = search(built().directory, read.needs, read.asked.page, PER_PAGE, asked.terms)
    counting.search(read.needs)
    content = built().directory.content
    errors = [*_number_wrong(fields), *read.errors]
    return {
        "form": read.asked.echo(),
        "choices": choices.of(read.needs, results) | worker_choices.of(asked.terms, results),
        "errors": [{"field": _AT.get(e.field, e.field), "text": sentences.notice(content, e)} for e in errors],
        "chips": choices.chips(read.needs, read.asked) + worker_choices.chips(asked.terms),
        "results": _view(asked, results, stored),
        "stored": stored,
        **_parts(),
    }


def _view(asked: Asked, results: Results, stored: str | None) -> dict[str, Any]:
    directory, read, picked = built().directory, asked.read, set(asked.picked)
    needs = read.needs
    said = [*needs.notices, *results.notices, *([Notice("personal", "cut")] if needs.redacted else [])]
    if read.asked.page > 1 and not results.ids:
        said.append(Notice("page", "past-last"))
    if asked.terms.sort == "distance" and not (needs.place and needs.place.point):
        said.append(Notice("sort", "no-place"))

    def row(service_id: str) -> facts.View:
        service, km = directory.service(service_id), results.distance_km.get(service_id)
        card = cards.card(directory.content, service, results.reasons.get(service_id, ()), km)
        return facts.row(directory, service, card) | {"picked": service_id in picked}

    link = worker_links.code(needs, asked.terms)
    return {
        "total": results.total,
        "heading": ngettext("%(num)s service", "%(num)s services", results.total),
        "rows": [row(service_id) for service_id in results.ids],
        "elsewhere": [row(service_id) for service_id in asked.picked if service_id not in results.ids],
        "urgent": urgent.cards(needs),
        "place_choices": [{"code": place.code, "label": place.label} for place in needs.place_choices],
        "notices": [sentences.notice(directory.content, notice) for notice in said],
        "suggestion": choices.suggestion(needs, results),
        "page": read.asked.page,
        "pages": -(-results.total // PER_PAGE),
        "stored": stored,
        "guess": needs.guess or results.by_meaning,
        "link": language.url("workers.linked", code=link, stored=None) if link else None,
        "host": request.host,
    }
