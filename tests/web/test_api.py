"""The API that others build on, field by field as the contract has it."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder.build import Built
from finder.directory import content as content_store
from finder.directory.content import Content
from finder.settings import Settings
from tests.visitor import Visitor
from tests.web.described import matches

ANSWER = {
    "total": int,
    "page": int,
    "results": list,
    "always": list,
    "facets": dict,
    "urgent": list,
    "place": (dict, type(None)),
    "place_choices": list,
    "notices": list,
    "suggestion": (str, type(None)),
    "rights": list,
}
SERVICE = {
    "id": str,
    "name": str,
    "description": str,
    "crime_types": list,
    "coverage": list,
    "phone": (dict, type(None)),
    "url": (str, type(None)),
    "open_now": (bool, type(None)),
    "distance_km": (float, int, type(None)),
    "only_for": list,
    "why": list,
    "checked": (str, type(None)),
}
CRIMES = set(
    "domestic-abuse sexual-violence child-sexual-abuse stalking-harassment forced-marriage-hbv fgm modern-slavery-trafficking "
    "child-criminal-exploitation gangs-serious-violence hate-crime fraud-cyber burglary-theft robbery assault homicide-bereavement "
    "road-crash antisocial-behaviour image-based-abuse business-crime terrorism".split()
)


@pytest.fixture(scope="module")
def content(settings: Settings) -> Content:
    return content_store.load(settings.content)


def ask(client: Visitor, **body: Any) -> dict[str, Any]:
    """POST, and hold the answer against the description and against what is true of every answer."""
    response = client.post("/api/find", json={name.rstrip("_"): value for name, value in body.items()})
    assert response.status_code == 200, response.get_data(as_text=True)
    return checked(matches(client, response))


def ask_by_codes(client: Visitor, **query: Any) -> dict[str, Any]:
    response = client.get("/api/find", query_string={name.rstrip("_"): value for name, value in query.items()})
    assert response.status_code == 200, response.get_data(as_text=True)
    return checked(matches(client, response))


def checked(answer: dict[str, Any]) -> dict[str, Any]:
    assert {name: type(value) for name, value in answer.items() if not isinstance(value, ANSWER[name])} == {}
    assert answer.keys() == ANSWER.keys()
    for service in (*answer["results"], *answer["always"]):
        assert service.keys() == SERVICE.keys()
        assert {name: value for name, value in service.items() if not isinstance(value, SERVICE[name])} == {}
        assert service["phone"] is None or service["phone"].keys() == {"display", "tel"}
        assert all(why.keys() == {"code", "text"} and why["text"] for why in service["why"])
    assert answer["always"]
    assert not {s["id"] for s in answer["always"]} & {s["id"] for s in answer["results"]}
    assert len({s["id"] for s in answer["results"]}) == len(answer["results"])
    assert answer["total"] >= len(answer["results"])
    assert all(facet.keys() == {"value", "label", "count"} for rows in answer["facets"].values() for facet in rows)
    assert all(notice.keys() == {"field", "code", "text"} and notice["text"].endswith(".") for notice in answer["notices"])
    return answer


def said(answer: dict[str, Any]) -> set[tuple[str, str]]:
    return {(notice["field"], notice["code"]) for notice in answer["notices"]}


def test_the_whole_question_of_the_contract_is_answered(client: Visitor) -> None:
    answer = ask(
        client,
        q="my ex hits me",
        crime=["domestic-abuse"],
        age=17,
        language="pl",
        place="PL4",
        for_=["women"],
        support=["helpline"],
        referral="self",
        page=1,
        per_page=10,
        lang="en",
    )
    assert answer["place"] == {"label": "PL4", "districts": ["E06000026"], "force": "Devon and Cornwall"}
    assert answer["results"]
    assert said(answer) == set()
    assert all("domestic-abuse" in service["crime_types"] for service in answer["results"][:3])


def test_everything_may_be_left_out(client: Visitor, built: Built) -> None:
    answer = ask(client)
    assert answer["total"] == len(built.directory)
    assert len(answer["results"]) == 10
    assert (answer["page"], answer["place"], answer["suggestion"], answer["urgent"], answer["notices"]) == (1, None, None, [], [])


def test_null_is_the_same_as_left_out(client: Visitor) -> None:
    names = ("q", "crime", "age", "language", "place", "for", "support", "referral", "page", "per_page", "lang")
    assert ask(client, **dict.fromkeys(names)) == ask(client)


def test_a_service_is_the_record_of_its_file_with_confirmed_facts_only(client: Visitor, content: Content) -> None:
    records = {service.id: service for service in content.services}
    seen = []
    for page in range(1, 8):
        seen += ask(client, per_page=50, page=page)["results"]
    assert len({service["id"] for service in seen}) == sum(record.listed for record in records.values())
    for service in seen:
        record = records[service["id"]]
        assert record.listed
        assert (service["name"], service["checked"]) == (record.name, record.checked)
        assert service["crime_types"] == [crime for crime in record.crimes if crime in CRIMES | {"any"}]
        assert service["coverage"] == list(record.coverage)
        phone, web = record.shown_phone, record.shown_web
        assert service["phone"] == ({"display": phone.number, "tel": phone.tel} if phone else None)
        assert service["url"] == (web.address if web else None)


def test_crime_types_are_the_codes_of_the_contract(client: Visitor) -> None:
    answer = ask(client, per_page=50)
    assert {facet["value"] for facet in answer["facets"]["crime"]} == CRIMES
    assert {crime for service in answer["results"] for crime in service["crime_types"]} <= CRIMES | {"any"}


def test_a_service_is_known_to_be_open_closed_or_not_known(client: Visitor) -> None:
    found = [service["open_now"] for page in range(1, 8) for service in ask(client, per_page=50, page=page)["results"]]
    assert {None, True} <= set(found)


def test_pages_join_without_gap_or_repeat(client: Visitor) -> None:
    asked: dict[str, Any] = {"crime": ["hate-crime"], "place": "Leeds"}
    whole = [service["id"] for service in ask(client, **asked, per_page=50)["results"]]
    pages = [[s["id"] for s in ask(client, **asked, per_page=7, page=page)["results"]] for page in range(1, math.ceil(len(whole) / 7) + 1)]
    assert [one for page in pages for one in page] == whole
    assert len(whole) > 7


def test_past_the_last_page_nothing_is_found_and_who_always_helps_is_still_there(client: Visitor) -> None:
    answer = ask(client, crime=["hate-crime"], page=500)
    assert (answer["results"], answer["page"]) == ([], 500)
    assert answer["total"] > 0


@pytest.mark.parametrize(("asked", "given_"), [(50, 50), (51, 50), (10_000, 50), (0, 1), (-5, 1), (1, 1)])
def test_a_page_holds_fifty_at_most(client: Visitor, asked: int, given_: int) -> None:
    answer = ask(client, per_page=asked)
    assert len(answer["results"]) == given_
    assert (("per_page", "out-of-range") in said(answer)) == (asked != given_)


@pytest.mark.parametrize("page", [0, -1, -(2**40)])
def test_a_page_before_the_first_is_the_first_and_said(client: Visitor, page: int) -> None:
    answer = ask(client, page=page)
    assert answer["page"] == 1
    assert ("page", "out-of-range") in said(answer)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("crime", ["flying"], "unknown-code"),
        ("crime", ["hate-crime", "flying"], "unknown-code"),
        ("for", ["robots"], "unknown-code"),
        ("support", ["hugs"], "unknown-code"),
        ("language", "klingon", "unknown-code"),
        ("referral", "owl", "unknown-code"),
        ("place", "Narnia", "unknown"),
        ("place", "EH1 1AA", "scotland"),
        ("place", "BT1 1AA", "northern-ireland"),
        ("place", "Paris", None),
        ("age", 0, "out-of-range"),
        ("age", 150, "out-of-range"),
        ("age", [-3, 5], "out-of-range"),
        ("age", 2**70, "out-of-range"),
        ("q", "a word " * 100, "too-long"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_used(client: Visitor, field: str, value: Any, code: str | None) -> None:
    answer = ask(client, **{field: value}, **({} if field == "support" else {"support": ["helpline"]}))
    assert field in {name for name, _ in said(answer)}
    assert code is None or (field, code) in said(answer)
    assert answer["results"]


def test_codes_alone_can_be_asked_for_by_get(client: Visitor) -> None:
    query: dict[str, Any] = {"crime": ["domestic-abuse", "fgm"], "age": 17, "language": "pl", "for_": ["women"], "support": ["helpline"]}
    by_get = ask_by_codes(client, **query, place="E06000026", referral="self", page=2, per_page=3)
    by_post = ask(client, **query, place="E06000026", referral="self", page=2, per_page=3)
    assert by_get == by_post
    assert by_get["place"]["label"] == "Plymouth"


def test_a_range_of_ages_is_two_numbers(client: Visitor) -> None:
    assert ask_by_codes(client, age=[16, 18]) == ask(client, age=[16, 18])


def test_words_and_typed_places_are_never_read_from_an_address(client: Visitor) -> None:
    answer = ask_by_codes(client, q="my ex hits me", place="Plymouth")
    assert {("q", "not-in-address"), ("place", "unknown-code")} <= said(answer)
    assert answer["place"] is None
    assert answer["total"] == ask(client)["total"]


def test_a_place_with_several_meanings_uses_all_and_offers_each_as_a_code(client: Visitor) -> None:
    answer = ask(client, place="Newport")
    assert len(answer["place_choices"]) > 1
    for choice in answer["place_choices"]:
        assert choice.keys() == {"code", "label"}
        narrow = ask_by_codes(client, place=choice["code"])
        assert narrow["place"]["label"] == choice["label"]
        assert set(narrow["place"]["districts"]) <= set(answer["place"]["districts"])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("he is outside my door with a knife right now", "danger"),
        ("i want to kill myself", "suicide"),
        ("the bleeding wont stop", "medical"),
    ],
)
def test_urgent_words_bring_the_urgent_lines_first(client: Visitor, words: str, kind: str) -> None:
    urgent = ask(client, q=words)["urgent"]
    assert urgent[0].keys() == {"kind", "soft", "contacts"}
    assert urgent[0]["kind"] == kind
    assert urgent[0]["contacts"][0]["tel"] == "999"
    for one in urgent:
        for contact in one["contacts"]:
            assert contact.keys() == {"label", "phone", "tel", "sms", "url", "note"}
            assert contact["phone"] or contact["sms"] or contact["url"]


def test_what_is_named_badly_is_still_found_first(client: Visitor) -> None:
    answer = ask(client, q="chidline")
    assert answer["results"][0]["id"] == "childline"
    assert answer["results"][0]["why"][0]["code"] == "named"


def test_facets_count_what_choosing_would_find(client: Visitor) -> None:
    answer = ask(client, place="Cardiff", age=30)
    for name in ("crime", "support", "for", "referral"):
        for facet in answer["facets"][name][:4]:
            value = facet["value"] if name == "referral" else [facet["value"]]
            assert ask(client, place="Cardiff", age=30, **{name: value})["total"] == facet["count"], facet


def test_other_sites_programs_may_ask_the_api(client: Visitor) -> None:
    assert client.post("/api/find", json={}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_personal_detail_is_never_given_back(client: Visitor) -> None:
    response = client.post("/api/find", json={"q": "robbed, call Zebedee on 07700 900123", "place": "12 Zebedee Road"})
    assert response.status_code == 200
    assert "zebedee" not in response.get_data(as_text=True).lower()
    assert "900123" not in response.get_data(as_text=True)


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=30), st.lists(st.text(max_size=9))
)
fields = ["q", "crime", "age", "language", "place", "for", "support", "referral", "page", "per_page", "lang", "other"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(fields), anything, max_size=6))
def test_whatever_is_sent_is_answered_as_described(client: Visitor, body: dict[str, Any]) -> None:
    response = client.post("/api/find", json=body)
    assert response.status_code in (200, 400)
    answer = matches(client, response)
    if response.status_code == 200:
        checked(answer)
