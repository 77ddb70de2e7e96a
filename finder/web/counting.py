"""Counts pages, searches and replies by day. Beside this module only `counts.of_search` says what is counted."""

from __future__ import annotations

import atexit

from flask import Flask, Response, request

from finder import counts
from finder.chat.talk import Talk
from finder.needs import Needs
from finder.web import language
from finder.web.state import state

ROLES = {
    "pages.home": "home",
    "pages.page": "information",
    "pages.languages": "languages",
    "find.form": "find",
    "find.search": "results",
    "find.found": "results",
    "find.service": "service",
    "chat.start": "chat",
    "chat.talk": "chat",
    "chat.begin": "chat",
    "chat.say": "chat",
    "rights.start": "rights",
    "rights.page": "rights",
    "rights.fill": "rights",
    "rights.kept": "rights",
    "easy.start": "easy read",
    "easy.page": "easy read",
    "signing.page": "sign language",
    "workers.form": "workers",
    "workers.search": "workers",
    "workers.found": "workers",
    "workers.linked": "workers",
    "lists.compare": "comparison",
    "lists.sheet": "sheet",
    "lists.pdf": "sheet",
    "lists.refer": "referring",
    "api.find_by_post": "interface",
    "api.find_by_get": "interface",
    "api_chat.chat": "interface",
}
"""What a route counts as. It says no more than what the page is for: never which service, right or page of text.

A route that is not here is not counted: leaving, reports, files, other directories, monitors.
"""

OK = 200


def install(app: Flask) -> None:
    """Count every page that was shown, and write what is held when the site stops."""
    atexit.register(app.extensions["waymark"].counts.write)

    @app.after_request
    def page(response: Response) -> Response:
        role = ROLES.get((request.endpoint or "").replace("-in.", "."))
        if role and response.status_code == OK and request.method != "HEAD":
            state().counts.add([("page", role), ("language", language.current())])
        return response


def search(needs: Needs) -> None:
    """Count a search whose results are shown."""
    state().counts.add(counts.of_search(needs))


def reply(talk: Talk) -> None:
    """Count the last reply of a talk. Where the person is counts when services are shown, as in a search."""
    turn = talk.turns[-1]
    shows = any(part.services for part in turn.parts)
    said = Needs(
        crimes=turn.crimes,
        urgent=turn.urgent.urgent if turn.urgent else (),
        place=talk.needs.place if shows else None,
    )
    state().counts.add([("mode", talk.mode), *counts.of_search(said)])
