"""Danger, suicide, a child being harmed and medical emergencies are noticed, and ordinary talk is not."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.directory.problems import BrokenContent
from finder.needs import Age, Urgent
from finder.understanding.contacts import Card
from finder.understanding.notation import BadPhrase, Sets, read_phrase, read_sets
from finder.understanding.numbered import Numbers
from finder.understanding.phrases import Phrases
from finder.understanding.urgent import UrgentPhrases
from finder.understanding.urgent_content import read_cards
from finder.understanding.words import tokens

CONTENT = Path(__file__).parents[2] / "content" / "urgent"


@cache
def phrases() -> UrgentPhrases:
    return UrgentPhrases.load(CONTENT)


@cache
def cards() -> Mapping[str, Card]:
    return read_cards(CONTENT)


def kinds(text: str) -> set[str]:
    return {urgent.kind for urgent in phrases().screen(text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("danger", "he's going to kill me"),
        ("danger", "my boyfriend has a knife"),
        ("danger", "someone is trying to get in my house"),
        ("danger", "he wont let me leave"),
        ("danger", "my husband is strangling me"),
        ("danger", "he put his hands round my throat"),
        ("danger", "im locked in the toilet and hes kicking the door"),
        ("danger", "hes got my keys and wont let me out"),
        ("danger", "hes coming back any minute"),
        ("danger", "he is sending me to pakistan to marry on friday"),
        ("suicide", "i want to die"),
        ("suicide", "kms tbh"),
        ("suicide", "i feel suicidal"),
        ("suicide", "want to sleep and never wake up"),
        ("suicide", "i dont see the point anymore"),
        ("suicide", "my family would be better off without me"),
        ("suicide", "ive taken all of my tablets"),
        ("child", "my stepdad comes in my room at night"),
        ("child", "im being forced to have sex and im only 12"),
        ("child", "my dad hits me with a belt"),
        ("medical", "im bleeding and it wont stop"),
        ("medical", "i cant breathe"),
        ("medical", "my drink was spiked and i cant stay awake"),
        ("medical", "my baby is not breathing"),
    ],
)
def test_words_for_urgent_things_are_noticed(kind: str, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "i want to d1e",
        "I WANT TO K1LL MYSELF",
        "im s u i c i d a l",
        "k.m.s",
        "hes got a kniffe",
        "he is strangeling me",
        "heeeelp he has a knife",
        "I can’t breathe",
        "i w\u200bant to die",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
    ],
)
def test_slips_and_hidden_spellings_are_noticed(text: str) -> None:
    assert kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "mąż ma nóż i stoi pod drzwiami", "chce umrzec", "nie moge oddychac", "ojczym mnie bije",
        "vrea să mă omoare", "vreau sa mor", "nu pot sa respir", "tata ma bate cu cureaua",
        "وہ مجھے مار ڈالے گا", "میں مرنا چاہتا ہوں", "wo mujhe maar dega", "main khudkushi karna chahti hun",
        "جوزي هيقتلني", "اريد ان اموت", "مش قادر اتنفس", "huwa byedrabni delwa2ti", "3ayza amoot",
        "সে আমাকে মেরে ফেলবে", "আমি মরতে চাই", "শ্বাস নিতে পারছি না", "amake mere felbe", "ami more jete chai",
        "ਉਹ ਮੈਨੂੰ ਮਾਰ ਦੇਵੇਗਾ", "ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ", "oh mainu maar dega", "main marna chahunda",
        "meu marido vai me matar", "quero morrer", "não consigo respirar", "meu pai me bate",
        "mi marido me va a matar", "quiero morirme", "no puedo respirar", "mi papá me pega",
        "kocam beni öldürecek", "ölmek istiyorum", "nefes alamıyorum", "babam beni dövüyor",
        "wuu i dilayaa", "waxaan rabaa inaan dhinto", "ma neefsan karo neefta way igu adag tahay",
        "mae o'n mynd i fy lladd i", "dwi isio marw", "methu anadlu", "mae dad yn curo fi",
        "він мене вб'є", "хочу померти", "не можу дихати", "тато б'є мене",
    ],
)  # fmt: skip
def test_every_language_offered_is_noticed(text: str) -> None:
    assert kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "these shoes are killing me",
        "i nearly died laughing in the jury room",
        "could murder a cup of tea",
        "my mum is going to kill me for breaking her phone",
        "im writing an essay on suicide prevention",
        "that film where he stabs her was good",
        "city were battered by united, we got murdered at home",
        "i was raped ten years ago and want counselling",
        "my brother killed himself in 2015 and i would like a support group",
        "he strangled me years ago but he is in prison now",
        "im safe now and want to know my rights",
        "im not suicidal just sad",
        "someone stole my bike last week",
        "i am a social worker, how do i refer a client, no immediate risk",
        "im scared of going to court",
        "is there help in urdu near leeds",
        "pies zjadł mi śniadanie",
        "kiedy mam rozprawę",
        "¿cuánto tarda la compensación?",
        "maç ne zaman",
        "",
        "🙂",
    ],
)
def test_ordinary_talk_brings_no_card(text: str) -> None:
    assert phrases().screen(text) == ()


def test_a_figure_of_speech_does_not_hide_real_danger() -> None:
    assert kinds("this song is killing me and he has a knife at my throat") == {"danger"}
    assert kinds("im not suicidal but he is going to kill me tonight") == {"danger"}


def test_something_about_a_friend_or_the_recent_past_is_soft() -> None:
    assert phrases().screen("my friend wants to kill herself") == (Urgent("suicide", soft=True),)
    assert phrases().screen("last month i tried to kill myself") == (Urgent("suicide", soft=True),)


def test_a_friend_in_the_story_does_not_soften_what_happens_to_the_writer() -> None:
    assert phrases().screen("my friend said to write. he is going to kill me") == (Urgent("danger"),)
    assert phrases().screen("my daughter is here and he is going to kill me") == (Urgent("danger"),)


def test_the_past_does_not_soften_what_comes_after_now() -> None:
    found = phrases().screen("years ago he hit me, now he has a knife to my throat")
    assert Urgent("danger") in found


def test_several_kinds_come_in_order_with_the_soft_ones_last() -> None:
    found = phrases().screen("i cant breathe. i want to die. he is going to kill me")
    assert [urgent.kind for urgent in found] == ["danger", "suicide", "medical"]
    mixed = phrases().screen("i cant breathe. my friend wants to kill herself")
    assert mixed == (Urgent("medical"), Urgent("suicide", soft=True))


def spans(phrase: str, text: str, sets: Sets | None = None, breaks: int = 0) -> list[tuple[int, int]]:
    """From which word up to which a phrase is in a text; new sentences start at the bits of `breaks`."""
    numbers = Numbers()
    ready = Phrases.of([numbers.row(read_phrase(phrase, sets or {}))], numbers.spellings)
    return [(one.first, one.end) for one in ready.find(ready.reading(tokens(text), breaks), range(1))]


def test_words_may_stand_in_between_but_not_in_another_sentence() -> None:
    def matches(text: str, breaks: int = 0) -> bool:
        return bool(spans("he ... knife", text, breaks=breaks))

    assert matches("he knife")
    assert matches("he has got a big knife")
    assert not matches("he has got a very big long knife")
    assert not matches("knife he")
    assert not matches("he is here i have a knife", 1 << 3)


def test_a_phrase_says_where_it_was_found() -> None:
    assert spans("(my|the) ex ... door", "help my ex is at the door now") == [(1, 7)]


def test_sets_stand_for_their_words_and_choices_may_be_empty() -> None:
    sets = read_sets({"he": "he|she", "who": "<he>|my ex"})
    for text in ("he hit me", "my ex really hits me"):
        assert spans("<who> (really|) hit* me", text, sets)
    assert not spans("<who> (really|) hit* me", "they hit me", sets)


@pytest.mark.parametrize("phrase", ["(a|b", "a) b", "... knife", "he ...", "<nobody> here", "(a|)", "(...|a) (b|)", "!!"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        read_phrase(phrase, {})


def test_broken_content_is_named_file_by_file(tmp_path: Path) -> None:
    for file in CONTENT.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "sets.yaml").unlink()
    (tmp_path / "guards.yaml").write_text("any:\n  en: |\n    (never closed\n", encoding="utf-8")
    with pytest.raises(BrokenContent) as raised:
        UrgentPhrases.load(tmp_path)
    named = {problem.file for problem in raised.value.problems}
    assert {"urgent/sets.yaml", "urgent/guards.yaml", "urgent/danger.yaml"} <= named


def test_phrases_kept_in_a_build_notice_what_they_did_before(tmp_path: Path) -> None:
    phrases().save(tmp_path / "urgent.npz")
    kept = UrgentPhrases.open(tmp_path / "urgent.npz")
    for text in (
        "he has a knive and wont let me out",
        "years ago he hit me",
        "my mate wants to die",
        "chce umrzec",
        "وعايز يقتلني",
        "lovely day",
    ):
        assert kept.signs(text) == phrases().signs(text), text
    assert kept.signs("he has a knive and wont let me out")


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=400))
def test_any_text_can_be_screened(text: str) -> None:
    phrases().screen(text)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from("he has a knife i want to die my friend last year now door . ! kill me".split())))
def test_any_order_of_urgent_words_can_be_screened(chosen: list[str]) -> None:
    found = phrases().screen(" ".join(chosen))
    assert list(found) == sorted(found, key=lambda urgent: urgent.soft)


def test_every_card_has_a_way_that_needs_no_speaking_and_999_on_top() -> None:
    for kind, card in cards().items():
        shown = card.contacts_for(None, None, None)
        assert shown[0].phone == "999", kind
        assert any(contact.silent and (contact.sms or contact.url or contact.service) for contact in shown), kind
        assert len(card.intro.split()) < 60


def test_a_child_sees_the_line_for_children_before_the_lines_for_everyone() -> None:
    labels = [contact.label for contact in cards()["suicide"].contacts_for(Age(13, 13), None, None)]
    assert labels.index("Childline") < labels.index("Samaritans")
    assert "Childline" not in [contact.label for contact in cards()["suicide"].contacts_for(Age(40, 40), None, None)]


def test_a_line_for_one_nation_is_left_out_in_the_other() -> None:
    england = {contact.service for contact in cards()["danger"].contacts_for(None, None, "england")}
    wales = {contact.service for contact in cards()["danger"].contacts_for(None, None, "wales")}
    assert "live-fear-free" in wales - england
    assert "national-domestic-abuse-helpline" in england - wales


def test_a_line_in_the_persons_language_is_shown_to_them_alone() -> None:
    assert "opoka" in {contact.service for contact in cards()["danger"].contacts_for(None, "pl", None)}
    assert "opoka" not in {contact.service for contact in cards()["danger"].contacts_for(None, None, None)}
