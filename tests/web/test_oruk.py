"""Other directories read our records as Open Referral UK 3.0: whole, stable, filtered, and never where a refuge is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from finder.directory import content as content_store
from finder.oruk import ids
from finder.oruk.taxonomies import taxonomy_id, term_id
from tests import small_content
from tests.oruk_content import BASE, LISTS
from tests.visitor import Visitor
from tests.web.described import matches


def ask(visitor: Visitor, path: str, **asked: Any) -> Any:
    """The JSON at a path, which must be as it is described and hold no empty field."""
    response = visitor.get(f"{BASE}/{path}", query_string=asked)
    answer = matches(visitor, response)
    assert response.status_code == 200, answer
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not list(empty(answer.get("contents", answer)))
    return answer


def empty(value: Any, where: str = "") -> list[str]:
    """Where a value holds a field with nothing in it."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in ([f"{where}.{key}"] if inner in (None, "", [], {}) else empty(inner, key))]
    return [one for inner in value for one in empty(inner, where)] if isinstance(value, list) else []


def every(visitor: Visitor, path: str, **asked: Any) -> list[Any]:
    """The records of all pages of a list."""
    first = ask(visitor, path, page=1, per_page=200, **asked)
    rest = [ask(visitor, path, page=number, per_page=200, **asked)["contents"] for number in range(2, first["total_pages"] + 1)]
    found = [*first["contents"], *(record for page in rest for record in page)]
    assert len(found) == first["total_items"]
    return found


def slugs(records: list[Any]) -> set[str]:
    return {record["slug"] for record in records}


# What is told


def test_the_first_address_says_which_standard_this_is_and_where_it_is_described(client: Visitor) -> None:
    details = ask(client, "")
    assert details["version"] == "HSDS-UK-3.0"
    assert client.get(details["openapi_url"].partition("localhost")[2]).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_every_record_of_every_list_can_be_opened_by_its_id(little: Visitor, name: str) -> None:
    records = every(little, name)
    assert len({record["id"] for record in records}) == len(records) >= 3
    for record in records:
        whole = ask(little, f"{name}/{record['id'].upper()}")
        assert whole["id"] == record["id"]


def test_every_listed_service_is_published_and_no_hidden_one(little: Visitor) -> None:
    found = slugs(every(little, "services"))
    assert {*small_content.REAL_SERVICES, "for-workers", "shy", "in-plymouth"} <= found
    assert not found & small_content.HIDDEN
    for hidden in small_content.HIDDEN:
        assert little.get(f"{BASE}/services/{ids.service(hidden)}").status_code == 404


def test_what_workers_ask_stands_under_the_names_of_the_standard(little: Visitor) -> None:
    told = ask(little, f"services/{ids.service('for-workers')}")
    assert (told["minimum_age"], told["maximum_age"]) == (11, 18)
    assert told["eligibility_description"] == (
        "For women and girls. For deaf people or Disabled people. From 11 to 18 years old (ask to be sure). Takes high risk. "
        "Cannot help: People who have hurt a partner."
    )
    assert told["wait_time"] == "6 weeks (said 2026-10-01)"
    assert told["alert"] == "Not taking referrals (said 2026-10-01)."
    assert told["application_process"] == (
        "You cannot ask for help yourself. A professional can refer. Takes referrals from the police. A score of 14 or more. "
        "After a referral: They ring you."
    )
    assert [(phone["number"], phone["type"], phone.get("description")) for phone in told["phones"]] == [
        ("020 7946 0000", "voice", "Free to call."),
        ("07700 900123", "text", 'Text "HELP".'),
    ]
    assert [(row["byday"], row["opens_at"], row["closes_at"]) for row in told["schedules"]] == [("MO,TU,WE,TH,FR", "09:00", "17:00")]
    assert [area["name"] for area in told["service_areas"]] == ["Plymouth", "England"]
    assert told["service_areas"][0]["uri"].endswith("/E06000026")
    labels = {(row["taxonomy_term"]["code"], row["label"]) for row in told["attributes"]}
    assert {("women", "only for"), ("deaf", "only for (any of these, 2)"), ("disabled", "only for (any of these, 2)")} <= labels
    assert {("deaf", "run by and for"), ("any", "helps with"), ("helpline", "gives")} <= labels


def test_what_nobody_has_confirmed_is_not_published(little: Visitor) -> None:
    told = json.dumps(ask(little, f"services/{ids.service('shy')}"))
    for unconfirmed in ("0999", "shy@", "shy.example", "09:01", "zyzzyva"):
        assert unconfirmed not in told
    assert "0999" not in json.dumps(every(little, "services", full="true"))


def test_no_unconfirmed_number_of_the_real_services_is_published(client: Visitor) -> None:
    told = json.dumps(every(client, "services", full="true"))
    services = content_store.load(small_content.REAL).services
    phones = [service.contact.phone for service in services if service.contact.phone]
    shown = {phone.number for phone in phones if phone.basis == "page"}
    unconfirmed = {phone.number for phone in phones if phone.basis != "page"} - shown
    assert len(unconfirmed) > 50
    assert [number for number in unconfirmed if f'"{number}"' in told] == []


def test_a_refuge_has_no_location_in_any_list(client: Visitor, little: Visitor) -> None:
    for visitor in (client, little):
        placed = every(visitor, "service_at_locations", full="true")
        assert len(placed) >= 3
        refuges = [service for service in every(visitor, "services", full="true") if "refuge" in terms(service)]
        assert refuges
        assert not {service["id"] for service in refuges} & {row["service_id"] for row in placed}
        assert not [service["slug"] for service in refuges if "service_at_locations" in service]


def terms(service: dict[str, Any]) -> set[str]:
    return {row["taxonomy_term"]["code"] for row in service["attributes"]}


def test_an_id_comes_from_the_name_and_so_never_changes(client: Visitor) -> None:
    assert ids.service("childline") == "40afd4c0-e9d6-5cf3-b45e-6f0d3c5f0139"
    assert ask(client, f"services/{ids.service('childline')}")["slug"] == "childline"
    assert ids.organisation("NSPCC") == ids.organisation(" nspcc ")


# What can be asked


def test_a_list_comes_in_pages_without_a_gap_or_a_double(little: Visitor) -> None:
    whole = every(little, "services")
    pages = [ask(little, "services", page=number, per_page=7) for number in range(1, -(-len(whole) // 7) + 1)]
    assert [record["id"] for page in pages for record in page["contents"]] == [record["id"] for record in whole]
    assert [page["first_page"] for page in pages] == [True, *[False] * (len(pages) - 1)]
    assert [page["last_page"] for page in pages] == [*[False] * (len(pages) - 1), True]
    beyond = ask(little, "services", page=999)
    assert (beyond["empty"], beyond["contents"], beyond["size"]) == (True, [], 0)


@pytest.mark.parametrize(
    ("kind", "slug", "has", "has_not"),
    [
        ("crime", "hate-crime", "for-hate-crime", "for-burglary"),
        ("crime", "any", "in-plymouth", "for-burglary"),
        ("group", "deaf", "only-deaf", "only-women"),
        ("group", "lgbt", "welcomes-lgbt", "only-women"),
        ("support", "refuge", "a-refuge", "in-plymouth"),
    ],
)
def test_services_are_found_by_what_they_are_for(little: Visitor, kind: str, slug: str, has: str, has_not: str) -> None:
    records = every(little, "services", taxonomy_term_id=term_id(kind, slug), full="true")
    assert has in slugs(records)
    assert has_not not in slugs(records)
    assert all(slug in terms(record) for record in records)
    assert slugs(records) < slugs(every(little, "services", taxonomy_id=taxonomy_id(kind)))


def test_two_terms_must_both_fit_and_a_term_that_is_not_there_finds_nothing(little: Visitor) -> None:
    both = [term_id("group", "women"), term_id("group", "deaf")]
    assert slugs(every(little, "services", taxonomy_term_id=both)) >= {"for-workers"}
    assert "only-deaf" not in slugs(every(little, "services", taxonomy_term_id=both))
    assert ask(little, "services", taxonomy_term_id=ids.of("nothing"))["empty"]
    assert ask(little, "services", taxonomy_id=taxonomy_id("stage"))["empty"]


def test_services_are_found_by_words_and_by_who_runs_them(little: Visitor) -> None:
    assert ask(little, "services", search="childline")["contents"][0]["slug"] == "childline"
    own = ask(little, "organizations", search="example trust")["contents"]
    assert [one["name"] for one in own] == ["Example Trust"]
    assert slugs(every(little, "services", organization_id=own[0]["id"])) == {"for-workers"}
    assert [one["id"] for one in ask(little, f"organizations/{own[0]['id']}")["services"]] == [ids.service("for-workers")]
    [whole] = ask(little, f"organizations/{own[0]['id']}", full_service="true")["services"]
    assert whole["phones"]


def test_a_service_is_found_again_when_it_was_changed_after_a_moment(little: Visitor) -> None:
    rows = every(little, "services", minimal="true")
    assert all(set(row) == {"id", "modified_date"} for row in rows)
    latest = max(row["modified_date"] for row in rows)
    assert every(little, "services", modified_after=latest)
    assert len(every(little, "services", modified_after="2001-01-01")) == len(rows)
    assert ask(little, "services", modified_after="2999-01-01T00:00:00+00:00")["empty"]


def test_places_are_found_by_postcode_and_by_how_near_they_are(little: Visitor) -> None:
    def near(**asked: Any) -> set[str]:
        return {row["service"]["slug"] for row in every(little, "service_at_locations", **asked)}

    assert near() >= {"based-in-plymouth", "based-in-truro", "for-workers"}
    assert near(postcode="PL4 8AA") >= {"based-in-plymouth", "based-in-truro", "for-workers"}
    assert not near(postcode="SE1 1AA") & {"based-in-plymouth", "based-in-truro"}
    assert near(postcode="PL4 8AA", proximity="5000") == {"based-in-plymouth", "for-workers"}
    assert near(postcode="PL4 8AA", proximity="500000") >= {"based-in-plymouth", "based-in-truro"}
    assert near(postcode="EH1 1AA") == set()


def test_a_place_is_told_in_degrees(little: Visitor) -> None:
    [place] = [row["location"] for row in every(little, "service_at_locations") if row["service"]["slug"] == "based-in-plymouth"]
    assert (round(place["latitude"], 1), round(place["longitude"], 1)) == (50.4, -4.1)


def test_lines_of_json_hold_the_whole_list(little: Visitor) -> None:
    response = little.get(f"{BASE}/services", query_string={"format": "ndjson", "full": "true"})
    assert response.mimetype == "application/x-ndjson"
    records = [json.loads(line) for line in response.get_data(as_text=True).splitlines()]
    assert records == every(little, "services", full="true")


def test_our_words_are_published_as_four_taxonomies(client: Visitor) -> None:
    taxonomies = every(client, "taxonomies")
    assert [taxonomy["name"] for taxonomy in taxonomies] == ["Crime types", "Groups of people", "Kinds of help", "Stages of a case"]
    for taxonomy in taxonomies:
        of_it = every(client, "taxonomy_terms", taxonomy_id=taxonomy["id"])
        assert of_it == ask(client, f"taxonomies/{taxonomy['id']}")["taxonomy_terms"]
        assert len(of_it) >= 7
    assert [term["name"] for term in ask(client, "taxonomy_terms", search="forced marriage")["contents"]]
    assert ask(client, "taxonomy_terms", parent_id=taxonomies[0]["id"])["empty"]
