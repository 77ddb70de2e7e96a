"""The home page and the pages of text, which are Markdown files in `content/pages/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, abort, render_template
from markdown_it import MarkdownIt
from markdown_it.token import Token

from finder.settings import DEFAULT_CONTENT
from finder.web.look import look
from finder.web.state import state
from finder.web.words import gettext

rooms = Blueprint("pages", __name__)

NAMES = ("about", "privacy", "accessibility", "safety")


@rooms.get("/")
def home() -> str:
    return render_template("home.html")


@rooms.get("/languages")
def languages() -> str:
    return render_template("languages.html")


@rooms.get("/<any(about,privacy,accessibility,safety):name>")
def page(name: str) -> str:
    return render_template("page.html", name=name, body=translated(text(name)))


def text(name: str) -> str:
    """The Markdown of a page, of this content or of ours."""
    for folder in (state().settings.content, DEFAULT_CONTENT):
        path = folder / "pages" / f"{name}.md"
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    return abort(404)


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> str:
    return path.read_text(encoding="utf-8")


def blocks(text: str) -> list[Token]:
    """The pieces of a text that are translated one by one: headings, paragraphs, list items."""
    return [token for token in MarkdownIt().parse(text) if token.type == "inline"]


def translated(text: str, parts: Mapping[str, str] | None = None) -> str:
    """A Markdown text as HTML in the language of the page, piece by piece. `SITE_NAME` is the site's own name.

    A comment on a line of its own, such as <!-- police -->, stands for the part of that name; no other HTML is let through.
    """
    markdown = MarkdownIt()
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type == "inline":
            words = gettext(token.content).replace("SITE_NAME", look().name)
            token.children = markdown.parseInline(words)[0].children
        elif token.type == "html_block":
            token.content = (parts or {}).get(token.content.strip().removeprefix("<!--").removesuffix("-->").strip(), "")
    return str(markdown.renderer.render(tokens, markdown.options, {}))
