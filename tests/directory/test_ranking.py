"""What comes first: the order in which a good worker would name services."""

from __future__ import annotations

import itertools
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from finder.build import Built
from finder.directory.search import search
from finder.needs import Age, Needs
from tests.small_content import Small


def in_order(small: Small, needs: Needs, *services: str) -> None:
    """These services are all found, each before the next."""
    found = small.ids(needs)
    places = [found.index(service) for service in services]
    assert places == sorted(places), [found[place] for place in sorted(places)]


def test_services_for_the_crime_come_before_those_for_any_crime(small: Small) -> None:
    in_order(small, Needs(crimes=("burglary-theft",)), "for-burglary", "victim-support-supportline", "in-uk")


def test_services_for_both_of_two_crimes_come_before_those_for_one(small: Small) -> None:
    in_order(small, Needs(crimes=("hate-crime", "burglary-theft")), "for-burglary-and-hate-crime", "for-burglary")
    in_order(small, Needs(crimes=("hate-crime", "burglary-theft")), "for-burglary-and-hate-crime", "for-hate-crime")


def test_a_service_named_in_the_text_comes_first_whatever_it_is_for(small: Small) -> None:
    needs = Needs(crimes=("burglary-theft",), services=("childline",))
    assert small.ids(needs)[0] == "childline"


def test_a_service_named_in_the_text_that_does_not_take_the_person_is_not_offered(small: Small) -> None:
    assert "from-60" not in small.ids(Needs(services=("from-60",), age=Age(12, 12)))


def test_nearer_and_more_specific_services_come_first_and_national_ones_stay(small: Small) -> None:
    in_order(small, small.place("Southwark"), "in-southwark", "in-london", "victim-support-supportline", "in-england", "in-uk")
    in_order(small, small.place("Plymouth"), "in-plymouth", "in-devon-and-cornwall", "in-england", "in-uk")


def test_without_a_place_services_for_everyone_come_before_local_ones(small: Small) -> None:
    in_order(small, Needs(), "victim-support-supportline", "in-uk", "in-plymouth")


def test_of_services_in_the_same_area_the_nearer_comes_first(small: Small) -> None:
    in_order(small, small.place("Plymouth"), "based-in-plymouth", "based-in-truro")
    in_order(small, small.place("Truro"), "based-in-truro", "based-in-plymouth")


def test_services_made_for_an_age_come_before_those_for_every_age(small: Small) -> None:
    in_order(small, Needs(age=Age(15, 15)), "from-11-to-18", "in-england")
    in_order(small, Needs(age=Age(70, 70)), "from-60", "in-england")


def test_without_an_age_services_for_one_age_come_after_those_for_all(small: Small) -> None:
    in_order(small, Needs(), "in-england", "from-11-to-18")
    in_order(small, Needs(), "in-england", "from-60")


def test_those_who_speak_the_language_come_first_then_interpreters_then_unknown_then_none(small: Small) -> None:
    in_order(small, Needs(language="pl"), "speaks-polish", "has-interpreters", "in-england", "has-no-interpreters")


def test_sign_language_is_a_language(small: Small) -> None:
    in_order(small, Needs(language="bfi"), "signs", "has-interpreters", "in-england")


def test_the_language_a_person_writes_in_counts_when_they_asked_for_none(small: Small) -> None:
    in_order(small, Needs(written_in="pl"), "speaks-polish", "has-interpreters", "in-england")
    in_order(small, Needs(written_in="pl", language="bfi"), "signs", "speaks-polish")


def test_english_puts_nothing_first(small: Small) -> None:
    assert small.ids(Needs(language="en")) == small.ids(Needs())


@pytest.mark.parametrize(
    ("group", "made_for"),
    [("lgbt", "only-lgbt"), ("lgbt", "welcomes-lgbt"), ("women", "only-women"), ("deaf", "only-deaf"), ("muslim", "only-muslim")],
)
def test_services_for_or_used_to_a_persons_group_come_before_those_for_everyone(small: Small, group: str, made_for: str) -> None:
    in_order(small, Needs(groups=(group,)), made_for, "in-england")


def test_services_only_for_a_group_that_nobody_named_come_after_those_for_everyone(small: Small) -> None:
    in_order(small, Needs(), "in-england", "only-muslim")
    in_order(small, Needs(groups=("women",)), "in-england", "only-deaf")


def test_help_of_one_special_kind_comes_last_unless_it_was_asked_for(small: Small) -> None:
    in_order(small, Needs(), "in-plymouth", "justice-alone")
    assert small.ids(Needs(support=("restorative-justice",)))[0] == "justice-alone"


def test_of_two_services_that_are_alike_the_one_seen_last_comes_first(small: Small) -> None:
    in_order(small, Needs(), "has-notes", "undated")


def test_with_nothing_known_but_the_crime_a_line_that_never_closes_comes_first(built: Built) -> None:
    assert search(built.directory, Needs(crimes=("domestic-abuse",))).ids[0] == "national-domestic-abuse-helpline"


def many_needs(small: Small) -> list[Needs]:
    options = itertools.product(
        ((), ("domestic-abuse",), ("burglary-theft", "hate-crime")),
        (None, Age(15, 15), Age(70, 70)),
        (None, "pl"),
        ((), ("women",), ("lgbt", "men")),
        (small.place("Plymouth"), small.place("Peckham"), Needs()),
        ("", "childline gallop", "help plymuoth"),
    )
    every = [
        place.with_(crimes=crimes, age=age, language=language, groups=groups, rest=rest)
        for crimes, age, language, groups, place, rest in options
    ]
    return random.Random(7).sample(every, 200)


def test_the_same_question_gets_the_same_order_from_eight_threads_at_once(small: Small) -> None:
    needs = many_needs(small)
    directory = small.built.directory
    alone = [search(directory, one, per_page=1000) for one in needs]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: search(directory, one, per_page=1000), needs))
    assert together == alone
    assert len({result.ids for result in alone}) > 50
