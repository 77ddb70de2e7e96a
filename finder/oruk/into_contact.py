"""How to reach a service, what it costs and which town it works from, out of another directory's record."""

from __future__ import annotations

import re
from typing import Any

from finder.directory.values import telephone_link
from finder.oruk.ids import filled
from finder.oruk.older import rows

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_SAY = re.compile(r'Text "(.+)"\.')
_KINDS = {"voice": "phone", "text": "sms", "sms": "sms", "textphone": "relay"}
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")


def contact(raw: dict[str, Any], basis: str, left_out: list[str]) -> dict[str, Any]:
    """The first number of each kind that can be rung, the e-mail address, and the web addresses."""
    found: dict[str, Any] = {}
    nested = [phone for person in rows(raw, "contacts") for phone in rows(person, "phones")]
    for phone in (*rows(raw, "phones"), *nested):
        kind = _KINDS.get(str(phone.get("type") or "voice").lower())
        number, what = _line(phone.get("number")), _line(phone.get("description")) or ""
        if kind is None or number is None or kind in found:
            continue
        if kind == "phone":
            if not _can_be_rung(number):
                left_out.append(f"phone {number[:40]!r}, which cannot be rung")
                continue
            free = {"free": "yes"} if what.startswith("Free") else {}
            found[kind] = {"number": number, "basis": basis, **free}
        else:
            say = _SAY.fullmatch(what) if kind == "sms" else None
            found[kind] = filled({"to": number, "basis": basis, "say": say[1] if say else None})
    email = _line(raw.get("email"))
    if email and _EMAIL.fullmatch(email):
        found["email"] = {"to": email, "basis": basis}
    page = "page" if basis == "page" else "not-checked"
    for way, address in (("web", web(raw.get("url"))), ("webchat", labelled(raw, "Web chat"))):
        if address:
            found[way] = {"address": address, "basis": page}
    return found


def labelled(raw: dict[str, Any], label: str) -> str | None:
    """The web address with this label."""
    return next((web(row.get("url")) for row in rows(raw, "additional_urls") if row.get("label") == label), None)


def web(value: Any) -> str | None:
    """A whole web address; one without its beginning gets https."""
    line = _line(value)
    if line and re.fullmatch(r"www\.[^\s]+", line):
        line = f"https://{line}"
    return line if line and _WEB.fullmatch(line) else None


def _line(value: Any) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _can_be_rung(number: str) -> bool:
    try:
        telephone_link(number)
    except ValueError:
        return False
    return True


def cost(raw: dict[str, Any]) -> str | None:
    """What it costs, in the record's words."""
    for row in rows(raw, "cost_options"):
        told = [words for words in (_line(row.get("option")), _line(row.get("amount_description"))) if words]
        amount = row.get("amount")
        if isinstance(amount, (int, float)) and not isinstance(amount, bool) and amount > 0:
            told.insert(0, f"£{amount:g}")
        if told or amount == 0:
            return ", ".join(told) or "free"
    return _line(raw.get("fees"))


def town(raw: dict[str, Any], ours: bool) -> str | None:
    """The town it works from, never the street; our own records carry it as the location's name."""
    for row in rows(raw, "service_at_locations"):
        location = row.get("location")
        if not isinstance(location, dict):
            continue
        if ours:
            return _line(location.get("name"))
        cities = [_line(address.get("city")) for address in rows(location, "addresses")]
        if found := next((city for city in cities if city), None):
            return found
    return None
