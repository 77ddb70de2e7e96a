"""The urgent screen whole: either layer raises the card, and only what is plainly something else takes it back."""

from __future__ import annotations

import pytest

from finder.build import Built
from finder.needs import Urgent
from finder.understanding.alarm import alarm


def kinds(built: Built, text: str) -> set[str]:
    return {urgent.kind for urgent in built.understanding.understand(text).urgent}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he has gone to fetch his brothers and the door is bolted", "danger"),
        ("no one would care if i wasnt around tomorrow morning", "suicide"),
        ("a grown up makes me do things with him and says i cant tell, im 11", "child"),
        ("ever since he squeezed my throat everything i drink comes back up", "medical"),
    ],
)
def test_danger_that_no_phrase_names_is_noticed_by_what_it_means(built: Built, text: str, kind: str) -> None:
    assert kind in kinds(built, text)


@pytest.mark.parametrize(
    "text",
    [
        "my essay about stalking is due on friday",
        "what is the sentence for burglary",
        "my shop was broken into last month and i need a form",
        "jak przedluzyc wize studencka",
        "we lost the final on penalties",
    ],
)
def test_ordinary_messages_raise_no_card(built: Built, text: str) -> None:
    assert kinds(built, text) == set()


def test_without_a_reading_for_meaning_the_phrases_stand_alone(built: Built) -> None:
    noticed = (Urgent("danger"), Urgent("medical", soft=True))
    assert alarm(noticed, None, built.understanding.models) == noticed


def test_what_is_said_about_suicide_is_never_taken_back(built: Built) -> None:
    models = built.understanding.models
    calm = models.features(["how do i make pancakes"], built.understanding.embed)
    assert models.urgent_in(calm)[0] < models.urgent_doubt
    assert alarm((Urgent("danger"), Urgent("suicide")), calm, models) == (Urgent("suicide"),)


@pytest.mark.parametrize("text", ["for me", "im 15", "yes the police know", "my daughter", "not sure", "in leeds", "dla mnie", "tengo 15"])
def test_a_short_answer_in_a_talk_raises_no_card(built: Built, text: str) -> None:
    assert kinds(built, text) == set()


@pytest.mark.parametrize("text", ["hes outside banging on the door with a bat", "he is downstairs smashing everything up"])
def test_danger_is_never_taken_for_no_crime_at_all(built: Built, text: str) -> None:
    found = built.understanding.understand(text, in_talk=True)
    assert [one.kind for one in found.urgent] == ["danger"]
    assert found.crimes
