"""An onlooker of the encrypted line learns little: answers come in a few sizes, whichever service, right or search it was."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.build import Built
from finder.web import padding
from tests.promises import traffic
from tests.promises.traffic import Seen
from tests.serving import Server, start_server, stop_server

FEW = 3
MOST_ADDED = 0.15
CLOSED = len("keep-alive") - len("close")
"""Bytes that an answer is shorter by when the line is closed after it, as here."""


def told_apart(answers: Iterable[Seen]) -> set[int]:
    """The sizes that an onlooker can tell apart."""
    return {one.wire for one in answers}


@pytest.fixture(scope="module")
def visit(server: Server, built: Built) -> dict[str, list[Seen]]:
    return {
        "the page of any service": [*traffic.services(server, built)],
        "the page of any service in Arabic": [*traffic.services(server, built, "/ar", every=10)],
        "the guide to any right": [*traffic.rights(server)],
        "any search without script": [*traffic.searches(server, part=False, places=("", "PL4"))],
        "any search with script": [*traffic.searches(server, part=True, places=("", "PL4"))],
    }


@pytest.mark.parametrize(
    "kind",
    [
        "the page of any service", "the page of any service in Arabic", "the guide to any right", "any search without script",
        "any search with script",
    ],
)  # fmt: skip
def test_pages_of_one_kind_come_in_a_few_sizes(visit: dict[str, list[Seen]], kind: str) -> None:
    answers = visit[kind]
    assert len(told_apart(answers)) <= FEW
    # Without the padding nearly each would be told from the others.
    assert len({one.bare for one in answers}) > 3 * FEW


def test_padding_adds_at_most_fifteen_in_a_hundred(visit: dict[str, list[Seen]]) -> None:
    assert traffic.added(one for answers in visit.values() for one in answers) <= MOST_ADDED


def test_every_answer_is_of_one_of_the_sizes_whatever_was_asked(server: Server) -> None:
    asked = [
        ("GET", "/"), ("GET", "/chat"), ("GET", "/nowhere"), ("GET", "/leave"), ("DELETE", "/find"), ("GET", "/health/live"),
        ("GET", "/api/find?crime=fgm"), ("POST", "/chat"), ("GET", "/api/openapi.json"),
    ]  # fmt: skip
    for method, path in asked:
        made = traffic.seen(traffic.answer(server, method, path)).wire + CLOSED
        assert padding.size(made) == made, path


def test_a_site_without_padding_is_noticed(built: Built, tmp_path: Path) -> None:
    careless = start_server(tmp_path, "tests.promises.careless:that_is_not_padded()")
    try:
        assert len(told_apart(traffic.services(careless, built, every=20))) > FEW
    finally:
        stop_server(careless)


@given(st.integers(0, 10_000_000))
def test_an_answer_is_never_cut_and_what_is_added_fits_in_the_head_that_a_proxy_holds(weight: int) -> None:
    size = padding.size(weight)
    assert size >= weight
    assert size - weight < padding.STEP or size == padding.SIZES[0]
    assert padding.size(size) == size


def test_each_size_is_about_a_fifth_more_than_the_one_before() -> None:
    assert all(1.13 <= larger / smaller <= 1.26 for smaller, larger in pairwise(padding.SIZES))
