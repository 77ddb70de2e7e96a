"""A service on a page of its own, under a code that says nothing."""

from __future__ import annotations

import re

import pytest

from finder.build import Built
from finder.directory import content as content_store
from finder.directory.content import Content, short_code
from finder.settings import Settings
from tests.page import words
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def content(settings: Settings) -> Content:
    return content_store.load(settings.content)


def test_every_listed_service_has_a_page_with_its_name_its_date_and_no_hidden_number(
    client: Visitor, built: Built, content: Content
) -> None:
    listed = [service for service in content.services if service.listed]
    assert len(listed) == len(built.directory)
    for service in listed[::12]:
        page = client.page(f"/service/{short_code(service.id)}")
        assert words(page.one("h1")) == service.name
        assert service.description in page.main
        called = {link.get("href") for link in page.one("main").iter("a") if str(link.get("href")).startswith("tel:")}
        assert called == ({f"tel:{service.shown_phone.tel}"} if service.shown_phone else set())
        assert re.search(r"Checked .*\d{4}|Undated", page.main)
        assert page.title == "Waymark - A service"


def test_a_hidden_service_has_no_page(client: Visitor, content: Content) -> None:
    hidden = [service for service in content.services if not service.listed]
    assert hidden
    for service in hidden:
        assert client.get(f"/service/{short_code(service.id)}").status_code == 404


def test_notes_for_editors_are_on_no_page(client: Visitor, content: Content) -> None:
    with_notes = [service for service in content.services if service.listed and service.notes and len(service.notes) > 40]
    assert with_notes
    for service in with_notes[::15]:
        page = client.page(f"/service/{short_code(service.id)}")
        assert " ".join(str(service.notes).split())[:40] not in page.text


@pytest.mark.parametrize("code", ["zzzzzzzz", "childline", "0", "x" * 500, "%00", "..%2f", "%F0%9F%90%9F", "0000000i"])
def test_a_code_that_does_not_exist_is_a_page_that_leads_on(client: Visitor, code: str) -> None:
    assert client.get(f"/service/{code}").status_code == 404


def test_an_address_never_holds_a_services_name(client: Visitor, built: Built) -> None:
    page = client.search(q="domestic abuse", place="Plymouth")
    links = [address for address in page.addresses() if "/service/" in address]
    assert len(links) >= 6
    for link in links:
        assert re.fullmatch(r"/service/[0-9a-hjkmnp-tv-z]{8}(\?s=[A-Za-z0-9_-]{22})?", link)


def test_opening_a_service_from_results_can_still_be_left_for_good(client: Visitor) -> None:
    address = client.post_search(q="domestic abuse")
    page = client.page(address)
    service = client.page(next(link for link in page.addresses() if "/service/" in link))
    leave = service.by_id("leave")
    assert leave is not None
    client.get(str(leave.get("href")))
    assert client.get(address).status_code == 410
