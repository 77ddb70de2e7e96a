"""The language of a page: the first part of its path (`/pl/find`); English has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional

from babel import Locale
from flask import Blueprint, Flask, current_app, request, url_for

from finder.web import words
from finder.web.words import ENGLISH, TRANSLATIONS, current, speak

__all__ = ["ENGLISH", "TRANSLATIONS", "current", "direction", "install", "offered", "own_name", "stored", "suggested", "unchecked", "url"]

CARRIED = "s"
LONGEST_ID = 40
_IN = "-in"
"""Added to the name of a blueprint for its rooms in other languages."""


@lru_cache(maxsize=1)
def offered() -> tuple[str, ...]:
    """English and every language with a catalogue, as codes."""
    found = sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    return (ENGLISH, *(code for code in found if code != ENGLISH))


@lru_cache(maxsize=64)
def _head(code: str) -> tuple[str, str]:
    """A language's name in itself and who has checked its catalogue (`nobody` where it does not say), as its first two lines have it.

    CLDR knows every name, but would hold a megabyte of each language in memory for it, so it is asked only where those lines are lost.
    """
    if code == ENGLISH:
        return "English", ""
    with (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open(encoding="utf-8") as catalogue:
        head = "".join(next(catalogue, "") for _ in range(2))
    name, checked = re.search(rf"^# (.+) \({code}\):", head, re.M), re.search(r"^# Checked by: *(\S.*)$", head, re.M)
    known = name[1] if name else str(Locale.parse(code).get_display_name(code) or code)
    return known[:1].upper() + known[1:], checked[1].strip() if checked else "nobody"


def unchecked(code: str) -> bool:
    """Has no native speaker checked this language's catalogue?"""
    return _head(code)[1] == "nobody"


def suggested() -> str | None:
    """The language that the browser asks for first, when it is offered and not the one of the page."""
    wanted = request.accept_languages.best_match(offered())
    first = request.accept_languages.best
    asked = bool(first and wanted and first.lower().startswith(wanted))
    return wanted if asked and wanted != current() else None


def direction(code: str) -> str:
    """As the letters of its own name run: `rtl` or `ltr`."""
    return "rtl" if bidirectional(own_name(code)[0]) in ("R", "AL") else "ltr"


def own_name(code: str) -> str:
    """A language's name in itself, with a capital."""
    return _head(code)[0]


def stored() -> str | None:
    """The id of the search this visit keeps: of the page shown, or carried on from the page it was opened from."""
    found = (request.view_args or {}).get("stored") or request.args.get(CARRIED)
    return found if found and len(found) <= LONGEST_ID and found.replace("-", "").replace("_", "").isalnum() else None


def url(endpoint: str, **values: Any) -> str:
    """The address of a page in the language of this request (or in `lang`).

    While a search is kept, every address carries its random id: leaving from any page must be able to delete it.
    """
    code = values.pop("lang", None) or current()
    if stored() and "stored" not in values:
        values[CARRIED] = stored()
    if code == ENGLISH:
        return url_for(endpoint, **values)
    room, _, name = endpoint.partition(".")
    return url_for(f"{room}{_IN}.{name}", lang=code, **values)


def _others() -> list[dict[str, str]]:
    """This page in every language; the home page where this one cannot be addressed again."""
    endpoint = (request.endpoint or "").replace(_IN + ".", ".")
    values = {key: value for key, value in (request.view_args or {}).items() if key != "lang"}
    safe = request.method == "GET" and "." in endpoint and request.endpoint is not None
    again = endpoint if safe and not endpoint.startswith(("leave.", "api.", "health.")) else "pages.home"
    everywhere = f"{again.partition('.')[0]}{_IN}" in current_app.blueprints

    def address(code: str) -> str:
        """The same page; what is in English only leads to the first page of another language."""
        there = again if everywhere or code == ENGLISH else "pages.home"
        return url(there, lang=code, **(values if there == endpoint else {}))

    return [{"code": code, "name": own_name(code), "url": address(code)} for code in offered()]


def install(app: Flask, rooms: Sequence[Blueprint]) -> None:
    """Open every room twice: in English at the root and in each other language below its code."""
    words.install(app)
    others = ",".join(code for code in offered() if code != ENGLISH)
    for room in rooms:
        app.register_blueprint(room)
        if others:
            app.register_blueprint(room, name=room.name + _IN, url_prefix=f"/<any({others}):lang>")

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        speak((values or {}).pop("lang", None) or _from_path())

    @app.context_processor
    def globals_of_every_page() -> dict[str, Any]:
        shown = current()
        return {
            "lang": shown,
            "text_dir": direction(shown),
            "languages": _others(),
            "suggested": suggested(),
            "unchecked": unchecked(shown),
            "url": url,
        }


def _from_path() -> str:
    """The language of an address that has no room: of its first part, or what a call of the API asks for."""
    asked = request.args.get("lang", "") if request.path.startswith("/api/") else request.path.split("/")[1]
    return asked if asked in offered() else ENGLISH
