"""Leaving: at once, to a place that says nothing, with all that was stored gone."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests import page as pages
from tests.visitor import Visitor, page_of

NEUTRAL = {"www.bbc.co.uk", "www.google.co.uk"}


def leave_address(visitor: Visitor, address: str) -> str:
    leave = visitor.page(address).by_id("leave")
    assert leave is not None
    return str(leave.get("href"))


def test_leaving_goes_to_a_site_that_says_nothing_and_empties_what_the_browser_kept(client: Visitor) -> None:
    response = client.get("/leave")
    assert response.status_code == 303
    assert urlsplit(response.headers["Location"]).hostname in NEUTRAL
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_browser_without_script_leaves_over_a_blank_page_that_empties_its_memory(client: Visitor) -> None:
    response = client.get("/leave", headers={"Sec-Fetch-Dest": "document"})
    page = pages.read(response.get_data(as_text=True))
    assert pages.words(page.one("body")) == ""
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    onward = page.one("meta", **{"http-equiv": "refresh"}).get("content")
    assert urlsplit(str(onward).partition("url=")[2]).hostname in NEUTRAL
    mark = client.get(str(page.one("img").get("src")))
    assert mark.headers["Clear-Site-Data"] == '"cache"'


def test_leaving_deletes_the_search(client: Visitor) -> None:
    found = client.post_search(q="stalking", place="Leeds")
    assert client.get(found).status_code == 200
    assert client.get(leave_address(client, found)).status_code == 303
    assert client.get(found).status_code == 410


def test_leaving_deletes_every_search_made_before_from_the_same_page(client: Visitor) -> None:
    addresses = [client.post_search(q="stalking")]
    for place in ("Leeds", "York", "Hull"):
        form = client.page(addresses[-1]).one("form", id="find-form")
        addresses.append(client.post_search(at=str(form.get("action")), q="stalking", place=place))
    assert len(set(addresses)) == 4
    client.get(leave_address(client, addresses[-1]))
    assert [client.get(address).status_code for address in addresses] == [410] * 4


@pytest.mark.parametrize("way", ["privacy", "safety", "about", "accessibility", "service", "home", "form", "nowhere"])
def test_leaving_from_a_page_opened_after_a_search_deletes_the_search_too(client: Visitor, way: str) -> None:
    found = client.post_search(q="hate crime")
    page = client.page(found)
    parts = {"home": "/?", "form": "/find?", "service": "/service/"}
    if way == "nowhere":
        opened = "/nowhere?" + urlsplit(next(a for a in page.addresses() if a.startswith("/privacy"))).query
    else:
        opened = next(address for address in page.addresses() if address.startswith(parts.get(way, f"/{way}")))
    response = client.get(opened)
    assert response.status_code == (404 if way == "nowhere" else 200)
    links = {a.get("id"): a.get("href") for a in _links(response.get_data(as_text=True))}
    client.get(str(links["leave"]))
    assert client.get(found).status_code == 410


def _links(html: str) -> list[Element]:
    return list(pages.read(html).all("a"))


def test_the_hidden_link_leaves_as_the_button_does(client: Visitor) -> None:
    page = client.page(client.post_search(q="robbery"))
    hidden = next(link for link in page.all("a", class_="skip") if "leave" in str(link.get("href")))
    button = page.by_id("leave")
    assert button is not None
    assert hidden.get("href") == button.get("href")
    assert hidden.get("data-leave") is not None


def test_leaving_twice_or_with_a_made_up_id_still_leaves(client: Visitor) -> None:
    found = client.post_search(q="robbery")
    away = leave_address(client, found)
    for address in (away, away, "/leave/made-up", "/leave/" + "x" * 1000, "/leave/%F0%9F%90%9F", "/leave/%20"):
        assert client.get(address).status_code == 303


def test_leaving_one_search_leaves_other_peoples_alone(client: Visitor) -> None:
    mine, theirs = client.post_search(q="robbery"), client.post_search(q="robbery")
    client.get(leave_address(client, mine))
    assert client.get(theirs).status_code == 200


def test_a_search_is_unreadable_once_it_has_lapsed_and_the_page_says_so_kindly(client: Visitor, app: Flask) -> None:
    found = client.post_search(q="robbery")
    app.extensions["waymark"].forget(found.partition("#")[0].rpartition("/")[2])
    response = client.get(found)
    assert response.status_code == 410
    page = page_of(response)
    assert "forgot" in page.main
    assert "You did nothing wrong" in page.main
    assert str(page.one("form", id="find-form").get("action")).startswith("/find")
    assert page.cards == []
