"""One service's record: what an editor may write, and what of it people see."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from finder.directory.model import Service, telephone_link
from finder.directory.problems import from_validation
from tests.small_content import PLAIN


def service(**changes: Any) -> Service:
    return Service.model_validate({"id": "one", **PLAIN, **changes})


def reasons(**changes: Any) -> list[str]:
    """What an editor is told about a record with these changes; None takes a field out."""
    fields = {key: value for key, value in {"id": "one", **PLAIN, **changes}.items() if value is not None}
    with pytest.raises(ValidationError) as refused:
        Service.model_validate(fields)
    return [f"{problem.field}: {problem.reason}" for problem in from_validation("one.yaml", refused.value)]


def contact(**ways: dict[str, str]) -> Service:
    return service(contact=ways)


# What people see


def test_a_phone_number_that_nobody_has_confirmed_is_not_shown() -> None:
    assert contact(phone={"number": "020 7946 0000", "basis": "unconfirmed"}).shown_phone is None
    shown = contact(phone={"number": "020 7946 0000", "basis": "page"}).shown_phone
    assert shown
    assert (shown.number, shown.tel) == ("020 7946 0000", "+442079460000")


def test_unconfirmed_hours_texts_emails_relays_and_chats_are_not_shown() -> None:
    unsure = contact(
        sms={"to": "07700 900123", "basis": "unconfirmed"},
        email={"to": "help@example.org", "basis": "unconfirmed"},
        relay={"to": "18001 020 7946 0000", "basis": "unconfirmed"},
        webchat={"address": "https://example.org/chat", "basis": "not-checked"},
    )
    assert unsure.shown_sms is None
    assert unsure.shown_written("email") is None
    assert unsure.shown_written("relay") is None
    assert unsure.shown_webchat is None
    assert service(hours={"open": "Mo-Fr 09:00-17:00", "basis": "unconfirmed"}).shown_hours is None


def test_confirmed_hours_texts_emails_relays_and_chats_are_shown() -> None:
    sure = contact(
        sms={"to": "07700 900123", "basis": "page", "say": "HELP"},
        email={"to": "help@example.org", "basis": "page"},
        relay={"to": "18001 020 7946 0000", "basis": "page"},
        webchat={"address": "https://example.org/chat", "basis": "page"},
    )
    assert sure.shown_sms
    assert (sure.shown_sms.to, sure.shown_sms.say) == ("07700 900123", "HELP")
    assert sure.shown_written("email") == "help@example.org"
    assert sure.shown_written("relay") == "18001 020 7946 0000"
    assert sure.shown_webchat == "https://example.org/chat"
    assert service(hours={"open": "Mo-Fr 09:00-17:00", "basis": "page"}).shown_hours == "Mo-Fr 09:00-17:00"


def test_an_unchecked_web_address_can_be_told_from_a_checked_one() -> None:
    web = contact(web={"address": "https://www.example.org/help", "basis": "not-checked"}).shown_web
    assert web
    assert (web.host, web.basis) == ("example.org", "not-checked")


@pytest.mark.parametrize("change", [{"confidence": "low"}, {"flag": "at-risk"}, {"flag": "may-have-closed"}])
def test_a_service_that_may_not_run_is_kept_but_hidden(change: dict[str, str]) -> None:
    assert service().listed
    assert not service(**change).listed


@pytest.mark.parametrize("flag", ["old-source", "funding-at-risk", "provider-may-have-changed", "check-open", "contract-areas-only"])
def test_a_service_with_another_flag_is_still_shown(flag: str) -> None:
    assert service(flag=flag, confidence="medium").listed


@pytest.mark.parametrize(("kind", "linked"), [("own-site", True), ("official", True), ("third-party", True), ("mirror-or-copy", False)])
def test_a_source_that_is_a_copy_is_never_linked(kind: str, linked: bool) -> None:
    address = "https://example.org/page"
    assert service(source={"kind": kind, "address": address}).shown_source == (address if linked else None)


def test_a_service_shows_the_newest_date_that_any_fact_was_seen() -> None:
    evidence = [{"field": "phone", "address": "https://example.org/", "seen": seen} for seen in ("2024-05", "2025-03-01", "2025")]
    assert service(source={"kind": "official", "seen": "2023"}, evidence=evidence).checked == "2025-03-01"


def test_a_service_without_a_date_is_undated() -> None:
    assert service(source={"kind": "own-site", "address": "https://example.org/"}).checked is None


def test_only_a_fact_with_evidence_is_confirmed() -> None:
    seen = service(evidence=[{"field": "ages", "address": "https://example.org/", "seen": "2025"}])
    assert seen.confirmed("ages")
    assert not seen.confirmed("languages")


@pytest.mark.parametrize(
    ("coverage", "national"),
    [(["uk"], True), (["england"], True), (["Devon", "wales"], True), (["Greater London"], False), (["scotland"], False)],
)
def test_a_service_for_a_whole_nation_counts_as_national(coverage: list[str], national: bool) -> None:
    assert service(coverage=coverage).national is national


def test_how_a_service_works_follows_from_what_is_confirmed_until_its_record_says() -> None:
    assert service(contact={"phone": {"number": "020 7946 0000", "basis": "page"}}).known_reach == ("phone",)
    assert service(contact={"phone": {"number": "020 7946 0000", "basis": "unconfirmed"}}).known_reach == ()
    assert service(contact={"webchat": {"address": "https://example.org/chat", "basis": "page"}}).known_reach == ("online",)
    assert service(support=["counselling"], contact={"phone": {"number": "020 7946 0000", "basis": "page"}}).known_reach == ()
    assert service(support=["refuge"], reach=["in-person", "outreach"]).known_reach == ("in-person", "outreach")


def test_every_sentence_for_workers_can_be_translated() -> None:
    telling = service(
        referral={"thresholds": "A score of 14."},
        capacity={"wait": "Days, not weeks.", "seen": "2026-10", "told": "phone"},
        cannot_help={"text": "People under 16."},
        after_referral="They ring you.",
        shares_data_with="Nobody.",
        under18_confidentiality="They ask you first.",
    )
    assert telling.texts[1:] == (
        *("A score of 14.", "Days, not weeks.", "People under 16.", "They ring you.", "Nobody.", "They ask you first."),
    )
    assert service(capacity={"wait": "6", "seen": "2026-10", "told": "phone"}).texts == (PLAIN["description"],)


# What an editor may write


@pytest.mark.parametrize(("typed", "meant"), [("6", 6), ("0", 0), ("about a month", "about a month"), ("2 to 3", "2 to 3")])
def test_a_wait_is_weeks_or_words(typed: str, meant: int | str) -> None:
    capacity = service(capacity={"wait": typed, "seen": "2026-10", "address": "https://example.org/wait"}).capacity
    assert capacity
    assert capacity.wait == meant


def test_a_wait_or_an_open_door_needs_the_day_it_was_said_and_who_said_it() -> None:
    assert reasons(capacity={"wait": "6", "told": "phone"}) == ["capacity.seen: this is needed"]
    assert reasons(capacity={"wait": "6", "seen": "2026-10"}) == [
        "capacity: write the address of the page that says it, or how you were told"
    ]
    assert reasons(capacity={"seen": "2026-10", "told": "email"}) == ["capacity: write taking_referrals or wait, or take it out"]


def test_a_service_with_a_refuge_must_not_say_where_it_is() -> None:
    assert reasons(support=["refuge", "helpline"], base="Plymouth") == ["base: a service with a refuge must not say where it is"]
    assert service(support=["refuge"]).base is None


@pytest.mark.parametrize(
    ("printed", "link"),
    [
        ("0800 1111", "+448001111"),
        ("08 08 16 89 111", "+448081689111"),
        ("(0161) 496 0000", "+441614960000"),
        ("+44 20 7946 0000", "+442079460000"),
        ("0151 496 0000 ext 5006", "+441514960000;ext=5006"),
        ("999", "999"),
        ("116 123", "116123"),
        ("85258", "85258"),
    ],
)
def test_a_tap_on_a_number_rings_that_number(printed: str, link: str) -> None:
    assert telephone_link(printed) == link


@pytest.mark.parametrize("typed", ["ask reception", "0800 12", "020 7946 0000 0000", "-", "٠٨٠٠"])
def test_what_cannot_be_rung_is_no_phone_number(typed: str) -> None:
    [reason] = reasons(contact={"phone": {"number": typed, "basis": "page"}})
    assert reason.startswith("contact.phone.number: this ")


@pytest.mark.parametrize("date", ["2025", "2025-01", "2025-01-30"])
def test_a_date_may_be_a_day_a_month_or_a_year(date: str) -> None:
    assert service(source={"kind": "official", "seen": date}).checked == date


@pytest.mark.parametrize("date", ["2025-1-3", "30/01/2025", "25", "2025-13", "2025-02-30", "January 2025", "2025-01-30-01", "0000", "٢٠٢٥"])
def test_a_date_written_another_way_is_refused(date: str) -> None:
    assert reasons(source={"kind": "official", "seen": date}) == ["source.seen: write the date as 2025, 2025-01 or 2025-01-30"]


def test_a_date_in_the_future_is_refused() -> None:
    assert reasons(source={"kind": "official", "seen": "2999"}) == ["source.seen: this date is in the future"]


@pytest.mark.parametrize("hours", ["9-5", "Mo-Fr 25:00-26:99", "weekdays", "Mo-Fr 09:00"])
def test_hours_that_cannot_be_read_are_refused(hours: str) -> None:
    [reason] = reasons(hours={"open": hours, "basis": "page"})
    assert reason == "hours.open: write the hours in the OpenStreetMap way, such as Mo-Fr 09:00-17:00"


@pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "ftp://example.org", "https://", "https://a b.org"])
def test_a_web_address_that_cannot_be_opened_is_refused(address: str) -> None:
    [reason] = reasons(contact={"web": {"address": address, "basis": "page"}})
    assert reason == "contact.web.address: write a whole web address that starts with https://"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"phone": "0800 1111"}, "phone: there is no such field; check the spelling"),
        ({"name": None}, "name: this is needed"),
        ({"name": " "}, "name: write something here"),
        ({"crimes": []}, "crimes: write at least one"),
        ({"crimes": "any"}, "crimes: write a list in square brackets"),
        ({"crimes": ["Hate crime"]}, "crimes.0: use small letters, digits and hyphens only"),
        ({"ages": {"from": "sixteen"}}, "ages.from: write a whole number"),
        ({"ages": {"from": "18", "to": "11"}}, "ages: the lower age is above the higher"),
        ({"interpreters": "maybe"}, "interpreters: write yes or no"),
        ({"confidence": "certain"}, "confidence: write one of 'high', 'medium' or 'low'"),
        ({"notes": ""}, "notes: left empty; take the line out instead"),
        ({"contact": "0800 1111"}, "contact: write fields with their values"),
        (
            {"referral": {"professional": "no", "who": ["police"]}},
            "referral: it names who may refer, and says that no professional may; take one out",
        ),
        ({"reach": ["phone", "carrier-pigeon"]}, "reach.1: write one of 'in-person', 'phone', 'online' or 'outreach'"),
        ({"risk": ["low"]}, "risk.0: write one of 'standard', 'medium' or 'high'"),
        ({"cannot_help": "men"}, "cannot_help: write fields with their values"),
        ({"cannot_help": {"instead": ["childline"]}}, "cannot_help.text: this is needed"),
    ],
)
def test_an_editor_is_told_which_field_and_why_in_plain_words(changes: dict[str, Any], reason: str) -> None:
    assert reasons(**changes) == [reason]


def test_all_that_is_wrong_with_a_record_is_told_at_once() -> None:
    assert len(reasons(name=None, crimes=[], hours={"open": "9-5", "basis": "page"}, colour="red")) == 4


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False)])
def test_yes_and_no_are_understood(typed: str, meant: bool) -> None:
    assert service(interpreters=typed).interpreters is meant
    assert service().interpreters is None


def test_a_record_cannot_be_changed_after_it_was_read() -> None:
    with pytest.raises(ValidationError):
        service().name = "Other"
