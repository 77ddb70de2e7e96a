"""The answer to a search: never nothing, never somebody who would be turned away, and counts that hold."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.directory.model import Service
from finder.directory.search import Reason
from finder.needs import Age, Needs, Notice
from tests.small_content import Small

EXAMPLES = settings(max_examples=50, deadline=None)
PLACES = ("Plymouth", "Peckham", "Cardiff", "Newport", "Leeds")
EXCLUDING = ({"women", "men"}, {"muslim", "jewish"})
"""A person who names one of these is not shown what is only for the other."""


def some(values: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


ages = st.none() | st.integers(1, 120).map(lambda age: Age(age, age)) | st.just(Age(15, 30))
needs_without_place = st.builds(
    Needs,
    crimes=some(["domestic-abuse", "burglary-theft", "hate-crime", "terrorism"]),
    age=ages,
    language=st.sampled_from([None, "en", "pl", "bfi"]),
    groups=some(["women", "men", "lgbt", "deaf", "muslim", "jewish", "migrants"]),
    support=some(["helpline", "counselling", "refuge", "restorative-justice", "therapy-children"]),
    referral=st.sampled_from([None, "self", "professional"]),
    audience=st.sampled_from([None, "self", "friend", "professional"]),
)
place_names = st.sampled_from([None, *PLACES])


def in_place(small: Small, needs: Needs, place: str | None) -> Needs:
    return needs.with_(place=small.place(place).place) if place else needs


def takes(small: Small, service: Service, needs: Needs) -> bool:
    """Would this service take this person? The design's rules, read off the record itself."""
    if needs.age and not (service.ages.low or 0) <= needs.age.high:
        return False
    if needs.age and service.ages.high is not None and needs.age.low > service.ages.high:
        return False
    if needs.place:
        covered = {code for name in service.coverage for code in small.built.directory.content.places.districts_for(name)}
        if not covered & set(needs.place.districts):
            return False
    mine = set(needs.groups)
    for entry in service.only_for:
        allowed = {entry} if isinstance(entry, str) else set(entry)
        if any(allowed <= pair and mine & pair and not mine & allowed for pair in EXCLUDING):
            return False
    return True


# Nobody is turned away, nobody leaves with nothing


@EXAMPLES
@given(needs=needs_without_place, place=place_names)
def test_nobody_is_sent_to_a_service_that_would_turn_them_away(small: Small, needs: Needs, place: str | None) -> None:
    needs = in_place(small, needs, place)
    offered = {*small.ids(needs), *small.results(needs).always}
    refused = [name for name in offered if not takes(small, small.built.directory.service(name), needs)]
    assert not refused


@EXAMPLES
@given(needs=needs_without_place, place=place_names, page=st.integers(1, 9), per_page=st.integers(1, 12))
def test_every_answer_has_services_and_others_below_that_are_for_everyone(
    small: Small, needs: Needs, place: str | None, page: int, per_page: int
) -> None:
    results = small.results(in_place(small, needs, place), page=page, per_page=per_page)
    assert results.total > 0
    assert results.always
    assert not set(results.always) & set(results.ids)
    assert all(small.built.directory.service(name).national for name in results.always)
    assert {*results.ids, *results.always} <= set(results.reasons)


@settings(EXAMPLES, max_examples=15)
@given(needs=needs_without_place, per_page=st.integers(5, 20))
def test_pages_turn_without_repeating_or_losing_a_service(small: Small, needs: Needs, per_page: int) -> None:
    everything = small.ids(needs)
    turned: list[str] = []
    for page in range(1, len(everything) // per_page + 3):
        turned += small.results(needs, page=page, per_page=per_page).ids
    assert turned == everything
    assert len(set(everything)) == len(everything) == small.results(needs).total


def test_past_the_last_page_there_is_nothing_but_the_services_for_everyone(small: Small) -> None:
    results = small.results(Needs(), page=1000)
    assert results.ids == ()
    assert results.total == len(small.built.directory)
    assert len(results.always) == 3


def test_what_people_see_below_every_answer_can_be_rung_or_written_to(small: Small) -> None:
    for needs in (Needs(), Needs(crimes=("domestic-abuse",)), small.place("Cardiff")):
        for name in small.results(needs).always[:1]:
            service = small.built.directory.service(name)
            assert service.shown_phone or service.shown_webchat or service.shown_sms


# What is relaxed, and said


def test_kinds_of_help_that_nobody_gives_are_relaxed_and_it_is_said(small: Small) -> None:
    plymouth = small.place("Plymouth").with_(support=("therapy-children",))
    results = small.results(plymouth)
    assert results.total > 0
    assert results.notices == (Notice("support", "relaxed"),)


def test_nothing_is_said_when_nothing_was_relaxed(small: Small) -> None:
    assert small.results(Needs(support=("counselling",), crimes=("domestic-abuse",))).notices == ()


@EXAMPLES
@given(needs=needs_without_place, place=place_names)
def test_what_was_asked_for_is_kept_or_it_is_said(small: Small, needs: Needs, place: str | None) -> None:
    needs = in_place(small, needs, place)
    results = small.results(needs, per_page=1000)
    relaxed = {notice.field for notice in results.notices}
    services = [small.built.directory.service(name) for name in results.ids]
    if needs.support and "support" not in relaxed:
        assert all(set(service.support) & set(needs.support) for service in services)
    if needs.referral == "self" and "referral" not in relaxed:
        assert all(service.referral.by_self is not False for service in services)
    if not needs.support:
        assert "support" not in relaxed


# Counts beside the choices


@EXAMPLES
@given(needs=needs_without_place, place=place_names, crime=st.sampled_from(["domestic-abuse", "burglary-theft", "hate-crime", "terrorism"]))
def test_the_count_beside_a_crime_is_what_choosing_it_finds(small: Small, needs: Needs, place: str | None, crime: str) -> None:
    needs = in_place(small, needs, place)
    count = small.results(needs).facets["crime"].get(crime, 0)
    chosen = small.results(needs.with_(crimes=(crime,)))
    assert chosen.notices or count == chosen.total


@EXAMPLES
@given(needs=needs_without_place, place=place_names, support=st.sampled_from(["helpline", "counselling", "refuge", "restorative-justice"]))
def test_the_count_beside_a_kind_of_help_is_what_choosing_it_finds(small: Small, needs: Needs, place: str | None, support: str) -> None:
    needs = in_place(small, needs, place)
    count = small.results(needs).facets["support"].get(support, 0)
    chosen = small.results(needs.with_(support=(support,)))
    assert chosen.notices or count == chosen.total


@EXAMPLES
@given(needs=needs_without_place, place=place_names, group=st.sampled_from(["women", "men", "lgbt", "deaf", "muslim"]))
def test_the_count_beside_a_group_is_what_choosing_it_finds(small: Small, needs: Needs, place: str | None, group: str) -> None:
    needs = in_place(small, needs, place)
    count = small.results(needs).facets["for"].get(group, 0)
    chosen = small.results(needs.with_(groups=(group,)))
    assert chosen.notices or count == chosen.total


def test_the_count_beside_a_group_is_what_choosing_it_finds_also_when_a_crime_was_chosen(small: Small) -> None:
    needs = Needs(crimes=("stalking-harassment",))
    count = small.results(needs).facets["for"]["muslim"]
    assert count == small.results(needs.with_(groups=("muslim",))).total


@EXAMPLES
@given(needs=needs_without_place, place=place_names, referral=st.sampled_from(["self", "professional"]))
def test_the_count_beside_a_way_to_be_referred_is_what_choosing_it_finds(
    small: Small, needs: Needs, place: str | None, referral: str
) -> None:
    needs = in_place(small, needs, place)
    count = small.results(needs).facets["referral"].get(referral, 0)
    chosen = small.results(dataclasses.replace(needs, referral=referral))  # type: ignore[arg-type]
    assert chosen.notices or count == chosen.total


def test_the_count_beside_a_language_is_how_many_speak_it(small: Small) -> None:
    directory = small.built.directory
    speakers = [name for name in directory.columns.ids if "bfi" in directory.service(name).languages]
    assert "signs" in speakers
    assert small.results(Needs()).facets["language"]["bfi"] == len(speakers)
    assert "ja" not in small.results(Needs()).facets["language"]


# Why a service is shown, and how far it is


def test_each_service_says_why_it_is_shown(small: Small) -> None:
    needs = small.place("Plymouth").with_(crimes=("hate-crime",), groups=("lgbt",), age=Age(15, 15), language="pl")
    reasons = small.results(needs, per_page=1000).reasons
    place = ("place", "Plymouth")
    assert reasons["in-plymouth"] == (Reason("any-crime"), Reason("place", (place,)))
    assert reasons["speaks-polish"] == (Reason("any-crime"), Reason("speaks", (("language", "pl"),)), Reason("national"))
    assert reasons["has-interpreters"] == (Reason("any-crime"), Reason("interpreters", (("language", "pl"),)), Reason("national"))
    assert reasons["welcomes-lgbt"] == (Reason("any-crime"), Reason("group", (("group", "lgbt"),)), Reason("national"))
    assert reasons["from-11-to-18"] == (Reason("any-crime"), Reason("age"), Reason("national"))
    assert reasons["for-hate-crime"] == (Reason("crime", (("crime", "hate-crime"),)), Reason("national"))


def test_a_service_that_was_named_says_so(small: Small) -> None:
    assert small.results(Needs(services=("childline",))).reasons["childline"][0] == Reason("named")


def test_the_distance_is_told_where_a_service_says_where_it_is_and_never_for_a_refuge(small: Small) -> None:
    results = small.results(small.place("Plymouth"), per_page=1000)
    assert results.distance_km["based-in-plymouth"] < 10
    assert 50 < results.distance_km["based-in-truro"] < 90
    assert "a-refuge" in results.ids
    assert set(results.distance_km) == {"based-in-plymouth", "based-in-truro"}
    assert small.results(Needs()).distance_km == {}


# Words and meaning, when nothing else was understood


@pytest.mark.parametrize("typed", ["southall", "suothall", "Southall Black"])
def test_words_alone_find_a_service_by_its_name(small: Small, typed: str) -> None:
    assert small.ids(Needs(text=typed, rest=typed))[0] == "southall-black-sisters"


def test_meaning_finds_services_when_no_word_does(small: Small) -> None:
    directory = small.built.directory
    row = directory.columns.ids.index("report-fraud")
    results = small.results(Needs(text="zzzz", rest="zzzz", vector=np.array(directory.vectors[row], np.float32)))
    assert results.by_meaning
    assert results.ids[0] == "report-fraud"


def test_words_do_not_narrow_what_was_already_understood(small: Small) -> None:
    understood = Needs(crimes=("burglary-theft",))
    assert small.ids(understood.with_(rest="zzzz southall")) == small.ids(understood)
