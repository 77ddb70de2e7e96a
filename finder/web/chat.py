"""Talk it through: a page that works as posted forms, and in place with htmx.

A message is posted, taken, and answered with a redirect to the talk's random address, so that nothing typed stays in the
browser. By htmx the new turn alone comes back; when the address changes with it (the first message, a talk that lapsed
or ended) the whole page does, and takes the place of the one shown.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from finder.chat.talk import Talk, Turn
from finder.store import Busy, Gone
from finder.web import chat_view, counting, language
from finder.web.state import built, state

rooms = Blueprint("chat", __name__)

GONE = 410
TOO_MANY = 429


@rooms.get("/chat")
def start() -> Response:
    """The page before the first message; the talk this visit already holds, if there is one."""
    held = state().talk_of(language.stored())
    if held:
        return _go("chat.talk", stored=held)
    return _page(None)


@rooms.get("/chat/cleared")
def cleared() -> Response:
    return _whole(render_template("chat_cleared.html"))


@rooms.get("/chat/<stored>")
def talk(stored: str) -> Response:
    found = state().talks.get(stored)
    if found is None:
        return _page(None, lapsed=True)
    return _page(found)


@rooms.post("/chat", endpoint="begin")
def begin() -> Response:
    return _say(state().talks.begin(chat_view.opening(), language.stored()).id)


@rooms.post("/chat/<stored>", endpoint="say")
def say(stored: str) -> Response:
    if stored not in state().talks:
        return _say(state().talks.begin(chat_view.opening()).id, lapsed=True)
    return _say(stored)


@rooms.get("/chat/<stored>/keep")
def keep(stored: str) -> Response:
    """Hold the talk for another while; nothing on the page changes."""
    return make_response("", 204) if stored in state().talks else _go("chat.talk", stored=stored)


@rooms.post("/chat/<stored>/end")
def end(stored: str) -> Response:
    state().forget(stored)
    return _go("chat.cleared")


def _say(key: str, lapsed: bool = False) -> Response:
    """Take what was posted. A choice counts before words that stand in the box."""
    choice = request.form.get("choice")
    try:
        now = state().talks.say(key, built(), request.form.get("message", ""), choice, lapsed=lapsed)
    except Gone:
        return _go("chat.talk", stored=key)
    except Busy:
        abort(TOO_MANY)
    if now.turns:
        counting.reply(now)
    if now.ended:
        state().forget(now.before)
        return _go("chat.cleared")
    same_address = (request.view_args or {}).get("stored") == key
    if request.htmx and same_address:  # type: ignore[attr-defined]
        return make_response(render_template("parts/talk_news.html", **_view(now, now.turns[-1:], news=True)))
    if request.htmx and state().talks.away:  # type: ignore[attr-defined]
        return _page(now)  # another replica may be asked for the address, and would not know it
    return _go("chat.talk", stored=key, _anchor="last")


def _go(endpoint: str, **values: Any) -> Response:
    # `stored` names where to go; the address of a talk that is over goes nowhere any more.
    where = language.url(endpoint, **{"stored": None, **values})
    return redirect(where, 303)  # type: ignore[return-value]


def _page(found: Talk | None, lapsed: bool = False) -> Response:
    response = _whole(render_template("chat.html", lapsed=lapsed, **_view(found, found.turns if found else ())))
    response.status_code = GONE if lapsed and not request.htmx else 200  # type: ignore[attr-defined]
    return response


def _whole(page: str) -> Response:
    """A whole page. htmx shows it in the place of the one it stands on."""
    response = make_response(page)
    if request.htmx:  # type: ignore[attr-defined]
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerMorph"
    return response


def _view(found: Talk | None, turns: tuple[Turn, ...], news: bool = False) -> dict[str, Any]:
    first = chat_view.first_question()
    last = found.turns[-1].options if found and found.turns else None
    return {
        "talk": found.id if found else None,
        "first": first["lines"],
        "turns": chat_view.turns(found, turns) if found else [],
        "options": chat_view.options(last) if last is not None else first["options"],
        "simple": bool(found and found.turns and found.mode == "simple"),
        "last": found.turns[-1].number if found and found.turns and not news else None,
    }
