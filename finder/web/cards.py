"""A service as a card: only what is confirmed, each fact in words of the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from finder.directory import hours as opening_hours
from finder.directory.content import ANY_CRIME, Content, short_code
from finder.directory.model import Service, Sms
from finder.directory.search import Reason
from finder.web import sentences
from finder.web.days import days_and_times
from finder.web.words import gettext

Card = dict[str, Any]
SIGNED = "bfi"
"""British Sign Language."""


def card(
    content: Content, service: Service, reasons: Sequence[Reason] = (), distance_km: float | None = None, now: datetime | None = None
) -> Card:
    """What the card template shows of a service; `now` is the time that open and closed are judged by."""
    phone, web, source = service.shown_phone, service.shown_web, service.shown_source
    return {
        "code": short_code(service.id),
        "id": service.id,
        "name": service.name,
        "organisation": service.organisation,
        "description": gettext(service.description),
        "translated": gettext(service.description) != service.description,
        "crimes": crimes(content, service),
        "phone": {"display": phone.number, "tel": phone.tel, "free": bool(phone.free)} if phone else None,
        "sms": _sms(service.shown_sms),
        "email": service.shown_written("email"),
        "webchat": service.shown_webchat,
        "web": {"address": web.address, "host": web.host, "checked": web.basis == "page"} if web else None,
        "relay": service.shown_written("relay"),
        "hours": _hours(service, now or datetime.now(UTC)),
        "who": who(content, service),
        "languages": _languages(content, service),
        "signed": _signed(service),
        "how": _how(service),
        "cost": _cost(service.cost),
        "coverage": _coverage(service),
        # The tag below says that it is signed, and how sure that is.
        "why": [sentences.reason(content, why) for why in reasons if (why.code, dict(why.words).get("language")) != ("speaks", SIGNED)],
        "checked": sentences.checked(service.checked),
        "source": {"host": (urlsplit(source).hostname or "").removeprefix("www."), "address": source} if source else None,
        "distance": gettext("about %(km)s km away", km=round(distance_km)) if distance_km else None,
        "national": service.national,
    }


def crimes(content: Content, service: Service) -> list[str]:
    if ANY_CRIME in service.crimes:
        return [gettext("Any crime")]
    return [gettext(content.topics[slug].name) for slug in service.crimes]


def _sms(sms: Sms | None) -> dict[str, str] | None:
    if not sms:
        return None
    digits = "".join(c for c in sms.to if c.isdigit())
    shown = gettext("%(word)s to %(number)s", word=sms.say, number=sms.to) if sms.say else sms.to
    return {"display": shown, "href": f"sms:{digits}" + (f"?body={quote(sms.say)}" if sms.say else "")}


def _hours(service: Service, now: datetime) -> dict[str, str] | None:
    hours = service.shown_hours
    if not hours:
        return None
    opening = opening_hours.opening(hours, now)
    if opening.always:
        return {"state": "open", "label": gettext("Open now"), "text": gettext("Day and night, every day")}
    text = days_and_times(opening_hours.week(hours, now.astimezone(opening_hours.LONDON).date()))
    if opening.open is None:
        return {"state": "unknown", "label": gettext("Bank holiday: ask if they are open"), "text": text}
    if opening.open:
        until = opening.changes
        same_day = until is not None and until.date() == now.astimezone(opening_hours.LONDON).date()
        label = gettext("Open now, until %(time)s", time=f"{until:%H:%M}") if same_day else gettext("Open now")
        return {"state": "open", "label": label, "text": text}
    return {"state": "closed", "label": gettext("Closed now"), "text": text}


def who(content: Content, service: Service) -> str:
    """Who is taken: the groups, then the ages. An age that was not seen on a page says so."""
    groups = [_clause(content, service, entry) for entry in service.only_for]
    years = sentences.ages((service.ages.low, service.ages.high))
    if years:
        years = gettext("aged %(ages)s", ages=years)
        if not service.confirmed("ages"):
            years = gettext("%(ages)s (ask to be sure)", ages=years)
    return sentences.listed([*groups, years]) or gettext("Everyone")


def _clause(content: Content, service: Service, entry: str | tuple[str, ...]) -> str:
    slugs = (entry,) if isinstance(entry, str) else entry
    names = [gettext(service.called.get(slug) or content.groups[slug].label) for slug in slugs]
    return gettext(" or ").join(names)


def _languages(content: Content, service: Service) -> str:
    names = [sentences.language_name(content, code) for code in service.languages]
    spoken = sentences.listed(names)
    if service.languages != ("en",) and not service.confirmed("languages"):
        spoken = gettext("%(languages)s (ask to be sure)", languages=spoken)
    if service.interpreters:
        return gettext("%(languages)s. Interpreters for other languages.", languages=spoken)
    if service.interpreters is False:
        return gettext("%(languages)s. No interpreters.", languages=spoken)
    return gettext("%(languages)s. Ask for an interpreter.", languages=spoken)


def _signed(service: Service) -> str | None:
    """The tag of a service that offers British Sign Language; one that nobody has seen on a page says so."""
    if SIGNED not in service.languages:
        return None
    words = str(gettext("Offers British Sign Language"))
    return words if service.confirmed("languages") else gettext("%(languages)s (ask to be sure)", languages=words)


def _how(service: Service) -> str | None:
    by_self, by_professional = service.referral.by_self, service.referral.by_professional
    if by_self and by_professional:
        return gettext("You can contact them yourself, or a worker can do it for you.")
    if by_self:
        return gettext("You can contact them yourself.")
    if by_professional and by_self is False:
        return gettext("A worker must contact them for you: police, school, doctor or another service.")
    if by_professional:
        return gettext("A worker can contact them for you. Ask if you can do it yourself.")
    return None


def _cost(cost: str | None) -> str | None:
    if cost is None:
        return None
    known = {
        "free": gettext("Free"),
        "low cost": gettext("Low cost"),
        "varies": gettext("Varies: ask"),
        "national call rate": gettext("You pay for the call"),
    }
    return known.get(cost, cost)


def _coverage(service: Service) -> str:
    names = {
        "uk": gettext("All of the UK"),
        "national-england-wales": gettext("England and Wales"),
        "england": gettext("England"),
        "wales": gettext("Wales"),
        "scotland": gettext("Scotland"),
        "northern-ireland": gettext("Northern Ireland"),
    }
    return sentences.listed([names.get(name, name) for name in service.coverage])
