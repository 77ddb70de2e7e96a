"""The worker's view of find: filters that records answer, a short-list that is kept nowhere, an address that tells nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from finder import create_app
from finder.build import Built
from finder.directory.content import short_code
from finder.directory.terms import Terms
from finder.needs import Age, Needs
from finder.settings import Settings
from finder.web import worker_links
from tests import worker_content
from tests.page import Page, words
from tests.visitor import Visitor, page_of

MINE = ("who", "taking", "wait", "risk")


def search(visitor: Visitor, **fields: object) -> Page:
    return visitor.page(visitor.post_search("/workers", **fields))


def names(page: Page) -> list[str]:
    return [box.get("value", "") for row in page.all("tr") for box in row.iter("input")]


def link_of(page: Page) -> str:
    return str(page.one("p", class_="copy").find("a").get("href"))  # type: ignore[union-attr]


def test_find_leads_workers_to_their_own_view(client: Visitor) -> None:
    links = [link.get("href") for link in client.page("/find").all("a")]
    assert links.count("/workers") == 2


def test_a_filter_that_no_record_answers_is_not_there(client: Visitor, worker: Visitor) -> None:
    real, small = client.page("/workers"), worker.page("/workers")
    assert [name for name in MINE if small.by_id(name) is None] == []
    # Nobody has yet said these of the real services; when somebody does, the choice appears by itself.
    counts = client.application.extensions["waymark"].live.built().directory.terms
    for name in MINE:
        answered = {
            "who": counts.who.any(),
            "risk": counts.risk.any(),
            "wait": (counts.wait >= 0).any(),
            "taking": (counts.taking == 1).any(),
        }
        assert (real.by_id(name) is not None) == bool(answered[name])


def test_a_worker_sees_each_service_with_route_wait_and_the_day_it_was_said(worker: Visitor) -> None:
    page = search(worker, taking="yes")
    row = page.by_id(f"s-{short_code('taking')}")
    assert row is not None
    assert "Takes referrals now. Wait: about 2 weeks. (Said 5 January 2026)" in words(row)
    assert page.by_id(f"s-{short_code('full')}") is None
    police = page.by_id(f"s-{short_code('police-only')}")
    assert police is not None
    assert "Only through: Police (ask to be sure)" in words(police)
    assert "Ask" in words(police)


def test_what_is_left_out_is_a_chip_that_can_be_taken_off(worker: Visitor) -> None:
    page = search(worker, **{"not": "support:refuge"})
    assert short_code("a-refuge") not in names(page)
    assert page.chips == {"not:support:refuge": "Not: Refuge"}
    back = search(worker, **{"not": "support:refuge", "remove": "not:support:refuge"})
    assert short_code("a-refuge") in names(back)


@pytest.mark.parametrize("name", [*MINE, "reach", "not", "sort", "referral", "crime"])
def test_a_choice_that_is_none_of_ours_is_said_and_left_out(worker: Visitor, name: str) -> None:
    page = search(worker, **{name: "sardine"})
    assert list(page.problems.values()) == ["One of your choices is not on our list. We left it out."]
    assert "sardine" not in page.text


def test_what_was_ticked_stays_ticked_in_the_next_search(worker: Visitor) -> None:
    ticked = [short_code("taking"), short_code("a-refuge")]
    page = search(worker, pick=ticked, **{"not": "support:refuge"})
    kept = [box.get("value") for box in page.all("input", name="pick") if box.get("checked") is not None]
    assert sorted(map(str, kept)) == sorted(ticked)


@pytest.mark.parametrize(
    ("do", "count", "where"), [("compare", 2, "/compare/"), ("compare", 4, "/compare/"), ("sheet", 1, "/sheet/"), ("sheet", 5, "/sheet/")]
)
def test_enough_ticked_services_lead_on_without_script_and_in_place(worker: Visitor, do: str, count: int, where: str) -> None:
    codes = [short_code(one) for one in list(worker_content.SERVICES)[:count]]
    plain = worker.post("/workers", data={"do": do, "pick": codes, "q": "sardine"})
    assert (plain.status_code, plain.headers["Location"]) == (303, where + "-".join(codes))
    in_place = worker.post("/workers", data={"do": do, "pick": codes}, headers={"HX-Request": "true"})
    assert (in_place.status_code, in_place.headers["HX-Redirect"]) == (204, where + "-".join(codes))


@pytest.mark.parametrize(("do", "count"), [("compare", 0), ("compare", 1), ("compare", 5), ("sheet", 0), ("sheet", 6)])
def test_too_few_or_too_many_ticked_services_are_said_beside_the_list(worker: Visitor, do: str, count: int) -> None:
    page = search(worker, do=do, pick=[short_code(one) for one in list(worker_content.SERVICES)[:count]])
    assert page.problems.keys() == {"picked"}


def test_the_link_to_a_search_finds_the_same_on_another_machine(worker: Visitor, worker_settings: Settings) -> None:
    fields = {
        "q": "burglary sardine",
        "place": "Plymouth",
        "age": "17",
        "who": "police",
        "reach": "in-person",
        "wait": "12",
        "taking": "yes",
    }
    page = search(worker, **fields, **{"not": ["support:refuge", "for:women"], "sort": "wait", "referral": "professional"})
    link = link_of(page)
    other = create_app(worker_settings)
    other.test_client_class = Visitor
    opened = page_of(other.test_client().get(link))
    assert names(opened) == names(page)
    assert opened.chips == page.chips
    assert link_of(opened) == link


def test_the_link_says_nothing_that_can_be_read(worker: Visitor) -> None:
    page = search(worker, q="my ex hits me burglary", place="Plymouth", age="17-18", **{"not": "support:refuge"})
    path = urlsplit(link_of(page)).path
    assert re.fullmatch(r"/workers/[0-9a-hjkmnp-tv-z]+~a17-18~p[a-z2-7]+", path)
    for word in ("burglary", "refuge", "plymouth", "domestic", "hits", "E06"):
        assert word.lower() not in path.lower()


def test_no_two_choices_share_a_code(built: Built) -> None:
    choices = worker_links.choices(built)
    assert len(choices) > 120
    assert len({worker_links.token(name, value) for name, value in choices}) == len(choices)


def test_a_choice_that_has_gone_since_is_said_and_the_rest_is_used(built: Built, client: Visitor) -> None:
    code = worker_links.token("crime", "piracy") + worker_links.code(Needs(age=Age(17, 17)), Terms())
    page = client.page(f"/workers/{code}")
    assert list(page.problems.values()) == ["One of your choices is not on our list. We left it out."]
    assert "age" in page.chips


@pytest.mark.parametrize(
    "code", ["x", "sardine!", "00000~a1", "~a17", "~pabc", "~p!!", "~x1", "~a17-18~~", "0" * 605, "~p" + "a" * 90, "~pme"]
)
def test_a_code_that_is_none_of_ours_is_a_page_that_leads_on(client: Visitor, code: str) -> None:
    assert client.get(f"/workers/{code}").status_code == 404


def test_a_search_that_was_forgotten_says_so(client: Visitor) -> None:
    response = client.get("/workers/found/nothing-is-kept-here")
    assert response.status_code == 410
    assert "forgotten" not in page_of(response).title
    assert "we forget a search" in page_of(response).main


def test_urgent_words_bring_urgent_help_first(client: Visitor) -> None:
    page = search(client, q="he is going to kill me")
    assert page.by_id("urgent-danger") is not None


def test_nearest_first_asks_for_a_place(worker: Visitor) -> None:
    asked = "Give a town or a postcode to see the nearest first."
    assert asked in search(worker, sort="distance").notices
    assert asked not in search(worker, sort="distance", place="Plymouth").notices
