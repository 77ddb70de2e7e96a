"""A worker's own terms: what is known rules out, what is not known stays, and the order asked for is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finder.build import Built
from finder.directory.search import search
from finder.directory.terms import Terms
from finder.needs import Needs, Notice
from tests import worker_content


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return worker_content.made(tmp_path_factory.mktemp("worker"))


def ids(built: Built, terms: Terms, needs: Needs | None = None) -> list[str]:
    return list(search(built.directory, needs or Needs(), per_page=1000, terms=terms).ids)


@pytest.mark.parametrize(
    ("terms", "out", "stays"),
    [
        (Terms(who="health"), {"police-only", "no-worker"}, {"any-worker", "family-may", "taking"}),
        (Terms(who="police"), {"no-worker", "family-may"}, {"police-only", "any-worker", "taking"}),
        (Terms(who="family"), {"police-only", "any-worker"}, {"family-may", "taking"}),
        (Terms(risk="high"), {"any-worker"}, {"police-only", "taking"}),
        (Terms(reach=("outreach",)), {"in-person-only"}, {"goes-out", "taking"}),
        (Terms(taking=True), {"full"}, {"taking", "long-wait", "wait-in-words", "police-only"}),
        (Terms(wait=4), {"long-wait"}, {"taking", "wait-in-words", "full", "police-only"}),
        (Terms(without=("support:refuge",)), {"a-refuge"}, {"taking"}),
        (Terms(without=("for:women",)), {"a-refuge"}, {"taking"}),
        (Terms(without=("reach:in-person",)), {"in-person-only", "goes-out", "a-refuge"}, {"taking"}),
        (Terms(without=("crime:fraud-cyber",)), {"report-fraud"}, {"taking"}),
    ],
)
def test_a_known_no_leaves_a_service_out_and_what_is_not_known_leaves_it_in(
    built: Built, terms: Terms, out: set[str], stays: set[str]
) -> None:
    before, after = set(ids(built, Terms())), set(ids(built, terms))
    assert out <= before - after
    assert stays <= after


def test_services_that_say_yes_come_before_those_that_say_nothing(built: Built) -> None:
    found = ids(built, Terms(taking=True))
    assert set(found[:2]) == {"taking", "long-wait"}
    assert ids(built, Terms(risk="high"))[0] == "police-only"


def test_the_shortest_wait_comes_first_and_those_who_take_nobody_last(built: Built) -> None:
    found = ids(built, Terms(sort="wait"))
    assert found[:2] == ["taking", "long-wait"]
    assert found[-1] == "full"


def test_the_most_recently_checked_come_first(built: Built) -> None:
    found = ids(built, Terms(sort="fresh"))
    dates = [built.directory.service(one).checked or "" for one in found]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("name", ["who", "reach", "risk", "wait", "taking"])
def test_every_count_beside_a_choice_is_what_choosing_it_finds(built: Built, name: str) -> None:
    counts = search(built.directory, Needs(), terms=Terms()).facets[name]
    assert counts
    for value, count in counts.items():
        change: object = {"reach": (value,), "wait": int(value) if name == "wait" else 0, "taking": True}.get(name, value)
        assert len(ids(built, replace(Terms(), **{name: change}))) == count


def test_without_a_worker_nothing_is_counted_for_workers(built: Built) -> None:
    assert not {"who", "reach", "risk"} & search(built.directory, Needs()).facets.keys()


def test_when_nobody_fits_the_terms_give_way_and_it_is_said(built: Built) -> None:
    every = tuple(f"support:{name}" for name in built.directory.columns.support_names)
    results = search(built.directory, Needs(), terms=Terms(without=every))
    assert results.total
    assert results.notices == (Notice("terms", "relaxed"),)
