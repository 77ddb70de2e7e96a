"""Easy Read: the most needed pages in English, one idea a sentence with a drawing beside it.

They exist in English only, so their rooms are opened once; other languages link to them as to a page in English.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template

from finder.directory.content import short_code
from finder.directory.model import telephone_link
from finder.rights.easy import HOME, EasyPage, Idea
from finder.web import drawings, language, rights_codes, rights_view
from finder.web.state import has_directory, state
from finder.web.words import gettext

rooms = Blueprint("easy", __name__)
View = dict[str, Any]


@rooms.get("/easy")
def start() -> str:
    return _shown(HOME)


@rooms.get("/easy/<code>")
def page(code: str) -> str:
    name = next((name for name in _pages() if name != HOME and code_of(name) == code), None)
    return _shown(name) if name else abort(404)


def code_of(name: str) -> str:
    """The code of a page in its address: a browser's history does not say what was read."""
    return short_code(f"easy:{name}")


def _pages() -> dict[str, EasyPage]:
    easy = state().easy
    return dict(easy.pages) if easy else abort(404)


def _shown(name: str) -> str:
    pages = _pages()
    shown = pages[name]
    others = [{"code": code_of(other), "name": one.name, "draw": one.draw} for other, one in pages.items() if other not in (HOME, name)]
    used = [shown.draw, *(idea.draw for idea in shown.ideas), *(other["draw"] for other in others)]
    return render_template(
        "easy.html",
        home=name == HOME,
        name=shown.name,
        draw=shown.draw,
        parts=[{"title": part.title, "ideas": [_idea(idea) for idea in part.ideas]} for part in shown.parts],
        others=others,
        more=rights_view.cards_of(shown.rights) if has_directory() else [],
        version=rights_view.version() if shown.rights and name != HOME and has_directory() else [],
        sprite=drawings.sprite(used),
    )


def _idea(idea: Idea) -> View:
    return {
        "say": idea.say,
        "draw": idea.draw,
        "call": {"display": idea.call, "tel": telephone_link(idea.call)} if idea.call else None,
        "link": _link(idea.to) if idea.to else None,
    }


def _link(to: str) -> View | None:
    """Where an idea leads; None for what only a directory can show, when there is none."""
    kind, _, name = to.partition(":")
    match kind:
        case "find":
            return {"url": language.url("find.form"), "text": gettext("Find support")}
        case "talk":
            return {"url": language.url("chat.start"), "text": gettext("Start to talk")}
        case "rights":
            return {"url": language.url("rights.start"), "text": gettext("See your rights")}
        case "safety":
            return {"url": language.url("pages.page", name="safety"), "text": gettext("Using this site safely")}
        case "bsl":
            return {"url": language.url("signing.page"), "text": gettext("British Sign Language")}
        case "deadlines":
            return _last_day(rights_codes.code("deadlines"))
        case "deadline":
            return _last_day(rights_codes.code("deadline", name))
    found = rights_view.cards_of((name,)) if has_directory() else []
    return {"url": language.url("rights.page", code=found[0]["code"]), "text": found[0]["name"]} if found else None


def _last_day(code: str) -> View:
    return {"url": language.url("rights.page", code=code), "text": gettext("Work out your last day to ask")}
