"""Report a problem with a record: fixed choices, nothing typed, counted for the editors."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, abort, redirect, render_template, request

from finder.directory.hours import LONDON
from finder.directory.model import Service
from finder.directory.opened import UnknownService
from finder.directory.reports import KINDS
from finder.web import errors, language
from finder.web.state import built, state
from finder.web.words import gettext

rooms = Blueprint("reports", __name__)


def labels() -> dict[str, str]:
    """The choices, by their code."""
    return {
        "number": gettext("The number is wrong"),
        "closed": gettext("It has closed"),
        "moved": gettext("It has moved"),
        "referral": gettext("It does not take this kind of referral"),
        "wait": gettext("The wait is long"),
        "other": gettext("Something else"),
    }


@rooms.get("/report/<code>")
def form(code: str) -> str:
    return render_template("report.html", name=_service(code).name, code=code, labels=labels(), missing=False)


@rooms.post("/report/<code>")
def send(code: str) -> Response | tuple[str, int] | str:
    service, kind = _service(code), request.form.get("kind", "")
    if kind not in KINDS:
        to = language.url("reports.again", code=code)
    else:
        try:
            state().reports.add(service.id, kind, datetime.now(LONDON).date())
        except OSError as error:  # a full or read-only disk must not stop a worker
            errors.note(error)
            abort(503)
        to = language.url("reports.thanks")
    return redirect(to, 303)  # type: ignore[return-value]


@rooms.get("/report/<code>/again")
def again(code: str) -> str:
    """The form once more, when nothing was chosen."""
    return render_template("report.html", name=_service(code).name, code=code, labels=labels(), missing=True)


@rooms.get("/reported")
def thanks() -> str:
    return render_template("reported.html")


def _service(code: str) -> Service:
    try:
        return built().directory.by_code(code)
    except UnknownService:
        abort(404)
