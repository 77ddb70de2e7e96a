"""However search is made quick, it answers as the plain formula does: the same services, order, counts, reasons and notices."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from finder.build import Built
from finder.directory import candidates
from finder.directory.opened import Directory
from finder.directory.search import Results, search
from finder.directory.terms import SORTS, WAITS, Terms
from finder.needs import Age, Needs, Notice
from tests.directory import plain_search
from tests.small_content import Small

TYPED = ("stalking help leeds", "conseling for womans refuge", "court witnes", "zzzz", "the", "helpline", "age scam polish", "barnardos")
PLACES = ("Leeds", "Plymouth", "Cardiff", "LS1", "Newport", "Devon and Cornwall", "London", "Glasgow")
EVERY = 5000


@pytest.fixture(params=[0, candidates.MANY], ids=["few looked at", "all looked at"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a directory that is large enough for the services left by age and place to be looked at alone, and as in ours."""
    monkeypatch.setattr(candidates, "MANY", request.param)


def needs_of(directory: Directory, draw: random.Random) -> Needs:
    """A need drawn by lot, from nothing at all to every part at once."""
    columns, places = directory.columns, directory.content.places

    def some(names: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(draw.sample(names, draw.choice((0, 0, 1, most))))

    low = draw.choice((3, 10, 12, 15, 17, 18, 24, 30, 55, 62, 90))
    vector = np.random.default_rng(low).standard_normal(directory.vectors.shape[1], np.float32)
    return Needs(
        rest=draw.choice(("", "", *TYPED)),
        crimes=some(columns.crime_names, 3) if draw.random() < 0.6 else (),
        age=draw.choice((None, None, Age(low, low), Age(low, low + 6))),
        language=draw.choice((None, None, "en", "pl", "bfi", "xx")),
        written_in=draw.choice((None, None, "ur")),
        place=places.resolve(draw.choice(PLACES)).place if draw.random() < 0.6 else None,
        groups=some(columns.group_names, 2) if draw.random() < 0.5 else (),
        audience=draw.choice((None, None, "self", "professional", "child")),
        support=some(columns.support_names, 2) if draw.random() < 0.3 else (),
        referral=draw.choice((None, None, "self", "professional")),
        services=tuple(draw.sample(columns.ids, 2)) if draw.random() < 0.1 else (),
        vector=vector if draw.random() < 0.5 else None,
    )


def terms_of(draw: random.Random) -> Terms:
    return Terms(
        who=draw.choice((None, "police", "family")),
        reach=draw.choice(((), ("phone",))),
        risk=draw.choice((None, "high")),
        wait=draw.choice((None, *WAITS)),
        taking=draw.random() < 0.3,
        without=draw.choice(((), ("support:refuge",), ("for:women", "crime:assault"), ("reach:phone",))),
        sort=draw.choice(SORTS),
    )


def both(directory: Directory, needs: Needs, page: int = 1, per_page: int = 10, terms: Terms | None = None) -> Iterator[Results]:
    """The answer, and what the plain formula answers (which counts no choices of a worker's terms)."""
    answer = search(directory, needs, page, per_page, terms)
    yield replace(answer, facets={name: answer.facets[name] for name in ("crime", "support", "language", "referral", "for")})
    yield plain_search.search(directory, needs, page, per_page, terms)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("seed", range(4))
def test_the_real_directory_answers_a_hundred_needs_as_the_plain_formula_does(built: Built, seed: int) -> None:
    draw, answers = random.Random(seed), set()
    for _ in range(100):
        needs = needs_of(built.directory, draw)
        answer, plain = both(built.directory, needs, per_page=EVERY)
        assert answer == plain, needs
        answers.add(answer.ids)
    assert len(answers) > 60


@pytest.mark.usefixtures("many")
def test_any_page_of_any_size_is_cut_from_the_same_order(built: Built) -> None:
    draw = random.Random(21)
    for _ in range(100):
        needs, page, per_page = needs_of(built.directory, draw), draw.choice((1, 1, 2, 3, 40)), draw.choice((1, 6, 10, 50))
        answer, plain = both(built.directory, needs, page, per_page)
        assert answer == plain, (needs, page, per_page)


@pytest.mark.usefixtures("many")
def test_the_rules_for_every_kind_of_service_are_those_of_the_plain_formula(small: Small) -> None:
    draw, relaxed = random.Random(22), set()
    for _ in range(400):
        needs = needs_of(small.built.directory, draw)
        answer, plain = both(small.built.directory, needs, per_page=EVERY)
        assert answer == plain, needs
        relaxed |= set(answer.notices)
    assert Notice("support", "relaxed") in relaxed


@pytest.mark.usefixtures("many")
def test_a_workers_terms_and_orders_are_those_of_the_plain_formula(built: Built) -> None:
    draw = random.Random(23)
    for _ in range(150):
        needs, terms = needs_of(built.directory, draw), terms_of(draw)
        answer, plain = both(built.directory, needs, per_page=EVERY, terms=terms)
        assert answer == plain, (needs, terms)
