"""Whatever is put in: a plain sentence that says what to change, what was understood still used, nothing lost, never an error."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.page import Page, words
from tests.visitor import Visitor, page_of

SENTENCE = re.compile(r"[A-Z].*[.]")


def told(page: Page, field: str) -> str:
    """The sentence beside a field that must be changed; the summary above leads to it."""
    said = page.problems.get(field, "")
    assert SENTENCE.fullmatch(said), page.problems
    assert len(said.split()) <= 40
    assert page.title == "Waymark - Find support, please change something"
    return said


def typed(page: Page, name: str) -> str:
    area = page.all("textarea", name=name)
    return (area[0].text or "").removeprefix("\n") if area else page.one("input", id=name).get("value", "")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("Narnia", "Try a town"),
        ("zzzz qqqq", "Try a town"),
        ("XX99 9XX", "Try a town"),
        ("12345", "Try a town"),
        ("EH1 1AA", "Scotland"),
        ("Glasgow", "Scotland"),
        ("BT1 1AA", "Northern Ireland"),
        ("Belfast", "Northern Ireland"),
        ("JE2 3AB", "not in England or Wales"),
        ("IM1 1AA", "not in England or Wales"),
        ("Paris", "not in England or Wales"),
    ],
)
def test_a_place_that_cannot_be_used_says_why_and_whose_services_to_use(client: Visitor, place: str, says: str) -> None:
    page = client.search(q="stalking", place=place, age="40")
    assert says in told(page, "place")
    assert typed(page, "place") == place
    assert page.chips.keys() == {"crime:stalking-harassment", "age"}
    assert page.cards


@pytest.mark.parametrize("age", ["0", "150", "-5", "999999999999999999999", "abc", "1 000", "??", "seventeenish", "½", "٠"])
def test_an_age_that_cannot_be_used_says_what_to_write(client: Visitor, age: str) -> None:
    page = client.search(q="stalking", place="Leeds", age=age)
    assert re.search(r"\d", told(page, "age"))
    assert typed(page, "age") == age
    assert page.chips.keys() == {"crime:stalking-harassment", "place"}
    assert page.cards


@pytest.mark.parametrize(
    ("age", "chip"),
    [("fifteen", "15 years old"), ("١٧", "17 years old"), ("16-18", "16 to 18"), (" 17 ", "17 years old"), ("over 60", "60 and over")],
)
def test_an_age_written_another_way_is_understood(client: Visitor, age: str, chip: str) -> None:
    page = client.search(q="stalking", age=age)
    assert page.chips["age"] == chip
    assert page.problems == {}


@pytest.mark.parametrize("field", ["crime", "language", "for", "support", "referral"])
def test_a_code_that_is_not_on_the_list_is_left_out_and_said(client: Visitor, field: str) -> None:
    page = client.search(**{"q": "stalking", "for_" if field == "for" else field: "no-such-code"})
    assert "not on our list" in told(page, field)
    assert page.chips.keys() == {"crime:stalking-harassment"}


def test_an_empty_form_is_no_mistake(client: Visitor) -> None:
    for fields in ({}, {"q": "", "place": "", "age": "", "language": ""}, {"q": " \t\n ", "place": "  "}):
        page = client.search(**fields)
        assert page.problems == {}
        assert page.cards


def test_a_long_story_is_read_in_part_and_said_and_kept(client: Visitor) -> None:
    story = "He hits me and I am scared of him. " * 150
    page = client.search(q=story)
    assert "fewer words" in told(page, "q")
    assert "crime:domestic-abuse" in page.chips
    assert typed(page, "q").strip() == story.strip()


def test_ten_thousand_letters_are_read_in_part_and_more_than_the_site_takes_is_a_sentence(client: Visitor) -> None:
    assert "fewer words" in told(client.search(q="x" * 10_000), "q")
    for fields in ({"q": "x" * 17_000}, {"q": "\N{CRYING FACE}" * 10_000}, {"place": "x" * 17_000}):
        response = client.post("/find", data=fields)
        assert response.status_code == 413
        assert "fewer words" in page_of(response).main


HARD = {
    "zero bytes": "stal\0king",
    "only a zero byte": "\0",
    "right to left marks": "\u202estalking\u202c \u200f\u200b",
    "emoji": "\N{CRYING FACE}\N{POLICE CAR} stalking \N{FAMILY}",
    "script": "<script>alert(1)</script> stalking",
    "closing the field": '"></textarea></form><img src=x onerror=alert(1)> stalking',
    "template": "{{ 7*7 }} ${7*7} {% raw %} %(num)s stalking",
    "half a pair": "\ud83d stalking",
    "many marks on a letter": "s" + "\u0301" * 300 + " stalking",
    "a line of ends": "\r\n" * 50 + "stalking",
    "sql": "' OR 1=1; DROP TABLE services; -- stalking",
    "search signs": 'stalking AND (name:"x" OR *) ~2 ^9 [a TO z] \\',
    "path": "../../../../etc/passwd stalking",
    "not utf-8": "%ff%fe stalking",
}


@pytest.mark.parametrize("kind", HARD)
@pytest.mark.parametrize(
    "fields", [["q"], ["place", "age", "language", "crime", "remove", "place_code", "page", "without"], ["suggestion"]], ids=len
)
def test_hard_text_in_any_field_is_answered_and_never_becomes_part_of_the_page(client: Visitor, kind: str, fields: list[str]) -> None:
    encoded = urlencode({"q": "stalking"} | dict.fromkeys(fields, HARD[kind]), errors="surrogatepass")
    response = client.post("/find", data=encoded, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 303
    page = client.page(response.headers["Location"])
    assert page.cards
    assert page.all("img") == []
    assert all(script.get("src") for script in page.all("script"))
    assert "49" not in page.main.split()
    assert not re.search("[\0\u202a-\u202e]", page.text)


@pytest.mark.parametrize("address", ["/found/nothing", "/found/" + "A" * 22, "/found/" + "x" * 900, "/found/%00", "/found/..%2f"])
def test_a_lapsed_or_made_up_address_offers_to_start_again(client: Visitor, address: str) -> None:
    response = client.get(address)
    page = page_of(response)
    assert response.status_code in (404, 410)
    assert "/find" in {link.partition("?")[0] for link in page.addresses()}


def test_bytes_that_are_no_form_are_answered(client: Visitor) -> None:
    for body, kind in (
        (b"\xff\xfe\x00q=\xff", "application/x-www-form-urlencoded"),
        (b"q=%", "application/x-www-form-urlencoded"),
        (b"&&&===&&", "application/x-www-form-urlencoded"),
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b'{"q": "stalking"}', "application/json"),
        (b"q=stalking", "text/plain"),
    ):
        assert client.post("/find", data=body, content_type=kind).status_code in (303, 400)


def test_a_field_given_many_times_is_answered(client: Visitor) -> None:
    page = client.search(q=["stalking"] * 50, crime=["stalking-harassment"] * 50, age=["17"] * 50, place=["Leeds"] * 50)
    assert {"crime:stalking-harassment", "age", "place"} <= page.chips.keys()


def test_a_form_with_very_many_fields_is_answered(client: Visitor) -> None:
    response = client.post("/find", data={f"f{number}": "x" for number in range(900)})
    assert response.status_code in (303, 413)


def test_what_must_change_is_said_above_the_form_and_beside_the_field(client: Visitor) -> None:
    page = client.search(place="Narnia", age="0")
    assert page.problems.keys() == {"place", "age"}
    for field in ("place", "age"):
        box = page.one("input", id=field)
        assert box.get("aria-invalid") == "true"
        described = [page.by_id(name) for name in str(box.get("aria-describedby")).split()]
        assert page.problems[field] in " ".join(words(one) for one in described if one is not None)


words_ = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["my ex hits me", "PL4", "Newport", "0", "17", "pl", "domestic-abuse", "women", "crime:fgm", "place", "-1", "1e9", "\0"]
    ),
)
names = st.sampled_from(
    ["q", "q_was", "place", "place_was", "place_code", "age", "language", "crime", "for", "support", "referral", "remove", "without",
     "suggestion", "page", "unheard-of"]
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=st.dictionaries(names, st.lists(words_, max_size=3), max_size=6), htmx=st.booleans())
@example(fields={"q": ["\ud800"]}, htmx=True)
@example(fields={"page": ["999999"], "without": ["", ":", "place:", "for:women:x"]}, htmx=False)
def test_any_form_at_all_is_answered_with_who_can_help(client: Visitor, fields: dict[str, list[str]], htmx: bool) -> None:
    body = urlencode(fields, doseq=True, errors="surrogatepass")
    response = client.post(
        "/find", data=body, content_type="application/x-www-form-urlencoded", headers={"HX-Request": "true"} if htmx else {}
    )
    if not htmx:
        assert response.status_code == 303
        response = client.get(response.headers["Location"])
    assert response.status_code == 200
    page = page_of(response)
    assert page.cards
    assert all(SENTENCE.fullmatch(said) for said in page.problems.values())


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["/", "/found/", "/service/", "/leave/", "/static/", "/pl/", "/guide/", "/chat/", "/api/"]), st.text(max_size=60))
def test_any_address_at_all_is_answered(client: Visitor, start: str, text: str) -> None:
    assert client.get(start + quote(text, safe="", errors="replace")).status_code < 500
