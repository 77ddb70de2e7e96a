"""A sheet of services for a client: numbers, hours, what to say, urgent lines, and a code that opens it on a phone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import segno
from flask import request

from finder.directory.content import short_code
from finder.directory.hours import LONDON
from finder.directory.model import Service
from finder.web import cards, days, facts, language, paper, urgent
from finder.web.lists import Listed
from finder.web.state import built, state
from finder.web.words import gettext, ngettext

View = dict[str, Any]
_SPAN = re.compile("\u2066?([0-9]{2}:[0-9]{2})\u2013([0-9]{2}:[0-9]{2})\u2069?")
_QR: dict[str, Any] = {"scale": 3, "border": 2, "dark": "#000", "light": "#fff", "svgclass": None, "lineclass": None}


def view(listed: Listed, large: bool) -> View:
    """What the template of the sheet shows."""
    address = _address(listed, large)
    return {
        "code": listed.code,
        "large": large,
        "services": [_service(one) for one in listed.services],
        "gone": gone(listed),
        "say": say(listed),
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_inline(**_QR),
        "today": today(),
        "languages": [
            {"code": code, "name": language.own_name(code), "url": _url(listed, large, lang=code)} for code in language.offered()
        ],
    }


def gone(listed: Listed) -> str | None:
    """What is said when services of the list are no longer there."""
    if not listed.gone:
        return None
    return ngettext(
        "%(num)s service on this list is no longer here. It may have closed. Do not use its old number.",
        "%(num)s services on this list are no longer here. They may have closed. Do not use their old numbers.",
        listed.gone,
    )


def today() -> str:
    return gettext("Made on %(date)s. Numbers and hours can change.", date=days.written(datetime.now(LONDON).date()))


def say(listed: Listed) -> list[View]:
    """Words for a call, in the language of the page; whoever answers reads English, so the English stands beside them."""
    code = language.current()
    hello = gettext("Hello. I would like some help. Is this a good time to talk?")
    lines = [("Hello. I would like some help. Is this a good time to talk?", hello)]
    if code != language.ENGLISH:
        spoken = built().directory.content.languages[code]
        words = gettext("I speak %(language)s. Can I have an interpreter, please?", language=spoken.own)
        lines.append((f"I speak {spoken.name}. Can I have an interpreter, please?", words))
    lines.append(("Please do not ring me back. I will ring you.", gettext("Please do not ring me back. I will ring you.")))
    return [{"words": words, "english": english if words != english else None} for english, words in lines]


def _service(service: Service) -> View:
    card = cards.card(built().directory.content, service)
    return {**card, "hours": _hours(card), "only_worker": service.referral.by_self is False}


def _hours(card: cards.Card) -> str | None:
    """A sheet is read on another day: only the week's hours, never "open now"."""
    return card["hours"]["text"] if card["hours"] else None


def referral(service: Service) -> View:
    """How to refer to a service, with the address for referrals."""
    directory = built().directory
    row = facts.row(directory, service, cards.card(directory.content, service))
    address = service.referral.address
    return {**row, "referral": address, "sure": service.confirmed("referral"), "code": short_code(service.id)}


def _url(listed: Listed, large: bool, **more: Any) -> str:
    values: dict[str, Any] = {"codes": listed.code, "stored": None, **more}
    return language.url("lists.sheet", **values, **({"size": "large"} if large else {}))


def _address(listed: Listed, large: bool) -> str:
    """The sheet's whole address, for a phone."""
    return (state().settings.site_url or request.host_url.rstrip("/")) + _url(listed, large)


def pdf(listed: Listed, large: bool) -> bytes | None:
    """The sheet as a PDF; None when it could not be made."""
    code = language.current()
    made = view(listed, large)
    lines = [line for line in urgent.emergency() if line["phone"] or line["sms"]]
    return paper.made(
        {
            "language": code,
            "rtl": language.direction(code) == "rtl",
            "large": large,
            "title": title(),
            "gone": made["gone"],
            "services": [_on_paper(one) for one in made["services"]],
            "say_title": gettext("When you ring, you can say"),
            "say": [[one["words"], one["english"]] for one in made["say"]],
            "urgent_title": gettext("Urgent help"),
            "urgent": [[one["label"], one["phone"] or one["sms"], one["note"]] for one in lines],
            "code_title": gettext("Open this list on a phone"),
            "address": made["address"],
            "code": listed.code,
            "today": made["today"],
            "made": datetime.now(UTC).isoformat(),
        }
    )


def title() -> str:
    """What the sheet is called: it may lie on a table."""
    return gettext("Useful numbers")


def _one_way(hours: str) -> str:
    """Hours that read the same in a line from right to left: "from nine to five", since a dash has no direction."""
    if language.direction(language.current()) == "ltr":
        return hours
    return _SPAN.sub(lambda span: gettext("%(first)s to %(last)s", first=span[1], last=span[2]), hours)


def _kept_together(number: str) -> str:
    """A number or an address, which runs from left to right in every language."""
    return f"\u2066{number}\u2069"


def _on_paper(service: View) -> View:
    ways = []
    if service["phone"]:
        number = gettext("Call %(phone)s", phone=_kept_together(service["phone"]["display"]))
        ways.append([number, gettext("Free") if service["phone"]["free"] else None])
    if service["sms"]:
        ways.append([gettext("Text %(number)s", number=_kept_together(service["sms"]["display"])), None])
    if service["web"]:
        unsure = None if service["web"]["checked"] else gettext("We have not checked this web address.")
        ways.append([_kept_together(service["web"]["host"]), unsure])
    if service["email"] and not ways:
        ways.append([_kept_together(service["email"]), None])
    return {
        "name": service["name"],
        "does": service["description"],
        "ways": ways,
        "hours": _one_way(service["hours"]) if service["hours"] else None,
        "how": service["how"] if service["only_worker"] else None,
    }
