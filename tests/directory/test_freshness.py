"""Editors see which services are due for a check, and what nobody has confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from finder.directory import content as content_store
from finder.directory.freshness import CHECK_EVERY, Due, capacity_due, due, to_ask, to_confirm, worklist
from finder.directory.model import Service
from tests.small_content import PLAIN, REAL

TODAY = date(2026, 11, 21)


def service(service_id: str = "one", **changes: Any) -> Service:
    return Service.model_validate({"id": service_id, **PLAIN, **changes})


def seen(service_id: str, when: str | None) -> Service:
    return service(service_id, source={"kind": "official", "seen": when} if when else {"kind": "official"})


def test_undated_services_come_first_then_those_seen_longest_ago() -> None:
    services = [seen("new", "2026-11-01"), seen("old", "2025-03-01"), seen("never", None), seen("older", "2020")]
    assert due(services, TODAY) == [Due("never", None, None), Due("older", "2020", 2154), Due("old", "2025-03-01", 630)]


@pytest.mark.parametrize(
    ("when", "is_due"),
    [("2026-08-23", False), ("2026-08-22", True), ("2026-08", False), ("2026-07", True), ("2026", False), ("2025", True)],
)
def test_a_service_is_due_when_it_was_seen_more_than_90_days_ago(when: str, is_due: bool) -> None:
    assert CHECK_EVERY == 90
    assert bool(due([seen("one", when)], TODAY)) is is_due


def test_newer_evidence_puts_a_check_off() -> None:
    fresh = service(
        source={"kind": "official", "seen": "2019"}, evidence=[{"field": "phone", "address": "https://a.org/", "seen": "2026-11"}]
    )
    assert due([fresh], TODAY) == []


def test_everything_that_nobody_has_confirmed_is_on_the_list() -> None:
    unsure = service(
        contact={
            "phone": {"number": "020 7946 0000", "basis": "unconfirmed"},
            "sms": {"to": "07700 900123", "basis": "unconfirmed"},
            "email": {"to": "help@example.org", "basis": "unconfirmed"},
            "relay": {"to": "18001 020 7946 0000", "basis": "unconfirmed"},
            "webchat": {"address": "https://example.org/chat", "basis": "not-checked"},
            "web": {"address": "https://example.org/", "basis": "not-checked"},
        },
        hours={"open": "Mo-Fr 09:00-17:00", "basis": "unconfirmed"},
        ages={"from": "16"},
        languages=["en", "pl"],
        flag="old-source",
        source={"kind": "none"},
    )
    assert list(to_confirm(unsure)) == [
        "flagged old-source",
        "phone 020 7946 0000",
        "text number 07700 900123",
        "email help@example.org",
        "relay number 18001 020 7946 0000",
        "web chat https://example.org/chat",
        "web address https://example.org/",
        "hours Mo-Fr 09:00-17:00",
        "ages 16 to any",
        "languages en, pl",
        "no date on any source",
    ]


def test_what_was_seen_on_a_page_is_not_on_the_list() -> None:
    sure = service(
        contact={"phone": {"number": "020 7946 0000", "basis": "page"}, "web": {"address": "https://example.org/", "basis": "page"}},
        ages={"from": "16"},
        evidence=[{"field": "ages", "address": "https://example.org/", "seen": "2025"}],
    )
    assert list(to_confirm(sure)) == []
    assert "0 services, 0 facts." in worklist([sure])


FOR_WORKERS: dict[str, Any] = {
    "referral": {"self": "no", "professional": "yes", "who": ["police", "health"], "thresholds": "A score of 14 or more."},
    "capacity": {"taking_referrals": "yes", "wait": "6", "seen": "2026-10-01", "told": "phone"},
    "cannot_help": {"text": "People who have hurt a partner."},
    "by_and_for": ["deaf"],
    "reach": ["phone", "outreach"],
    "risk": ["high"],
    "after_referral": "They ring within two days.",
    "shares_data_with": "The police, if a child may be harmed.",
    "under18_confidentiality": "They tell a parent only if you agree.",
}


def test_what_workers_need_and_no_page_confirms_is_on_the_list() -> None:
    fields = [field for field in FOR_WORKERS if field != "capacity"]
    said = service(**FOR_WORKERS)
    assert len(list(to_confirm(said))) == len(fields)
    seen_on_pages = [{"field": field, "address": "https://a.org/", "seen": "2026-10"} for field in fields]
    assert list(to_confirm(service(**FOR_WORKERS, evidence=seen_on_pages))) == []


def test_what_workers_need_and_a_record_does_not_say_is_to_ask() -> None:
    assert to_ask(service(**FOR_WORKERS)) == []
    assert set(to_ask(service())) == set(FOR_WORKERS)
    text = worklist([service("a-silent"), service("a-telling", **FOR_WORKERS), service("a-hidden", confidence="low")])
    asked = text.partition("# To ask")[2]
    assert "- [ ] `a-silent`: capacity, referral, " in asked
    assert "a-telling" not in asked
    assert "a-hidden" not in asked


@pytest.mark.parametrize(("when", "is_due"), [("2026-10-22", False), ("2026-10-21", True), ("2026-10", False), ("2026-09", True)])
def test_a_wait_told_more_than_30_days_ago_is_asked_again(when: str, is_due: bool) -> None:
    told = service(capacity={**FOR_WORKERS["capacity"], "seen": when})
    assert [one.seen for one in capacity_due([told, service("silent")], TODAY)] == ([when] if is_due else [])


def test_hidden_services_come_first_on_the_list() -> None:
    listed = service("a-listed", flag="old-source", ages={"from": "16"})
    hidden = service("z-hidden", confidence="low")
    text = worklist([listed, hidden])
    assert text.index("z-hidden") < text.index("a-listed")
    assert "- [ ] hidden (low confidence): does it still run?" in text
    assert "2 services, 3 facts." in text


def test_every_unconfirmed_number_of_the_real_services_is_on_the_list() -> None:
    services = content_store.load(REAL).services
    text = worklist(services)
    unconfirmed = [s.contact.phone.number for s in services if s.contact.phone and s.contact.phone.basis == "unconfirmed"]
    assert len(unconfirmed) > 50
    assert not [number for number in unconfirmed if f"- [ ] phone {number}\n" not in text]
