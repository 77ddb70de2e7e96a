"""The page for people who sign, text or use a relay: the police, 999 and services, from the urgent lines and the directory."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from finder.directory.model import Service
from finder.directory.search import search
from finder.needs import Needs
from finder.web import cards, pages, rights_view, sentences, urgent
from finder.web.state import built, has_directory, state
from finder.web.words import gettext

rooms = Blueprint("signing", __name__)
MOST = 50
MOST_IN_WRITING = 4
"""Cards for those who would rather write; the finder has the rest."""


@rooms.get("/bsl")
def page() -> str:
    signing = state().signing
    lines = {
        "emergency": urgent.without_voice(),
        "police": [urgent.shown(contact) for contact in signing.police] if signing else [],
        "text": urgent.by_text(),
    }
    parts = {name: render_template("parts/lines.html", contacts=contacts) for name, contacts in lines.items()}
    if has_directory():
        signed, written = _services()
        parts["signed"] = render_template("parts/signed.html", cards=signed)
        parts["written"] = render_template("parts/cards.html", cards=written)
        guides = rights_view.cards_of(("interpreter", "reporting"))
        parts["interpreter"] = render_template("parts/onward.html", links=guides)
    return render_template("bsl.html", body=pages.translated(pages.text("bsl"), parts), sources=_sources())


def _services() -> tuple[list[cards.Card], list[cards.Card]]:
    """The services that offer British Sign Language, and the national ones that answer in writing, in the finder's order."""
    directory = built().directory
    found = [directory.service(one) for one in search(directory, Needs(language=cards.SIGNED), per_page=MOST).ids]
    signed = [service for service in found if cards.SIGNED in service.languages]
    every = [directory.service(one) for one in directory.columns.ids]
    written = [service for service in every if service.national and service not in signed and _answers_in_writing(service)]
    return _cards(signed), _cards(written[:MOST_IN_WRITING])


def _answers_in_writing(service: Service) -> bool:
    return bool(service.shown_sms or service.shown_webchat)


def _cards(services: list[Service]) -> list[cards.Card]:
    return [cards.card(built().directory.content, service) for service in services]


def _sources() -> list[dict[str, Any]]:
    """Where the page's words and lines were read, each address once."""
    signing = state().signing
    if not signing:
        return []
    lines = [(line.source, line.seen) for line in signing.police if line.source and line.seen]
    read = dict.fromkeys([*((fact.source, fact.seen) for fact in signing.facts), *lines])
    undated = gettext("undated")
    return [
        {"address": address, "host": rights_view.host(address), "seen": undated if seen == "undated" else sentences.day(seen)}
        for address, seen in read
    ]
