"""What a worker hands over: services side by side, a sheet for the client, and how to refer.

Every address here holds the services' codes and nothing else, so that it opens on any machine and says nothing about a person.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request

from finder.web import facts, language, lists, sheets
from finder.web.lists import Listed
from finder.web.state import built

rooms = Blueprint("lists", __name__)

FEWEST_TO_COMPARE, MOST_TO_COMPARE = 2, 4


@rooms.get("/compare/<codes>")
def compare(codes: str) -> str:
    listed = _read(codes, MOST_TO_COMPARE)
    if len(listed.services) < FEWEST_TO_COMPARE:
        return sheet(codes)
    return render_template("compare.html", compared=facts.compared(built().directory, listed.services), listed=listed)


@rooms.get("/sheet/<codes>")
@rooms.get("/sheet/<codes>/<any(large):size>")
def sheet(codes: str, size: str | None = None) -> str:
    """The sheet that is printed, and the same on a phone."""
    return render_template("sheet.html", sheet=sheets.view(_read(codes), size == "large"))


@rooms.get("/sheet/<codes>/pdf", endpoint="pdf")
@rooms.get("/sheet/<codes>/<any(large):size>/pdf", endpoint="pdf")
def as_pdf(codes: str, size: str | None = None) -> Response | tuple[str, int]:
    """The sheet as a file. It is handed over whole, so that its name and its place are the worker's choice."""
    listed = _read(codes)
    made = sheets.pdf(listed, size == "large")
    if made is None:
        return render_template("sheet.html", sheet=sheets.view(listed, size == "large"), no_pdf=True), 503
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="sheet.pdf"'
    return response


@rooms.post("/sheet", endpoint="open")
def open_by_code() -> Response:
    """A list by the code that stands on a sheet."""
    listed = lists.read(request.form.get("code", "")[:200], built().directory)
    to = language.url("lists.unknown") if listed is None else language.url("lists.sheet", codes=listed.code)
    return redirect(to, 303)  # type: ignore[return-value]


@rooms.get("/sheet")
def unknown() -> str:
    """What is said to a code that is none of ours."""
    return render_template("list_unknown.html")


@rooms.get("/refer/<codes>")
@rooms.get("/refer/<codes>/<any(agreed):step>")
def refer(codes: str, step: str | None = None) -> str:
    """How to refer; before any address for referrals is shown, a safe way to reach the client is agreed."""
    listed = _read(codes)
    view = {"code": listed.code, "gone": listed.gone, "services": [sheets.referral(one) for one in listed.services] if step else []}
    return render_template("refer.html", refer=view, agreed=bool(step), today=sheets.today())


def _read(codes: str, most: int = lists.MOST) -> Listed:
    return lists.read(codes, built().directory, most) or abort(404)
