"""The urgent lines as the templates and the API show them."""

from __future__ import annotations

from typing import Any

from finder.needs import Needs, Urgent
from finder.understanding.contacts import Contact
from finder.web import language
from finder.web.state import built, has_directory, state
from finder.web.words import gettext

Line = dict[str, Any]
VOICE = "999"
NOT_DATA = ("english", "relay", "signed")
_NATIONS = {"E": "england", "W": "wales"}


def emergency() -> list[Line]:
    """The block on every page: the emergency lines, then the first line to talk to."""
    cards = state().cards
    first = [contact for contact in cards["danger"].contacts if contact.emergency]
    talk = [contact for contact in cards["suicide"].contacts if not contact.emergency and not contact.for_ages][:1]
    return [line for contact in (*first, *talk) if (line := _line(contact))]


def without_voice() -> list[Line]:
    """The emergency lines for people who cannot hear or speak on the phone, by signing first."""
    danger = state().cards["danger"].contacts
    fit = [contact for contact in danger if contact.emergency and contact.silent and contact.phone != VOICE]
    return [shown(contact) for contact in sorted(fit, key=lambda one: not one.signed)]


def by_text() -> list[Line]:
    """The lines to talk to that take texts."""
    return [shown(contact) for contact in state().cards["suicide"].contacts if contact.sms and contact.sms != VOICE]


def cards(needs: Needs) -> list[dict[str, Any]]:
    """An urgent card for each kind noticed, with the lines that take this person in the right order."""
    return [_card(urgent, needs) for urgent in needs.urgent]


def every() -> list[dict[str, Any]]:
    """A card of each kind, for when there is no directory: the lines that need none."""
    return [_card(Urgent(kind), Needs()) for kind in state().cards]


def _card(urgent: Urgent, needs: Needs) -> dict[str, Any]:
    card = state().cards[urgent.kind]
    contacts = card.contacts_for(needs.age, needs.language or needs.written_in, nation(needs))
    return {
        "kind": urgent.kind,
        "soft": urgent.soft,
        "title": gettext(card.title),
        "intro": gettext(card.soft_intro if urgent.soft else card.intro),
        "english": _english(card.soft_intro if urgent.soft else card.intro),
        "contacts": [line for contact in contacts if (line := _line(contact))],
    }


def as_data(card: dict[str, Any]) -> dict[str, Any]:
    """A card as the API gives it."""
    contacts = [{name: value for name, value in line.items() if name not in NOT_DATA} for line in card["contacts"]]
    return {"kind": card["kind"], "soft": card["soft"], "contacts": contacts}


def _english(sentence: str | None) -> str | None:
    """The sentence itself, to stand beside a translation that nobody who speaks the language has checked."""
    return sentence if sentence and language.unchecked(language.current()) else None


def nation(needs: Needs) -> str | None:
    """The nation of the person's place when all its districts lie in one: ONS codes begin with E or W."""
    firsts = {code[0] for code in needs.place.districts} if needs.place else set()
    return _NATIONS.get(firsts.pop()) if len(firsts) == 1 else None


def _line(contact: Contact) -> Line | None:
    if contact.service:
        return _service_line(contact)
    return shown(contact)


def shown(contact: Contact) -> Line:
    """A line of its own, not of a service. `signed`: it is in British Sign Language, so the page for that is near."""
    return {
        "label": gettext(contact.label) if contact.label else "",
        "phone": contact.phone,
        "tel": contact.phone.replace(" ", "") if contact.phone else None,
        "sms": contact.sms,
        "sms_href": f"sms:{contact.sms.replace(' ', '')}" if contact.sms else None,
        "url": contact.url,
        "note": gettext(contact.note) if contact.note else None,
        "english": _english(contact.note),
        "relay": contact.relay,
        "signed": contact.signed,
    }


def _service_line(contact: Contact) -> Line | None:
    """The line of a listed service; None when there is no directory or nothing confirmed to reach it by."""
    if not has_directory() or (contact.service or "") not in built().directory:
        return None
    service = built().directory.service(contact.service or "")
    phone, sms, web = service.shown_phone, service.shown_sms, service.shown_web
    address = service.shown_webchat or (web.address if web else None)
    if not (phone or sms or address):
        return None
    digits = "".join(c for c in sms.to if c.isdigit()) if sms else None
    return {
        "label": service.name,
        "phone": phone.number if phone else None,
        "tel": phone.tel if phone else None,
        "sms": sms.to if sms else None,
        "sms_href": f"sms:{digits}" if digits else None,
        "url": address,
        "note": gettext(contact.note) if contact.note else None,
        "english": _english(contact.note),
    }
