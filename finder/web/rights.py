"""The guide to rights: where a person stands now, each right, pages for some readers, and last days worked out.

Nothing is typed here but a date. What is picked or typed is answered in place by htmx, and without script kept in the store
that forgets and shown at a random address, as a search is.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from finder.rights.model import IDS
from finder.rights.rights import STAGES
from finder.web import deadline_form, language, rights_scripts, rights_view
from finder.web.rights_codes import Room
from finder.web.rights_codes import code as code_of
from finder.web.rights_codes import rooms as rooms_of
from finder.web.state import Search, built, state

rooms = Blueprint("rights", __name__)

GONE = 410
TWELVE = tuple(right_id for right_id in IDS if right_id.isdigit())
Fields = dict[str, list[str]]


@rooms.get("/guide")
def start() -> str:
    rights = built().rights
    return render_template(
        "rights.html",
        stages=[{"code": code_of("stage", name), **_stage(name)} for name in STAGES],
        pages=[{"code": code_of("page", name), "name": rights_view.page_name(name)} for name in rights.pages],
        guides=rights_view.cards_of(right_id for right_id in IDS if right_id not in TWELVE),
        twelve=rights_view.cards_of(TWELVE),
        everything=code_of("all"),
        deadlines=code_of("deadlines"),
        version=rights_view.version(),
    )


@rooms.get("/guide/<code>")
def page(code: str) -> str:
    return _shown(_room(code), None)


@rooms.post("/guide/<code>")
def fill(code: str) -> Response | str:
    """Words filled by what was picked, or a last day worked out from a date."""
    room, fields = _room(code), request.form.to_dict(flat=False)
    if room.kind not in ("right", "deadline"):
        abort(405)
    if request.htmx:  # type: ignore[attr-defined]
        return _part(room, fields)
    stored = state().searches.put(Search(fields, language.stored()))
    anchor = "results" if room.kind == "deadline" else f"say-{_number(fields)}"
    return redirect(language.url("rights.kept", code=code, stored=stored, _anchor=anchor), 303)  # type: ignore[return-value]


@rooms.get("/guide/<code>/<stored>")
def kept(code: str, stored: str) -> str | tuple[str, int]:
    room, held = _room(code), state().searches.get(stored)
    if held is None:
        return _shown(room, None, lapsed=True), GONE
    return _shown(room, held.fields, stored=stored)


def _room(code: str) -> Room:
    found = rooms_of(tuple(built().rights.pages)).get(code)
    return found if found else abort(404)


def _shown(room: Room, fields: Fields | None, **more: Any) -> str:
    rights = built().rights
    more["version"] = rights_view.version()
    match room.kind:
        case "right":
            whole = rights_view.whole(rights.get(room.id), _chosen(fields))
            return render_template("right.html", right=whole, enhanced=code_of("page", "enhanced"), **more)
        case "stage":
            found = rights.for_stage(room.id)
            first, rest = ([rights_view.card(right) for right in part] for part in (found.first, found.rest))
            ids = (service_id for right in found.first for service_id in right.services)
            services = rights_view.services(ids, rights_view.MOST_SERVICES)
            return render_template("stage.html", stage=_stage(room.id), first=first, rest=rest, services=services, **more)
        case "page":
            return render_template("readers.html", page=rights_view.page(rights.pages[room.id]), **more)
        case "deadline":
            return render_template("deadline.html", deadline=deadline_form.view(room.id, fields), **more)
        case "deadlines":
            return render_template("deadlines.html", kinds=deadline_form.kinds(), **more)
    every = [rights_view.whole(rights.get(right_id)) for right_id in TWELVE]
    return render_template("twelve.html", rights=every, **more)


def _stage(name: str) -> rights_view.View:
    return rights_view.stage(built().rights.stages[name])


def _part(room: Room, fields: Fields) -> str:
    if room.kind == "deadline":
        return render_template("parts/deadline.html", deadline=deadline_form.view(room.id, fields))
    say, number = built().rights.get(room.id).say, _number(fields)
    picked = {name: values[-1] for name, values in fields.items()}
    return (
        render_template("parts/script.html", script=rights_scripts.script(say[number], number, picked)) if number < len(say) else abort(404)
    )


def _chosen(fields: Fields | None) -> tuple[int, dict[str, str]] | None:
    """Which script was filled, and the number picked for each of its blanks; None before anything was picked."""
    return None if fields is None else (_number(fields), {name: values[-1] for name, values in fields.items()})


def _number(fields: Fields) -> int:
    value = (fields.get("say") or ["0"])[-1]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0
