"""What is said in the language of the page: Babel's catalogues, asked by Python and by the templates.

A page asks five hundred times. So the language is a variable of the thread's context, found in no time, and not of the request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from babel import Locale
from babel.support import Translations
from flask import Flask

from finder.settings import ROOT

ENGLISH = "en"
TRANSLATIONS = ROOT / "translations"
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current() -> str:
    """The code of the language that is spoken now."""
    return _spoken.get()


def speak(code: str) -> None:
    """Speak this language for the rest of the request."""
    _spoken.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language for a while."""
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str, **fill: Any) -> str:
    """A message in the language of the page; English where the catalogue lacks it. `fill`: what its placeholders stand for."""
    said = _gettext(message)
    return said % fill if fill else said


def ngettext(one: str, many: str, num: int, **fill: Any) -> str:
    """A message about a number of things, which stands for `%(num)s` too."""
    return _ngettext(one, many, num) % {"num": num, **fill}


def locale() -> Locale:
    """What CLDR knows of the language of the page: names of days, ways to write a date."""
    return _locale(current())


def _gettext(message: str) -> str:
    return _catalogue(_spoken.get()).gettext(message)


def _ngettext(one: str, many: str, num: int) -> str:
    return _catalogue(_spoken.get()).ngettext(one, many, num)


@lru_cache(maxsize=64)
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [code])


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def install(app: Flask) -> None:
    """Give the templates `_` and `ngettext`, and every request English to begin with."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]

    @app.teardown_request
    def fall_silent(error: BaseException | None) -> None:
        speak(ENGLISH)
