"""What editors should look at: facts nobody has confirmed, and records that are due for a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from finder.directory.model import Service
from finder.directory.referring import OnReferring

CHECK_EVERY = 90
"""Days after which a record is due for a check (advice of those who compiled the records)."""


ASK_AGAIN_EVERY = 30
"""Days after which a service is asked again whether it takes referrals, and how long people wait."""


@dataclass(frozen=True, slots=True)
class Due:
    """A service that is due: its id, when it was last seen (None: undated), and days since then."""

    service_id: str
    seen: str | None
    days: int | None


def due(services: Iterable[Service], today: date) -> list[Due]:
    """Undated records first, then those seen longest ago; records within CHECK_EVERY days are left out."""
    found = [Due(s.id, s.checked, _days_since(s.checked, today)) for s in services]
    late = [one for one in found if one.days is None or one.days > CHECK_EVERY]
    return sorted(late, key=lambda one: (one.days is not None, -(one.days or 0), one.service_id))


def capacity_due(services: Iterable[Service], today: date) -> list[Due]:
    """Services whose word on referrals and waiting is older than ASK_AGAIN_EVERY days, the oldest first."""
    found = [Due(s.id, s.capacity.seen, _days_since(s.capacity.seen, today)) for s in services if s.capacity]
    return sorted((one for one in found if (one.days or 0) > ASK_AGAIN_EVERY), key=lambda one: (-(one.days or 0), one.service_id))


def _days_since(seen: str | None, today: date) -> int | None:
    if seen is None:
        return None
    parts = [int(part) for part in seen.split("-")]
    # A month or a year counts from its end, so that nothing is due before it can be.
    latest = date(parts[0], parts[1] if len(parts) > 1 else 12, parts[2] if len(parts) > 2 else 28)
    return (today - latest).days


def to_confirm(service: Service) -> Iterator[str]:
    """What is not confirmed about a service, one plain line each."""
    contact = service.contact
    if not service.listed:
        yield f"hidden ({service.flag or 'low confidence'}): does it still run?"
    elif service.flag:
        yield f"flagged {service.flag}"
    if contact.phone and contact.phone.basis != "page":
        yield f"phone {contact.phone.number}"
    for name, written in (("text number", contact.sms), ("email", contact.email), ("relay number", contact.relay)):
        if written and written.basis != "page":
            yield f"{name} {written.to}"
    for name, web in (("web chat", contact.webchat), ("web address", contact.web)):
        if web and web.basis != "page":
            yield f"{name} {web.address}"
    if service.hours and service.hours.basis != "page":
        yield f"hours {service.hours.open}"
    if (service.ages.low is not None or service.ages.high is not None) and not service.confirmed("ages"):
        yield f"ages {service.ages.low or 0} to {service.ages.high or 'any'}"
    if service.languages != ("en",) and not service.confirmed("languages"):
        yield f"languages {', '.join(service.languages)}"
    for field, what in _NEED_EVIDENCE.items():
        if _says(service, field) and not service.confirmed(field):
            yield what
    if service.checked is None:
        yield "no date on any source"


_NEED_EVIDENCE: dict[OnReferring, str] = {
    "referral": "who may refer, and when",
    "cannot_help": "who it cannot help",
    "by_and_for": "who runs it",
    "reach": "how it works with people",
    "risk": "levels of risk it takes",
    "after_referral": "what happens after a referral",
    "shares_data_with": "who it shares data with",
    "under18_confidentiality": "what stays private under 18",
}


def _says(service: Service, field: str) -> bool:
    """Does the record say this to workers? Who may refer is what `referral` is asked for; its other fields are older."""
    return bool(service.referral.who or service.referral.thresholds) if field == "referral" else bool(getattr(service, field))


def to_ask(service: Service) -> list[str]:
    """What workers ask about a service and its record does not say, by field."""
    return [field for field in ("capacity", *_NEED_EVIDENCE) if not _says(service, field)]


def worklist(services: Iterable[Service]) -> str:
    """The editors' work-list as Markdown: hidden services first, then by how much there is to confirm; then what to ask."""
    services = tuple(services)
    rows = [(service, list(to_confirm(service))) for service in services]
    rows = sorted((row for row in rows if row[1]), key=lambda row: (row[0].listed, -len(row[1]), row[0].id))
    lines = [
        "# To confirm",
        "",
        "Made by `flask worklist`. Ring or look up each one, then put what you saw into the service's file, with its source and date.",
        "",
        f"{len(rows)} services, {sum(len(points) for _, points in rows)} facts.",
    ]
    for service, points in rows:
        lines += ["", f"## {service.name} (`{service.id}`)", "", *(f"- [ ] {point}" for point in points)]
    unknown = [(service, to_ask(service)) for service in services if service.listed]
    lines += ["", "# To ask", "", "What workers need and the record does not say. docs/editors.md says how each is written.", ""]
    lines += [f"- [ ] `{service.id}`: {', '.join(fields)}" for service, fields in unknown if fields]
    return "\n".join(lines) + "\n"
