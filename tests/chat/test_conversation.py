"""One turn of a talk: what is heard, what is put right, what comes first and what is never passed on."""

from __future__ import annotations

import pytest

from finder.build import Built
from finder.chat import said
from finder.chat.plan import Option, Plan, Step
from finder.chat.talk import Talk
from finder.needs import Age, Needs
from tests.chat.talking import Conversation, Scripted, lines, offered, saying, services


def test_an_ex_who_keeps_turning_up_is_understood_in_one_message(person: Conversation) -> None:
    turn = person.says("my ex wont stop turning up at my work, im in bootle")
    assert turn.crimes == ("stalking-harassment",)
    assert person.talk.needs.place is not None
    assert person.talk.needs.place.label == "Bootle"
    assert "national-stalking-helpline" in services(turn)


def test_a_message_with_several_answers_is_asked_nothing_twice(person: Conversation) -> None:
    turn = person.says("my mate got mugged in torquay, he's 22")
    assert person.talk.asks is None
    assert services(turn)


@pytest.mark.parametrize(("correction", "place"), [("actually it's in Torquay", "Torquay"), ("sorry i meant leeds", "Leeds")])
def test_a_place_put_right_takes_the_place_of_the_one_before(person: Conversation, correction: str, place: str) -> None:
    person.says("i was robbed in exeter")
    person.says(correction)
    assert person.talk.needs.place is not None
    assert person.talk.needs.place.label == place
    assert person.talk.needs.crimes == ("robbery",)


def test_an_age_put_right_takes_the_place_of_the_one_before(person: Conversation) -> None:
    person.says("my sister was robbed, she's 19")
    turn = person.says("no wait she's 15")
    assert person.talk.needs.age == Age(15, 15)
    assert said.YOUNG[0] in lines(turn)


def test_a_second_crime_is_added_to_the_first(person: Conversation) -> None:
    person.says("my husband hits me")
    person.says("someone also broke into my house, it was burgled")
    assert set(person.talk.needs.crimes) == {"domestic-abuse", "burglary-theft"}


def test_not_the_police_is_answered_and_the_question_stays_open(person: Conversation) -> None:
    person.says("i was robbed")
    turn = person.says("not the police")
    assert said.POLICE["self"][0] in lines(turn)
    assert person.talk.asks == "audience"


@pytest.mark.parametrize("down", [True, False])
def test_danger_comes_first_whatever_the_assistant_says(person: Conversation, assistant: Scripted, down: bool) -> None:
    if not down:
        assistant.answer = saying("What has happened?")
    turn = person.says("he is breaking the door down, he has a knife")
    assert turn.parts[0].kind == "urgent"
    assert turn.urgent is not None
    assert turn.urgent.urgent[0].kind == "danger"


def test_the_assistant_and_the_store_never_see_personal_details(person: Conversation, assistant: Scripted) -> None:
    assistant.answer = saying("Thank you for telling me.")
    person.says("my name is Quentina, ring 07700 900123 or q@example.org, 12 Acacia Road, PL4 8AA")
    sent = assistant.sent[-1][2].text
    for secret in ("Quentina", "900123", "example.org", "Acacia", "8AA"):
        assert secret not in sent
        assert secret not in repr(person.talk)


def test_what_was_cut_out_is_said_once(person: Conversation) -> None:
    first = person.says("my name is Quentina and i was robbed")
    second = person.says("my number is 07700 900123")
    assert said.REDACTED in lines(first)
    assert said.REDACTED not in lines(second)


def test_a_talk_keeps_no_vector_and_no_words_but_the_ones_shown(person: Conversation) -> None:
    person.says("i was robbed in leeds")
    needs = person.talk.needs
    assert (needs.text, needs.rest, needs.vector, needs.about) == ("", "", None, ())


def test_a_guess_is_dropped_when_the_assistant_heard_a_question(person: Conversation, assistant: Scripted) -> None:
    assistant.answer = saying("I do not know who you are.", doing="ask_private", asks="topic")
    person.says("someone cloned my bank card and emptied the account")
    assert person.talk.needs.crimes == ()


def test_under_18_hears_once_that_services_have_safeguarding_rules(person: Conversation) -> None:
    first = person.says("im 15 and i was robbed in leeds")
    second = person.says("just show me")
    assert lines(first).count(said.YOUNG[0]) == 1
    assert said.YOUNG[0] not in lines(second)


def test_the_assistant_saying_the_line_for_under_18s_counts(person: Conversation, assistant: Scripted) -> None:
    assistant.answer = saying(*said.YOUNG, "Who is this for?")
    turn = person.says("im 15 and i was robbed")
    assert lines(turn).count(said.YOUNG[0]) == 1


def test_somebody_under_18_gets_a_service_to_write_to_first(person: Conversation, built: Built) -> None:
    person.says("im 14, a man online has my pictures")
    turn = person.says("just show me")
    first = built.directory.service(services(turn)[0])
    assert first.shown_sms or first.shown_webchat


def test_a_service_near_the_person_is_among_the_first(person: Conversation, built: Built) -> None:
    turn = person.says("my ex wont stop turning up at my work, im in bootle")
    assert any(not built.directory.service(one).national for one in services(turn))


def test_somebody_worried_about_what_they_do_gets_the_lines_for_that(person: Conversation) -> None:
    turn = person.says("i think im the abusive one, i keep losing my temper with her")
    assert services(turn) == ["respect-phoneline", "stop-it-now"]
    assert person.talk.needs.crimes == ()


def test_worry_about_thoughts_of_children_gets_the_line_for_that_first(person: Conversation) -> None:
    turn = person.says("I have sexual thoughts about children and have never acted on them, i need help to stop")
    assert services(turn)[0] == "stop-it-now"


def test_a_victim_is_not_shown_the_lines_for_people_who_harm(person: Conversation, assistant: Scripted) -> None:
    def misheard(talk: Talk, needs: Needs, found: Needs, did: str) -> Plan:
        if did == "typed":
            return Plan((Step("services", ids=("own-behaviour",)),), doing="own_behaviour")
        return Plan((Step("say", text="Thank you for telling me."),), doing="tell")

    assistant.answer = misheard
    turn = person.says("someone stole my bike from the shed")
    assert "respect-phoneline" not in services(turn)
    assert person.talk.mode == "assistant"


def test_more_shows_other_services_and_says_when_there_are_none(person: Conversation) -> None:
    person.says("i was robbed in leeds")
    seen = services(person.picks("show"))
    for _ in range(20):
        turn = person.picks("more")
        assert not set(services(turn)) & set(seen)
        seen += services(turn)
        if not services(turn):
            break
    assert said.NO_MORE in lines(turn)


def test_the_same_list_is_not_shown_again_with_every_question(person: Conversation) -> None:
    first = person.says("someone stole my bike, im in leeds")
    second = person.picks("audience:self")
    assert services(first)
    assert not services(second)


def test_a_name_with_several_meanings_asks_which_one(person: Conversation) -> None:
    turn = person.says("i was robbed in newport")
    assert said.WHICH_PLACE in lines(turn)
    places = [value for value in offered(turn) if value.startswith("place:")]
    assert len(places) > 1
    person.picks(places[0])
    assert person.talk.needs.place is not None
    assert person.talk.needs.place.code == places[0].partition(":")[2]


def test_a_choice_nobody_was_offered_is_answered_with_the_choices_again(person: Conversation, assistant: Scripted) -> None:
    for value in ("topic:made-up", "place:E06000027", "audience:admin", "", "' OR 1=1", "\0"):
        turn = person.picks(value)
        assert lines(turn)[0] == said.NOT_OFFERED
        assert "topic:robbery" in offered(turn)
    assert assistant.sent == []


def test_a_choice_of_another_talk_does_not_work_here(person: Conversation, built: Built) -> None:
    other = Conversation(person.talks, built)
    other.says("i was robbed in newport")
    place = next(value for value in other.talk.offered if value.startswith("place:"))
    assert lines(person.picks(place))[0] == said.NOT_OFFERED


def test_changing_an_answer_by_a_choice_forgets_the_old_one(person: Conversation) -> None:
    person.says("i was robbed in leeds")
    person.picks("show")
    person.picks("change:place")
    assert person.talk.needs.place is None
    assert person.talk.asks == "place"


def test_starting_again_forgets_all_that_was_said_but_the_language(person: Conversation) -> None:
    person.says("i was robbed in leeds, im 15")
    person.says("start again")
    assert person.talk.needs == Needs(written_in="en")


@pytest.mark.parametrize("text", ["", "   ", "🙂", "\0", "​​", "...", "?!"])
def test_a_message_with_nothing_to_read_gets_the_question_and_the_choices(person: Conversation, assistant: Scripted, text: str) -> None:
    turn = person.says(text)
    assert lines(turn)[0] == said.EMPTY
    assert offered(turn)
    assert assistant.sent == []


def test_a_long_message_is_read_to_its_limit_and_that_is_said(person: Conversation) -> None:
    turn = person.says("i was robbed in leeds. " + "x" * 1000)
    assert [part.notice.code for part in turn.parts if part.notice] == ["too-long"]
    assert person.talk.needs.crimes == ("robbery",)
    assert len(turn.said) <= 1000


def test_the_assistant_coming_back_leads_again(person: Conversation, assistant: Scripted) -> None:
    modes = [person.says("i was robbed") and person.talk.mode]
    assistant.answer = lambda talk, needs, found, did: Plan((Step("choices", options=(Option("Me", "audience:self"),)),), "audience")
    modes.append(person.says("in leeds") and person.talk.mode)
    assert modes == ["simple", "assistant"]
    assert assistant.sent[-1][1].crimes == ("robbery",)


def test_nothing_is_said_to_be_changed_when_nothing_was_known(person: Conversation, assistant: Scripted) -> None:
    assistant.answer = saying(said.CHANGED, "Who is this for?", doing="change", asks="audience")
    assert said.CHANGED not in lines(person.says("got mugged in leeds"))
    assert said.CHANGED in lines(person.says("actually it's in hastings"))
