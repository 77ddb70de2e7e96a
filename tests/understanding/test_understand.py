"""A text is read once, and what a person needs is understood without keeping who they are."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.directory.content import NOT_CRIME_TYPES
from finder.needs import OLDEST, Age, Needs, Notice
from finder.understanding.cues import Cues
from finder.understanding.meaning import Embedder, Vector
from finder.understanding.thesaurus import Thesaurus
from finder.understanding.understand import LONGEST, Understanding
from finder.understanding.urgent import UrgentPhrases
from tests.small_content import REAL, REAL_SERVICES, Small


class Counting(Embedder):
    """Counts the pieces of text that were embedded."""

    pieces = 0

    def __call__(self, texts: Sequence[str]) -> Vector:
        self.pieces += len(texts)
        return super().__call__(texts)


class Reader:
    """The real words, with the small models. Plain, so that a test that fails does not print them all."""

    def __init__(self, understanding: Understanding) -> None:
        self.understand = understanding.understand
        self.embed = understanding.embed


@pytest.fixture(scope="module")
def reader(small: Small) -> Reader:
    names = {small.built.directory.service(service).name: service for service in REAL_SERVICES}
    real = dataclasses.replace(
        small.built.understanding,
        cues=Cues.load(REAL),
        urgent=UrgentPhrases.load(REAL / "urgent"),
        thesaurus=Thesaurus.load(REAL, names),
        embed=Counting(),
    )
    return Reader(real)


def embedded(reader: Reader, text: str) -> int:
    """How many pieces of a text are embedded when it is read."""
    assert isinstance(reader.embed, Counting)
    reader.embed.pieces = 0
    reader.understand(text)
    return reader.embed.pieces


# What is understood


def test_one_message_tells_the_age_the_place_and_what_happened(reader: Reader) -> None:
    needs = reader.understand("im 15, my boyfriend hits me, i live in bootle")
    assert needs.age == Age(15, 15)
    assert needs.place
    assert needs.place.force == "Merseyside"
    assert needs.crimes[0] == "domestic-abuse"
    assert not needs.guess


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("gay man mugged in peckham", "groups", {"lgbt", "men"}),
        ("deaf women plymouth", "groups", {"deaf", "women"}),
        ("gay man mugged in peckham", "crimes", {"robbery"}),
        ("przemoc domowa", "crimes", {"domestic-abuse"}),
        ("chidline", "services", {"childline"}),
        ("southall black sisters", "services", {"southall-black-sisters"}),
        ("i need a refuge", "support", {"refuge"}),
    ],
)
def test_peoples_own_words_are_understood(reader: Reader, text: str, field: str, value: set[str]) -> None:
    assert value <= set(getattr(reader.understand(text), field))


def test_somebody_who_asks_for_a_friend_or_a_client_is_understood(reader: Reader) -> None:
    assert reader.understand("my friend is being stalked").audience == "friend"
    assert reader.understand("social worker here, my client was trafficked").audience == "professional"


def test_the_language_help_is_wanted_in_is_understood(reader: Reader) -> None:
    assert reader.understand("i need someone who speaks polish").language == "pl"
    assert reader.understand("my mum speaks only british sign language").language == "bfi"


def test_a_text_in_another_language_says_which(reader: Reader) -> None:
    needs = reader.understand("Mój mąż codziennie mnie bije i boję się wrócić do domu")
    assert needs.written_in == needs.help_language == "pl"


def test_a_place_in_the_name_of_a_service_is_not_where_the_person_is(reader: Reader) -> None:
    assert reader.understand("southall black sisters").place is None
    both = reader.understand("southall black sisters, i live in plymouth")
    assert both.place
    assert both.place.label == "Plymouth"


def test_a_place_with_several_meanings_offers_them(reader: Reader) -> None:
    assert len(reader.understand("i was robbed in newport").place_choices) > 1


def test_a_place_outside_england_and_wales_is_said(reader: Reader) -> None:
    needs = reader.understand("i was robbed in glasgow")
    assert needs.place is None
    assert Notice("place", "scotland") in needs.notices


@pytest.mark.parametrize("text", ["im in plymouth and i need help please", "help", "hello", "im 15", "polish", "?!", ""])
def test_nothing_is_searched_for_when_nothing_is_left_to_search_for(reader: Reader, text: str) -> None:
    found = reader.understand(text)
    assert found.rest == ""
    assert found.vector is None


# What a person chose stays


def test_what_was_chosen_is_not_changed_by_the_text(reader: Reader, small: Small) -> None:
    chosen = small.place("Cardiff").with_(age=Age(40, 40), language="ar", crimes=("hate-crime",), support=("helpline",), audience="self")
    needs = reader.understand("im 15, my boyfriend hits me, i live in bootle, i speak polish, my friend needs a refuge", chosen)
    for field in ("place", "age", "language", "crimes", "support", "audience"):
        assert getattr(needs, field) == getattr(chosen, field), field


def test_what_was_said_before_is_added_to(reader: Reader) -> None:
    before = reader.understand("im a gay man")
    after = reader.understand("i am deaf and in plymouth", before)
    assert {"lgbt", "men", "deaf"} <= set(after.groups)
    assert after.place
    again = reader.understand("my husband hits me", after)
    assert again.place == after.place
    assert again.crimes[0] == "domestic-abuse"


# Urgent comes first


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he is outside my door with a knife right now", "danger"),
        ("i want to kill myself", "suicide"),
        ("my name is Zuzanna, 07700 900123, i want to kill myself", "suicide"),
        ("chcę się zabić", "suicide"),
        ("southall black sisters i want to kill myself", "suicide"),
    ],
)
def test_danger_is_noticed_whatever_else_is_in_the_text(reader: Reader, text: str, kind: str) -> None:
    assert kind in {urgent.kind for urgent in reader.understand(text).urgent}


def test_danger_noticed_once_is_not_lost_by_the_next_message(reader: Reader) -> None:
    needs = reader.understand("ok", reader.understand("i want to kill myself"))
    assert [urgent.kind for urgent in needs.urgent] == ["suicide"]


# Who a person is stays out


SECRETS = ("Zuzannaxyz", "900123", "8AA", "zuzannaxyz@example.com", "Acacia")
TELLING = "my name is Zuzannaxyz, 12 Acacia Avenue PL4 8AA, 07700 900123, zuzannaxyz@example.com, my husband hits me"


def test_no_part_of_what_was_understood_holds_a_name_a_number_or_an_address(reader: Reader) -> None:
    needs = reader.understand(TELLING)
    assert needs.redacted
    assert needs.crimes[0] == "domestic-abuse"
    kept = repr([getattr(needs, field.name) for field in dataclasses.fields(needs)]).lower()
    assert not [secret for secret in SECRETS if secret.lower() in kept]


def test_a_postcode_still_says_where_a_person_is(reader: Reader) -> None:
    needs = reader.understand("i was burgled at PL4 8AA")
    assert needs.place
    assert needs.place.force == "Devon and Cornwall"


def test_reading_a_text_logs_and_prints_nothing(
    reader: Reader, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for text in (TELLING, "zuzannaxyz kwyjibo", "x" * 5000, "\0\ud800"):
            reader.understand(text)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


# The work


def test_a_word_that_answers_needs_no_embedding_and_more_words_are_only_screened(reader: Reader) -> None:
    assert embedded(reader, "chidline") == 0
    assert embedded(reader, "przemoc domowa") == 1
    assert reader.understand("przemoc domowa").vector is None


def test_a_text_is_embedded_once_and_a_long_one_in_few_pieces(reader: Reader) -> None:
    assert embedded(reader, "kwyjibo frobnicated the wibble") == 1
    assert embedded(reader, "the wibble was frobnicated by kwyjibo again and again. " * 200) <= 6


def test_a_vector_has_length_one(reader: Reader) -> None:
    vector = reader.understand("kwyjibo frobnicated the wibble").vector
    assert vector is not None
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_a_text_that_is_too_long_is_read_as_far_as_it_goes_and_it_is_said(reader: Reader) -> None:
    needs = reader.understand("my husband hits me. " + "and on. " * 2000)
    assert needs.notices == (Notice("q", "too-long"),)
    assert needs.crimes[0] == "domestic-abuse"
    assert len(needs.text) <= LONGEST
    assert reader.understand("a" * LONGEST).notices == ()


# Any text at all


def valid(small: Small, needs: Needs) -> bool:
    content = small.built.directory.content
    places = [needs.place, *needs.place_choices]
    districts = {code for place in places if place for code in place.districts}
    return all(
        (
            needs.age is None or 0 <= needs.age.low <= needs.age.high <= OLDEST,
            set(needs.crimes) <= set(content.crimes),
            not set(needs.crimes) & NOT_CRIME_TYPES,
            set(needs.groups) <= set(content.groups),
            set(needs.support) <= set(content.support),
            needs.language is None or needs.language in content.languages,
            needs.written_in is None or needs.written_in in content.languages,
            needs.audience in (None, "self", "child", "friend", "professional"),
            needs.referral in (None, "self", "professional"),
            set(needs.services) <= set(small.built.directory.columns.ids),
            districts <= set(content.places.all_districts()),
            all(urgent.kind in ("danger", "suicide", "child", "medical") for urgent in needs.urgent),
            needs.vector is None or bool(np.isfinite(needs.vector).all()),
            "\0" not in needs.text,
        )
    )


FRAGMENTS = (
    "im 15", "over 60", "my son", "in newport", "PL4 8AA", "glasgow", "07700 900123", "my name is", "called", "gay", "polish", "refuge",
    "my husband hits me", "kill myself", "chidline", "999", "@", "\0", "\u202e", "🙂", "<script>", "' OR 1=1", "(((", "مرحبا", "প্রতি", "k m s",
    "\ud800", "aaaaaaa", "N", "n m", "between 5 and", "24/7", "...", "\n\n", "%s%n", "{}",
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join),
    st.text(alphabet=st.sampled_from("ab1 .'*@$!()|<>…\u0301"), max_size=300),
)
chosen = st.builds(
    Needs,
    crimes=st.sampled_from([(), ("hate-crime",)]),
    age=st.sampled_from([None, Age(15, 15)]),
    language=st.sampled_from([None, "pl"]),
    groups=st.sampled_from([(), ("women",)]),
)


@settings(max_examples=80, deadline=None)
@given(text=texts, known=st.none() | chosen)
def test_any_text_is_understood_as_something_possible(reader: Reader, small: Small, text: str, known: Any) -> None:
    first = reader.understand(text, known)
    assert valid(small, first)
    assert small.results(first).total > 0
    assert valid(small, reader.understand(text[::-1], first))
