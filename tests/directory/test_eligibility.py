"""Who is shown a service: a fact that rules a person out does, and one that nobody knows does not."""

from __future__ import annotations

import pytest

from finder.directory.group_rules import Person
from finder.needs import Age, Needs
from tests.small_content import Small

MEN = Needs(groups=("men",))
WOMEN = Needs(groups=("women",))


def years(low: int, high: int | None = None) -> Needs:
    return Needs(age=Age(low, high or low))


# Who for


@pytest.mark.parametrize(
    ("needs", "shown"),
    [
        (Needs(), {"only-women", "only-men", "only-lgbt", "only-deaf", "only-muslim", "only-jewish-women-or-children", "only-migrants"}),
        (WOMEN, {"only-women", "only-lgbt", "only-deaf", "only-muslim", "only-jewish-women-or-children", "only-migrants"}),
        (MEN, {"only-men", "only-lgbt", "only-deaf", "only-muslim", "only-migrants"}),
        (Needs(groups=("muslim",)), {"only-women", "only-men", "only-lgbt", "only-deaf", "only-muslim", "only-migrants"}),
        (Needs(groups=("jewish", "men")), {"only-men", "only-lgbt", "only-deaf", "only-migrants"}),
        (Needs(groups=("jewish", "women")), {"only-women", "only-lgbt", "only-deaf", "only-jewish-women-or-children", "only-migrants"}),
        (Needs(groups=("men", "women")), {"only-women", "only-men", "only-lgbt", "only-deaf", "only-muslim", "only-jewish-women-or-children",
                                          "only-migrants"}),
    ],
)  # fmt: skip
def test_a_person_is_shown_the_services_for_their_groups_and_for_those_they_did_not_speak_of(
    small: Small, needs: Needs, shown: set[str]
) -> None:
    asked = {"only-women", "only-men", "only-lgbt", "only-deaf", "only-muslim", "only-jewish-women-or-children", "only-migrants"}
    assert asked & set(small.ids(needs)) == shown


def test_a_jewish_boy_of_12_fits_a_service_for_jewish_women_or_children(small: Small) -> None:
    boy = Needs(groups=("jewish", "men"), age=Age(12, 12))
    assert "only-jewish-women-or-children" in small.ids(boy)


def test_a_refuge_for_women_is_not_offered_to_a_man(small: Small) -> None:
    plymouth = small.place("Plymouth")
    assert "a-refuge" in small.ids(plymouth)
    assert "a-refuge" not in small.ids(plymouth.with_(groups=("men",)))


def test_a_welcome_leaves_nobody_out(small: Small) -> None:
    for needs in (Needs(), MEN, WOMEN, Needs(groups=("lgbt",)), years(12), years(80)):
        assert "welcomes-lgbt" in small.ids(needs)


def test_a_service_for_professionals_is_left_out_only_for_those_who_ask_for_themselves(small: Small) -> None:
    assert "only-professionals" in small.ids(Needs())
    assert "only-professionals" in small.ids(Needs(audience="professional"))
    assert "only-professionals" not in small.ids(Needs(audience="friend"))


# Age


@pytest.mark.parametrize(
    ("needs", "shown"),
    [
        (years(10), {"only-children"}),
        (years(11), {"from-11-to-18", "only-children"}),
        (years(15), {"from-11-to-18", "only-children"}),
        (years(16), {"from-16", "from-11-to-18", "only-children"}),
        (years(18), {"from-16", "from-11-to-18"}),
        (years(19), {"from-16"}),
        (years(59), {"from-16", "only-older-people"}),
        (years(60), {"from-16", "from-60", "only-older-people"}),
        (years(120), {"from-16", "from-60", "only-older-people"}),
        (years(17, 19), {"from-16", "from-11-to-18", "only-children"}),
        (years(19, 59), {"from-16", "only-older-people"}),
        (Needs(), {"from-16", "from-11-to-18", "from-60", "only-children", "only-older-people"}),
    ],
)
def test_a_service_is_shown_at_the_ages_it_takes_and_for_a_range_that_overlaps(small: Small, needs: Needs, shown: set[str]) -> None:
    asked = {"from-16", "from-11-to-18", "from-60", "only-children", "only-older-people"}
    assert asked & set(small.ids(needs)) == shown


@pytest.mark.parametrize("needs", [years(1), years(17), years(45), years(120), years(1, 120)])
def test_services_without_an_age_stay_at_every_age(small: Small, needs: Needs) -> None:
    assert {"in-uk", "victim-support-supportline", "for-burglary"} <= set(small.ids(needs))


@pytest.mark.parametrize(
    ("needs", "groups"),
    [
        (years(9), {"children"}),
        (years(14), {"children", "young-people"}),
        (years(20), {"young-people"}),
        (years(40), set()),
        (years(66), {"older-people"}),
        (years(10, 30), set()),
    ],
)
def test_an_age_says_which_group_a_person_is_in(needs: Needs, groups: set[str]) -> None:
    assert Person.of(needs).groups == groups


# Place


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("Plymouth", {"in-plymouth", "in-devon-and-cornwall", "in-england", "in-uk", "a-refuge"}),
        ("PL4", {"in-plymouth", "in-devon-and-cornwall", "in-england", "in-uk", "a-refuge"}),
        ("Truro", {"in-devon-and-cornwall", "in-england", "in-uk", "a-refuge"}),
        ("Cornwall", {"in-devon-and-cornwall", "in-england", "in-uk", "a-refuge"}),
        ("Peckham", {"in-london", "in-southwark", "in-england", "in-uk"}),
        ("Cardiff", {"in-wales", "in-uk"}),
    ],
)
def test_a_service_is_shown_where_its_district_force_region_or_nation_is(small: Small, place: str, shown: set[str]) -> None:
    asked = {"in-plymouth", "in-devon-and-cornwall", "in-england", "in-wales", "in-uk", "in-london", "in-southwark", "a-refuge"}
    assert asked & set(small.ids(small.place(place))) == shown


def test_a_place_with_several_meanings_uses_them_all(small: Small) -> None:
    newport = small.place("Newport")
    assert len(newport.place_choices) > 1
    assert {"in-wales", "in-england"} <= set(small.ids(newport))


def test_without_a_place_nothing_is_left_out_for_being_far(small: Small) -> None:
    assert {"in-plymouth", "in-wales", "in-southwark"} <= set(small.ids(Needs()))


# Language


@pytest.mark.parametrize("language", ["pl", "ar", "bfi", "xx", None])
def test_nothing_is_left_out_for_its_language(small: Small, language: str | None) -> None:
    assert set(small.ids(Needs(language=language))) == set(small.built.directory.columns.ids)


# Referral


def test_only_a_known_no_leaves_a_service_out_by_the_way_to_it(small: Small) -> None:
    by_self = small.ids(Needs(referral="self"))
    assert "by-professionals" not in by_self
    assert {"by-yourself", "in-uk"} <= set(by_self)
    by_professional = small.ids(Needs(referral="professional"))
    assert "by-yourself" not in by_professional
    assert {"by-professionals", "in-uk"} <= set(by_professional)


# What happened


def test_services_for_another_crime_are_left_out_and_those_for_any_crime_stay(small: Small) -> None:
    found = small.ids(Needs(crimes=("burglary-theft",)))
    assert {"for-burglary", "in-uk"} <= set(found)
    assert "for-hate-crime" not in found


def test_a_service_run_for_a_persons_own_faith_is_shown_whatever_happened(small: Small) -> None:
    stalked = Needs(crimes=("stalking-harassment",))
    assert "only-burglary-of-muslims" not in small.ids(stalked)
    assert "only-burglary-of-muslims" in small.ids(stalked.with_(groups=("muslim",)))
