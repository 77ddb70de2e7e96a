"""Our records for other directories: Open Referral UK 3.0, read only, open to every site.

Addresses here hold what programs ask for. Nothing that a person types in a form ever comes this way, and no query is logged.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from flask import Blueprint, Response, abort, jsonify, request, url_for

from finder.directory.opened import Directory
from finder.oruk.catalogue import Catalogue, NotThere, holds
from finder.web import oruk_asked as asked
from finder.web import oruk_described
from finder.web.state import built

rooms = Blueprint("oruk", __name__, url_prefix=oruk_described.BASE)
oruk_described.describe()

VERSION = "HSDS-UK-3.0"
AT_A_TIME = 200
"""Records that are written at once where a list has no pages."""

PROFILE = "https://docs.openreferraluk.org/en/latest/"

_LINE = json.JSONEncoder(ensure_ascii=False)
_held: WeakKeyDictionary[Directory, Catalogue] = WeakKeyDictionary()
_lock = threading.Lock()


def catalogue() -> Catalogue:
    """The catalogue of the build that this request answers from, made once a build."""
    with _lock:
        directory = built().directory
        if directory not in _held:
            _held[directory] = Catalogue(directory, built().rights)
        return _held[directory]


@rooms.after_app_request
def open_to_every_site(response: Response) -> Response:
    """Errors too: another site's program may read why it was refused."""
    if request.path.startswith(oruk_described.BASE):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@rooms.get("/")
def details() -> Response:
    return jsonify({"version": VERSION, "profile": PROFILE, "openapi_url": url_for("api.description", _external=True)})


@rooms.get("/services")
def services() -> Response:
    minimal, full, held = asked.flag("minimal"), asked.flag("full"), catalogue()
    rows = held.found(asked.narrowed(built().directory.content))
    if minimal:
        return _listed(rows, held.minimal, all_on_one=True)
    return _listed(rows, _each(lambda row: held.service(row, full)))


@rooms.get("/services/<id>")
def service(id: str) -> Response:
    held = catalogue()
    return _found(lambda: held.service(held.row_of(id.lower()), full=True))


@rooms.get("/service_at_locations")
def service_at_locations() -> Response:
    full, held = asked.flag("full"), catalogue()
    rows = held.found(asked.narrowed(built().directory.content, by_place=True), only_at_locations=True)
    return _listed(rows, _each(lambda row: held.at_location(row, full)))


@rooms.get("/service_at_locations/<id>")
def service_at_location(id: str) -> Response:
    held = catalogue()
    return _found(lambda: held.at_location(held.row_of_place(id.lower()), full=True))


@rooms.get("/organizations")
def organizations() -> Response:
    held, with_services, whole_services = catalogue(), asked.flag("full"), asked.flag("full_service")
    nested = "full" if whole_services else "brief" if with_services else None
    return _listed(held.organisations(asked.search()), _each(lambda one: held.organisation(one, nested)))


@rooms.get("/organizations/<id>")
def organization(id: str) -> Response:
    held, nested = catalogue(), "full" if asked.flag("full_service") else "brief"
    return _found(lambda: held.organisation(id.lower(), nested))


@rooms.get("/taxonomies")
def taxonomies() -> Response:
    return _listed(_with_words(catalogue().taxonomies.taxonomies.values()), list)


@rooms.get("/taxonomies/<id>")
def taxonomy(id: str) -> Response:
    held = catalogue().taxonomies
    return _found(lambda: held.whole(id.lower()))


@rooms.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    """All our terms stand at the top, so `top_only` leaves none out and `parent_id` finds none."""
    asked.flag("top_only")
    held, only, parent = catalogue().taxonomies, asked.uuid("taxonomy_id"), asked.uuid("parent_id")
    terms = [] if parent else [term for term in held.terms.values() if only in (None, term["taxonomy_id"])]
    return _listed(_with_words(terms), list)


@rooms.get("/taxonomy_terms/<id>")
def taxonomy_term(id: str) -> Response:
    held = catalogue().taxonomies
    return _found(lambda: held.terms[id.lower()])


def _with_words(records: Any) -> list[dict[str, Any]]:
    """The records whose name or description holds the words searched for."""
    words = asked.search()
    return [record for record in records if words is None or holds(f"{record['name']} {record['description']}", words)]


def _found(read: Callable[[], dict[str, Any]]) -> Response:
    try:
        return jsonify(read())
    except (NotThere, KeyError):
        abort(404)


Records = Callable[[Any], list[dict[str, Any]]]
"""The records of a list of keys, in their order."""


def _each(record: Callable[[Any], dict[str, Any]]) -> Records:
    return lambda keys: [record(key) for key in keys]


def _listed(keys: Sequence[Any], records: Records, all_on_one: bool = False) -> Response:
    """One page of a list; past the last page there is nothing on it."""
    paging = asked.paging(all_on_one)
    if paging.lines:
        return Response(_lines(keys, records), mimetype="application/x-ndjson")
    size, total = paging.per_page or max(1, len(keys)), len(keys)
    pages = max(1, -(-total // size))
    contents = records(keys[(paging.page - 1) * size : paging.page * size])
    return jsonify(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": paging.page,
            "size": len(contents),
            "first_page": paging.page == 1,
            "last_page": paging.page >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def _lines(keys: Sequence[Any], records: Records) -> Iterator[str]:
    """Some records at a time, so that a reader has the first at once and nothing is held that was sent."""
    for start in range(0, len(keys), AT_A_TIME):
        some = records(keys[start : start + AT_A_TIME])
        yield "".join(_LINE.encode(record) + "\n" for record in some)
