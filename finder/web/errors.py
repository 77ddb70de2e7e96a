"""Every error as a plain sentence with a way on, and in the log only what kind of error it was and where."""

from __future__ import annotations

import logging
import traceback

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from finder.web import plain, urgent
from finder.web.state import NoDirectory, has_directory
from finder.web.words import gettext

log = logging.getLogger("finder")

UNAVAILABLE = 503


class BadRequest(Exception):
    """Something sent to the API cannot be used: the status, a code, and the field it is about."""

    def __init__(self, status: int, code: str, field: str | None) -> None:
        super().__init__(code)
        self.status, self.code, self.field = status, code, field


def sentence(code: int) -> tuple[str, str]:
    """Heading and text for a status."""
    match code:
        case 403:
            return gettext("That did not come from this site"), gettext("Please open this site again and try once more.")
        case 404:
            return gettext("This page is not here"), gettext("The address may be wrong or old. Nothing you did caused this.")
        case 405:
            return gettext("This page works another way"), gettext("Please go back to the first page and start there.")
        case 413:
            return gettext("That was too long"), gettext("Please use fewer words. A few are enough.")
        case 415:
            return gettext("We cannot read that"), gettext("Send JSON, with the content type application/json.")
        case 429:
            return gettext("Too many at once"), gettext("Please wait a minute and try again.")
        case 503:
            return gettext("The list of services is not ready"), gettext("Please try again in a minute. The lines below work now.")
        case 500:
            return gettext("Something went wrong here"), gettext("It is our fault, not yours. Please try again in a moment.")
        case _:
            return gettext("We could not use that"), gettext("Please check what you sent and try again.")


def install(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response | tuple[str, int]:
        return _answer(error.code or 500, error)

    @app.errorhandler(NoDirectory)
    def no_directory(error: NoDirectory) -> Response | tuple[str, int]:
        return _answer(UNAVAILABLE)

    @app.errorhandler(BadRequest)
    def bad_request(error: BadRequest) -> Response:
        text = (
            gettext("Send JSON: a body in curly brackets, with the content type application/json.")
            if error.code == "not-json"
            else gettext("One field is of the wrong type. See the description of this API.")
        )
        response = jsonify({"error": {"code": error.code, "message": text, "field": error.field}})
        response.status_code = error.status
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response | tuple[str, int]:
        note(error)
        return _answer(500)


def note(error: BaseException) -> None:
    """Log what kind of error it was and where; never its message, which can hold what a person typed."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s at %s:%s", type(error).__name__, last.filename.rpartition("finder/")[2], last.lineno)


def _answer(code: int, error: HTTPException | None = None) -> Response | tuple[str, int]:
    if error is not None and error.response is not None:
        return error.response  # type: ignore[return-value]
    heading, text = sentence(code)
    if request.path.startswith(("/api/", "/health/")):
        response = jsonify({"error": {"code": _NAMES.get(code, "bad-request"), "message": f"{heading}. {text}", "field": None}})
        response.status_code = code
    else:
        response = Response(_page(code, heading, text), code, mimetype="text/html")
    for name in ("Allow", "Retry-After"):
        if error is not None and (value := dict(error.get_headers()).get(name)):
            response.headers[name] = value
    return response


def _page(code: int, heading: str, text: str) -> str:
    """The page of an error; the plain one when even that cannot be made."""
    try:
        if has_directory():
            return render_template("error.html", code=code, heading=heading, text=text)
        return render_template("unavailable.html", code=code, heading=heading, text=text, cards=urgent.every())
    except Exception as error:
        note(error)
        return plain.page(current_app)


_NAMES = {
    400: "bad-request",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "not-json",
    429: "too-many",
    500: "server-error",
    503: "not-ready",
}
