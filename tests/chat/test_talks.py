"""Many talks and many threads: one message after the other in a talk, nothing from one talk in another, all of it forgotten."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from finder.build import Built
from finder.chat import talks as talks_module
from finder.chat.plan import AssistantDown, Plan, Step
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Talk
from finder.chat.talks import Talks
from finder.needs import Needs
from finder.store import Busy, Gone
from tests.chat.talking import Conversation, Scripted, saying

TOWNS = ("leeds", "exeter", "swansea", "torquay", "bolton", "croydon", "hastings", "carlisle")
CRIMES = ("i was robbed", "someone burgled my house", "my husband hits me", "i was raped")


class Slow(Scripted):
    """Answers only when it is let; knows how many wait in it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.most, self.entered, self.go = 0, 0, threading.Event(), threading.Event()

    def plan(self, talk: Talk, needs: Needs, found: Needs, did: str) -> Plan:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.set()
        self.go.wait(10)
        self.inside -= 1
        return Plan((Step("say", text="Hello."),), "audience", doing="tell")


def test_two_messages_at_once_in_one_talk_are_taken_one_after_the_other(small_talk: SmallTalk, built: Built) -> None:
    slow = Slow()
    person = Conversation(Talks(900, slow, small_talk), built)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(person.talks.say, person.key, built, words) for words in ("i was robbed", "in leeds")]
        assert slow.entered.wait(5)
        time.sleep(0.2)
        slow.go.set()
        turns = max((one.result() for one in both), key=lambda talk: len(talk.turns)).turns
    assert slow.most == 1
    assert {turn.said for turn in turns} == {"i was robbed", "in leeds"}
    talk = person.talks.get(person.key)
    assert talk is not None
    assert talk.needs.crimes == ("robbery",)
    assert talk.needs.place is not None


def test_whoever_waits_too_long_in_a_talk_is_told_so(small_talk: SmallTalk, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talks_module, "PATIENCE", 0.05)
    slow = Slow()
    person = Conversation(Talks(900, slow, small_talk), built)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(person.says, "i was robbed")
        assert slow.entered.wait(5)
        with pytest.raises(Busy):
            person.talks.say(person.key, built, "hello?")
        slow.go.set()
        first.result()


def test_two_hundred_talks_at_once_know_nothing_of_each_other(talks: Talks, built: Built) -> None:
    people = [Conversation(talks, built) for _ in range(200)]

    def speak(number: int) -> tuple[int, Talk]:
        person = people[number]
        person.says(f"{CRIMES[number % len(CRIMES)]} in {TOWNS[number % len(TOWNS)]} number{number}word")
        return number, person.talk

    with ThreadPoolExecutor(16) as pool:
        spoken = list(pool.map(speak, range(200)))
    expected: dict[int, tuple[str, ...]] = {}
    for number, talk in spoken:
        assert talk.needs.place is not None
        assert talk.needs.place.label.lower() == TOWNS[number % len(TOWNS)]
        assert expected.setdefault(number % len(CRIMES), talk.needs.crimes) == talk.needs.crimes
        own = f"number{number}word"
        assert all(f"number{other}word" not in repr(talk.turns) for other in range(200) if f"number{other}word" != own)
    assert len({talk.id for _, talk in spoken}) == 200


def test_a_talk_lapses(assistant: Scripted, small_talk: SmallTalk, built: Built) -> None:
    person = Conversation(Talks(0.2, assistant, small_talk), built)
    person.says("i was robbed")
    time.sleep(0.3)
    assert person.talks.get(person.key) is None
    with pytest.raises(Gone):
        person.says("in leeds")


def test_using_a_talk_keeps_it(assistant: Scripted, small_talk: SmallTalk, built: Built) -> None:
    person = Conversation(Talks(0.5, assistant, small_talk), built)
    for _ in range(3):
        time.sleep(0.3)
        assert person.talks.get(person.key) is not None


def test_ending_a_talk_forgets_it_here_and_in_the_assistant(person: Conversation, assistant: Scripted) -> None:
    person.says("i was robbed")
    person.says("stop")
    assert person.talks.get(person.key) is None
    assert assistant.forgotten == [person.key]


def test_leaving_while_a_reply_is_made_leaves_nothing_behind(small_talk: SmallTalk, built: Built) -> None:
    slow = Slow()
    person = Conversation(Talks(900, slow, small_talk), built)
    with ThreadPoolExecutor(1) as pool:
        reply = pool.submit(person.says, "i was robbed")
        assert slow.entered.wait(5)
        person.talks.forget(person.key)
        slow.go.set()
        reply.result()
    assert person.talks.get(person.key) is None
    assert slow.forgotten == [person.key, person.key]


def test_an_assistant_that_dies_in_the_middle_leaves_what_is_known(person: Conversation, assistant: Scripted) -> None:
    assistant.answer = saying("Who is this for?", asks="audience")
    person.says("i was robbed in leeds")

    def dies(*_: object) -> Plan:
        raise AssistantDown("gone")

    assistant.answer = dies
    turn = person.says("for me")
    assert person.talk.mode == "simple"
    assert person.talk.needs.crimes == ("robbery",)
    assert person.talk.asks == "age"
    assert turn.parts


def test_only_the_newest_turns_are_held(person: Conversation) -> None:
    for _ in range(60):
        person.says("thanks")
    assert len(person.talk.turns) == 40
    assert person.talk.turns[-1].number == 60
