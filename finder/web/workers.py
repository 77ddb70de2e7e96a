"""The worker's view of find: the same search with a worker's own terms, a short-list, and an address that can be copied.

Nothing is kept: what was ticked travels in the form (without script in the store that forgets), and then in the address
of a comparison or a sheet, as the services' codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from finder.directory.search import Results, search
from finder.directory.terms import Terms
from finder.needs import Needs, Notice
from finder.web import cards, counting, facts, language, lists, worker_choices, worker_form, worker_links
from finder.web.found import GONE, NOTHING_ASKED, about, finder
from finder.web.state import Fields, Search, built, state
from finder.web.worker_form import Asked

rooms = Blueprint("workers", __name__)

PER_PAGE = 20
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
    return _finder(Asked(NOTHING_ASKED, Terms()), search(built().directory, Needs(), per_page=1, terms=Terms()))


def _finder(asked: Asked, results: Results, errors: Sequence[Notice] = ()) -> dict[str, Any]:
    """The finder with the worker's own parts."""
    made = finder(asked.read, results, errors)
    return made | {
        "choices": made["choices"] | worker_choices.of(asked.terms, results),
        "chips": made["chips"] + worker_choices.chips(asked.terms),
        "find_at": "workers.search",
        "results_part": "parts/worker_results.html",
        "filters_part": "parts/worker_filters.html",
    }


def _found(fields: Fields, stored: str | None) -> dict[str, Any]:
    asked = worker_form.read(fields, built())
    read = asked.read
    results = search(built().directory, read.needs, read.asked.page, PER_PAGE, asked.terms)
    counting.search(read.needs)
    return _finder(asked, results, _number_wrong(fields)) | {"results": _view(asked, results, stored), "stored": stored}


def _view(asked: Asked, results: Results, stored: str | None) -> dict[str, Any]:
    directory, needs, picked = built().directory, asked.read.needs, set(asked.picked)
    unsorted = asked.terms.sort == "distance" and not (needs.place and needs.place.point)

    def row(service_id: str) -> facts.View:
        service, km = directory.service(service_id), results.distance_km.get(service_id)
        card = cards.card(directory.content, service, results.reasons.get(service_id, ()), km)
        return facts.row(directory, service, card) | {"picked": service_id in picked}

    link = worker_links.code(needs, asked.terms)
    return about(asked.read, results, PER_PAGE, stored, [Notice("sort", "no-place")] if unsorted else []) | {
        "rows": [row(service_id) for service_id in results.ids],
        "elsewhere": [row(service_id) for service_id in asked.picked if service_id not in results.ids],
        "link": language.url("workers.linked", code=link, stored=None) if link else None,
        "host": request.host,
    }
