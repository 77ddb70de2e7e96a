"""One service as Open Referral UK 3.0 has it. Pure: a record and the words around it in, JSON values out.

Only what people may see goes out: confirmed numbers, addresses and hours, and never where a refuge is. Fields that the UK
profile lacks carry the names of the wider standard (HSDS 3.0): `eligibility_description`, `wait_time`,
`application_process`, `interpretation_services`, `additional_urls`, `phones`, `languages.name`, and `attributes.label`.
`slug` is our own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from finder.directory.content import Content
from finder.directory.model import Service
from finder.oruk import ids, places, times, words
from finder.oruk.ids import filled
from finder.oruk.taxonomies import Taxonomies

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Writer:
    """Writes services with the words of one content folder."""

    content: Content
    taxonomies: Taxonomies

    def brief(self, service: Service, modified: int) -> dict[str, Any]:
        """The fields that hold one value each, and the organisation; `modified` in milliseconds since 1970."""
        email = service.shown_written("email")
        web = service.shown_web if service.shown_web and service.shown_web.basis == "page" else None
        return filled(
            {
                "id": ids.service(service.id),
                "slug": service.id,
                "organization_id": ids.organisation(service.organisation) if service.organisation else None,
                "name": service.name,
                "description": service.description,
                "url": web.address if web else None,
                "email": email if email and _EMAIL.fullmatch(email) else None,
                "status": "active",
                "minimum_age": service.ages.low,
                "maximum_age": service.ages.high,
                "eligibility_description": words.eligibility(service, self.content),
                "wait_time": words.waiting(service),
                "alert": words.alert(service),
                "application_process": words.referral(service),
                "interpretation_services": words.interpreters(service),
                "assured_date": service.checked if service.checked and _WHOLE_DAY.fullmatch(service.checked) else None,
                "last_modified": moment(modified) if modified else None,
                "organization": organisation(service.organisation) if service.organisation else None,
            }
        )

    def whole(self, service: Service, modified: int) -> dict[str, Any]:
        """Everything that may be published about a service."""
        place = places.service_at_location(self.content, service)
        return {
            **self.brief(service, modified),
            **filled(
                {
                    "phones": _phones(service),
                    "additional_urls": _urls(service),
                    "schedules": self._schedules(service),
                    "service_areas": places.areas(self.content, service),
                    "service_at_locations": [place] if place else [],
                    "languages": self._languages(service),
                    "cost_options": _costs(service),
                    "attributes": self._attributes(service),
                }
            ),
        }

    def _schedules(self, service: Service) -> list[dict[str, Any]]:
        rows = times.schedules(service.shown_hours) if service.shown_hours else []
        own = ids.service(service.id)
        return [{"id": ids.of("schedule", service.id, str(number)), "service_id": own, **row} for number, row in enumerate(rows)]

    def _languages(self, service: Service) -> list[dict[str, Any]]:
        unsure = service.languages != ("en",) and not service.confirmed("languages")
        return [
            filled(
                {
                    "id": ids.of("language", service.id, code),
                    "service_id": ids.service(service.id),
                    "name": self.content.languages[code].name,
                    "code": code,
                    "note": words.ASK if unsure and code != "en" else None,
                }
            )
            for code in service.languages
        ]

    def _attributes(self, service: Service) -> list[dict[str, Any]]:
        rows = []
        for label, kind, slug in words.sorted_with_labels(service):
            term = self.taxonomies.term((kind, slug))
            if term:
                own, link = ids.of("attribute", service.id, label, kind, slug), ids.service(service.id)
                rows.append(
                    {
                        "id": own,
                        "link_id": link,
                        "link_type": "service",
                        "label": label,
                        "taxonomy_term_id": term["id"],
                        "taxonomy_term": term,
                    }
                )
        return rows


def moment(milliseconds: int) -> str:
    """A moment as the standard writes it, to the millisecond."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def organisation(name: str) -> dict[str, Any]:
    """An organisation. The standard asks for a description, and all that we know is that it runs services."""
    return {"id": ids.organisation(name), "name": name, "description": "Runs services in this directory."}


def _phones(service: Service) -> list[dict[str, Any]]:
    rows: list[tuple[str, str, str | None]] = []
    if phone := service.shown_phone:
        rows.append(("voice", phone.number, "Free to call." if phone.free else None))
    if sms := service.shown_sms:
        rows.append(("text", sms.to, f'Text "{sms.say}".' if sms.say else None))
    if relay := service.shown_written("relay"):
        rows.append(("textphone", relay, None))
    own = ids.service(service.id)
    return [
        filled({"id": ids.of("phone", service.id, kind), "service_id": own, "number": number, "type": kind, "description": what})
        for kind, number, what in rows
    ]


def _urls(service: Service) -> list[dict[str, Any]]:
    rows = {"Web chat": service.shown_webchat, words.REFER_AT: service.referral.address}
    return [{"id": ids.of("url", service.id, label), "label": label, "url": address} for label, address in rows.items() if address]


def _costs(service: Service) -> list[dict[str, Any]]:
    if not service.cost:
        return []
    amount = {"amount": 0} if service.cost == "free" else {}
    return [{"id": ids.of("cost", service.id), "service_id": ids.service(service.id), "option": service.cost, **amount}]
