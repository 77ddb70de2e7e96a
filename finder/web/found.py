"""What the finder shows, for a person and for a worker alike: the form as it stands, and what is said about a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finder.directory.search import Results
from finder.needs import Needs, Notice
from finder.web import choices, sentences, urgent
from finder.web.forms import Asked, Read
from finder.web.state import built
from finder.web.words import ngettext

GONE = 410
"""The status of a search that was forgotten."""

_AT = {"not": "support"}
"""Where on the page a field is, when it has no place of its own."""

NOTHING_ASKED = Read(Asked(), Needs())


def finder(read: Read, results: Results, errors: Sequence[Notice] = ()) -> dict[str, Any]:
    """The form as it was filled in, with its choices, its chips, and what must change. `results`: what its counts are of."""
    content = built().directory.content
    said = [*errors, *read.errors]
    return {
        "form": read.asked.echo(),
        "choices": choices.of(read.needs, results),
        "errors": [{"field": _AT.get(one.field, one.field), "text": sentences.notice(content, one)} for one in said],
        "chips": choices.chips(read.needs, read.asked),
        "results": None,
    }


def about(read: Read, results: Results, per_page: int, stored: str | None, notices: Sequence[Notice] = ()) -> dict[str, Any]:
    """What is said around the services of one page. `notices`: more that could not be used or had to change."""
    content, needs, page = built().directory.content, read.needs, read.asked.page
    said = [*needs.notices, *results.notices, *([Notice("personal", "cut")] if needs.redacted else [])]
    said += [Notice("page", "past-last")] if page > 1 and not results.ids else []
    return {
        "total": results.total,
        "heading": ngettext("%(num)s service", "%(num)s services", results.total),
        "urgent": urgent.cards(needs),
        "place_choices": [{"code": place.code, "label": place.label} for place in needs.place_choices],
        "notices": [sentences.notice(content, notice) for notice in (*said, *notices)],
        "suggestion": choices.suggestion(needs, results),
        "guess": needs.guess or (results.by_meaning and not needs.rights),
        "page": page,
        "pages": -(-results.total // per_page),
        "stored": stored,
    }
