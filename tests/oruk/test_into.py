"""Whatever another directory sends, a record becomes one of ours that can be read, or there is a reason why not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.directory import content as content_store
from finder.directory import record_files, strict_yaml
from finder.directory.model import Service
from finder.oruk import feed
from finder.oruk.into import Given, Reader
from finder.oruk.slips import BadFeed, Slip, Unusable
from tests.oruk.feeds import older, record
from tests.small_content import REAL

READER = Reader(content_store.load(REAL, with_services=False), Given("https://example.org/services", ("any",), ("Devon",), True))

TEXTS = st.text(max_size=30) | st.sampled_from(
    ["en", "Plymouth", "09:00", "MO", "https://example.org/", "020 7946 0000", "\ud800", "\x1b[2J"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted({*record(1), *older(1), "name", "id", "url"})), inner, max_size=4)
    ),
    max_leaves=10,
)


def changed(whole: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A good record with some of its fields, or fields of their records, gone wrong."""
    names = sorted({*whole, "languages", "schedules", "phones", "slug", "minimum_age", "wait_time", "alert", "application_process", "fees"})
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=5).map(lambda wrong: {**whole, **wrong})


def read_or_reason(raw: Any, version: feed.Version) -> None:
    try:
        read = READER.read(raw, version)
    except Unusable as why:
        said = str(Slip("1", "A name", str(why)))
        assert said.isprintable()
        said.encode()
        return
    text = record_files.text_of(read.fields)
    service = Service.model_validate({"id": read.slug, **strict_yaml.parse(text)})
    assert record_files.fields_of(service) == read.fields
    assert not service.base or "refuge" not in service.support


@settings(max_examples=400, deadline=None)
@given(changed(record(1)))
def test_a_record_of_version_3_becomes_a_file_that_can_be_read_or_has_a_reason(raw: dict[str, Any]) -> None:
    read_or_reason(raw, "3.0")


@settings(max_examples=400, deadline=None)
@given(changed(older(1)))
def test_a_record_of_version_1_becomes_a_file_that_can_be_read_or_has_a_reason(raw: dict[str, Any]) -> None:
    read_or_reason(raw, "1.0")


@given(VALUES)
def test_what_is_no_record_at_all_has_a_reason(raw: Any) -> None:
    read_or_reason(raw, "3.0")


@given(st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_whatever_a_file_holds_it_is_records_or_a_reason(body: bytes) -> None:
    try:
        version, records = feed.whole_file(body, "the file")
    except BadFeed as why:
        assert str(why)
    else:
        assert version in ("1.0", "3.0")
        assert records


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Plymouth City Council", "Plymouth"),
        ("London Borough of Camden", "Camden"),
        ("Greater Manchester Combined Authority", "Greater Manchester"),
        ("Cornwall", "Cornwall"),
        ("England", "england"),
        ("England and Wales", "national-england-wales"),
        ("Scotland", "scotland"),
    ],
)
def test_areas_are_known_with_and_without_the_name_of_their_office(name: str, area: str) -> None:
    assert READER.read(record(1, service_areas=[{"id": "1", "name": name}]), "3.0").fields["coverage"] == [area]


def test_an_area_is_known_by_its_code_too() -> None:
    areas = [{"id": "1", "name": "Our patch", "uri": "http://statistics.data.gov.uk/id/statistical-geography/E06000026"}]
    assert READER.read(record(1, service_areas=areas), "3.0").fields["coverage"] == ["Plymouth"]


def test_a_group_that_another_directory_names_turns_nobody_away() -> None:
    terms = [
        {"id": str(number), "taxonomy_term": {"id": str(number), "name": name}} for number, name in enumerate(("Hate crime", "Deaf people"))
    ]
    fields = READER.read(record(1, attributes=terms), "3.0").fields
    assert fields["welcomes"] == ["deaf"]
    assert "only_for" not in fields


def test_the_street_of_a_service_is_not_taken_only_its_town() -> None:
    location = {
        "id": "l",
        "name": "The Hall",
        "addresses": [{"address_1": "1 Example Street", "city": "Plymouth", "postal_code": "PL1 1AA"}],
    }
    fields = READER.read(record(1, service_at_locations=[{"id": "a", "location": location}]), "3.0").fields
    assert fields["base"] == "Plymouth"
    assert "Street" not in str(fields)
