"""The directory in columns holds what the records say, and reads back as it was saved."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from finder.directory import columns as column_store
from finder.directory import content as content_store
from finder.directory.columns import AREA, AT_ANY_HOUR, BY_PHONE, LOCAL, NATION, NO_WAY, NOT_THERE, WHOLE_UK, Columns
from finder.directory.opened import listed
from tests.small_content import REAL, Small


@pytest.fixture(scope="module")
def real() -> Columns:
    content = content_store.load(REAL)
    return column_store.build(content, listed(content))


def row(columns: Columns, service_id: str) -> int:
    return columns.ids.index(service_id)


def test_columns_read_back_as_they_were_saved(real: Columns, tmp_path: Path) -> None:
    real.save(tmp_path)
    again = Columns.load(tmp_path)
    for field in dataclasses.fields(Columns):
        before, after = getattr(real, field.name), getattr(again, field.name)
        if isinstance(before, np.ndarray):
            assert before.dtype == after.dtype, field.name
            assert np.array_equal(before, after), field.name
        else:
            assert before == after, field.name


@pytest.mark.parametrize(
    ("service", "place", "level"),
    [
        ("in-southwark", "Southwark", LOCAL),
        ("in-london", "Southwark", AREA),
        ("in-england", "Southwark", NATION),
        ("victim-support-supportline", "Southwark", NATION),
        ("in-uk", "Southwark", WHOLE_UK),
        ("in-wales", "Southwark", NOT_THERE),
        ("in-wales", "Cardiff", NATION),
        ("in-england", "Cardiff", NOT_THERE),
        ("in-devon-and-cornwall", "Plymouth", AREA),
        ("in-plymouth", "Truro", NOT_THERE),
    ],
)
def test_how_near_a_service_is_comes_from_the_areas_it_covers(small: Small, service: str, place: str, level: int) -> None:
    columns = small.built.directory.columns
    found = small.built.directory.content.places.resolve(place).place
    assert found
    [district] = found.districts
    assert columns.levels[columns.cover[row(columns, service)], columns.districts.index(district)] == level


def test_a_refuge_is_on_no_map(real: Columns, small: Small) -> None:
    refuges = real.support[:, real.support_names.index("refuge")]
    assert refuges.sum() > 20
    assert not real.point[refuges].any()
    columns = small.built.directory.columns
    assert columns.point[row(columns, "based-in-plymouth")].all()
    assert not columns.point[row(columns, "a-refuge")].any()


def test_what_is_not_known_is_neither_yes_nor_no(small: Small) -> None:
    columns = small.built.directory.columns
    known = [int(columns.interpreters[row(columns, name)]) for name in ("has-interpreters", "has-no-interpreters", "in-uk")]
    assert known == [1, 0, -1]
    assert columns.by_self[row(columns, "by-professionals")] == 0
    assert columns.by_self[row(columns, "in-uk")] == -1


def test_an_unconfirmed_number_is_no_way_to_reach_a_service(small: Small) -> None:
    columns = small.built.directory.columns
    assert columns.reach[row(columns, "unconfirmed-phone")] == NO_WAY


def test_a_line_that_never_closes_is_told_from_one_that_does(real: Columns) -> None:
    reach = dict(zip(real.ids, real.reach, strict=True))
    assert (reach["national-domestic-abuse-helpline"], reach["financial-support-line"]) == (AT_ANY_HOUR, BY_PHONE)


def test_a_service_that_gives_one_special_kind_of_help_is_told_from_others(small: Small) -> None:
    columns = small.built.directory.columns
    assert columns.narrow[row(columns, "justice-alone")]
    assert not columns.narrow[row(columns, "counselling-alone")]


def test_hidden_services_have_no_row(real: Columns) -> None:
    hidden = [service.id for service in content_store.load(REAL).services if not service.listed]
    assert hidden
    assert not set(hidden) & set(real.ids)
    assert list(real.ids) == sorted(real.ids)
