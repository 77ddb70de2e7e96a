"""The talk with the assistant stopped: whole dialogues, and what must hold in every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from finder.build import Built
from finder.chat import said
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Turn
from finder.chat.talks import Talks
from finder.store import Gone
from tests.chat.talking import Conversation, Scripted, lines, offered, services
from tests.dialogues import DIALOGUES, NAMES, done

MODEST = (said.NOT_UNDERSTOOD[0], said.STILL_NOT[0])


def play(person: Conversation, dialogue: dict[str, Any]) -> Iterator[Turn]:
    """The turns of a dialogue, one by one."""
    last: list[str] = []
    for turn in dialogue["turns"]:
        try:
            shown = person.does(**done(turn, last))
        except Gone:  # a dialogue may go on after its end: a new talk, as on the page
            person = Conversation(person.talks, person.built)
            shown = person.says(turn.get("says", "hello"))
        last = offered(shown)
        yield shown


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=NAMES)
def test_every_dialogue_goes_on_without_the_assistant(person: Conversation, dialogue: dict[str, Any]) -> None:
    for turn in play(person, dialogue):
        assert turn.parts
        assert lines(turn)
        assert turn.options or person.talk.ended or said.END[0] in lines(turn)
        if turn.urgent:
            assert turn.parts[0].kind == "urgent"
        if set(lines(turn)) & set(MODEST):
            assert len(lines(turn)) > 1
            assert turn.options
    assert person.talk.mode == "simple"


def test_guided_by_choices_alone(person: Conversation) -> None:
    asked = []
    for value in ("topic:robbery", "audience:self", "age:26-59", "skip"):
        asked.append(person.talk.asks if hasattr(person, "talk") else "topic")
        turn = person.picks(value)
    assert asked == ["topic", "audience", "age", "place"]
    assert services(turn)
    assert person.talk.asks is None


def test_every_question_can_be_skipped(person: Conversation) -> None:
    for _ in range(4):
        turn = person.picks("skip")
    assert services(turn)


@pytest.mark.parametrize("words", ["just show me", "who can i just ring about this"])
def test_services_are_shown_at_any_moment(person: Conversation, words: str) -> None:
    assert services(person.says(words))


def test_not_understood_once_then_choices_then_people(person: Conversation) -> None:
    person.says("it is about the thing at the place, you know")
    person.says("blorp hrmpf wibble")
    second = person.says("zxcv qwerty lkj")
    third = person.says("fgh jklo prrt")
    assert said.STILL_NOT[0] in lines(second) or said.PEOPLE[0] in lines(second)
    assert said.PEOPLE[0] in lines(third)
    assert services(third)


def test_what_is_not_understood_gets_the_nearest_guess_marked_as_one(talks: Talks, built: Built) -> None:
    person = Conversation(talks, built)
    turn = person.says("that thing with the thing, dunno really")
    said_so = lines(turn)
    assert said.MEANT in said_so or said.ASK_TOPIC[0] in said_so or said.HEARD in said_so
    assert any(value.startswith(("topic:", "audience:")) for value in offered(turn))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ok thank you so much", said.ANSWERS["thank"][0]),
        ("are you a real person", said.ANSWERS["person"][0]),
        ("is this private?", said.ANSWERS["private"][0]),
        ("will you tell my mum", said.ANSWERS["private"][1]),
        ("how does this work", said.ANSWERS["how"][0]),
        ("czy to jest prywatne", said.ANSWERS["private"][0]),
        ("no", said.ASK_AUDIENCE[0]),
        ("start again", said.AGAIN[0]),
        ("that's not what i wanted, something else", said.OTHER[0]),
        ("this is useless", said.UPSET[0]),
        ("stop", said.END[0]),
        ("شكرا", said.ANSWERS["thank"][0]),
        ("im safe now", said.ANSWERS["safe"][0]),
    ],
)
def test_small_talk_is_answered(person: Conversation, words: str, answer: str) -> None:
    assert answer in lines(person.says(words))


@pytest.mark.parametrize("words", ["make him stop hitting me", "stop him hitting me", "the end of my rope, he beats me"])
def test_a_cry_for_help_is_not_taken_for_goodbye(person: Conversation, words: str) -> None:
    person.says(words)
    assert not person.talk.ended
    assert "domestic-abuse" in person.talk.needs.crimes


def test_a_question_in_the_middle_is_answered_and_the_talk_goes_on(person: Conversation) -> None:
    person.says("i was robbed")
    turn = person.says("wait is this confidential")
    assert lines(turn)[-1] == said.ASK_AUDIENCE[0]
    assert person.talk.asks == "audience"


def test_the_words_fit_who_it_is_for(person: Conversation) -> None:
    turn = person.says("my mate got mugged and wont talk about it")
    assert said.ASK_AGE["friend"][0] in lines(turn)


@pytest.mark.parametrize("words", ["me", "ja", "eu", "أنا", "میں", "আমি", "ਮੈਂ", "soy yo", "ben", "aniga", "fi", "я"])
def test_one_word_says_that_it_is_for_the_writer_in_every_language(small_talk: SmallTalk, words: str) -> None:
    assert "self" in small_talk.doing(words)


def test_phrases_of_small_talk_are_all_readable(small_talk: SmallTalk, assistant: Scripted, built: Built) -> None:
    assert all(one in built.directory for one in small_talk.own_behaviour)
    assert small_talk.doing("my ex keeps ringing me at work and i want it to stop") == frozenset()
