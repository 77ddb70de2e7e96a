"""What editors should look at: facts nobody has confirmed, and records that are due for a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from finder.directory.model import Service

CHECK_EVERY = 90
"""Days after which a record is due for a check (advice of those who compiled the records)."""


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
    if service.checked is None:
        yield "no date on any source"


def worklist(services: Iterable[Service]) -> str:
    """The editors' work-list as Markdown: hidden services first, then by how much there is to confirm."""
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
    return "\n".join(lines) + "\n"
