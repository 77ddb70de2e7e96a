"""Questions about rights in people's own words: which right each leads to, and that a question is no guess at a crime."""

from __future__ import annotations

import pytest

from finder.build import Built
from finder.directory import strict_yaml
from finder.rights.model import IDS
from finder.rights.rights import Rights
from finder.settings import DEFAULT_CONTENT
from finder.understanding.models import NO_RIGHT

QUESTIONS = [
    ("letter from the cops is full of words i dont get", {"1", "interpreter"}),
    ("the officer refused to write down my crime, is that allowed", {"2", "complain", "12"}),
    ("what happens after i have reported a crime", {"3", "reporting"}),
    ("is there anyone to support me if i never reported it", {"4", "reporting"}),
    ("can someone pay me back for my broken glasses and time off", {"5", "compensation", "10"}),
    ("they let him out on bail and I only heard from a neighbour", {"6", "11", "offender-release"}),
    ("i want to tell the judge what this did to my kids", {"7", "personal-statement"}),
    ("when is the trial and who tells me the date", {"8", "6", "witness"}),
    ("what sentence did he get, nobody rang me", {"9", "6"}),
    ("will someone cover my train fare to the crown court", {"10", "witness"}),
    ("he goes to prison next week, how will i know when he gets out", {"11", "offender-release"}),
    ("they broke every promise in the code, what can i do about it", {"12", "complain"}),
    ("must i go to the police station to get help", {"reporting", "4"}),
    ("my english is bad, will there be a translator when i talk to the police", {"interpreter", "1"}),
    ("what do i put in a victim impact statement", {"personal-statement", "7"}),
    ("do i have to stand up in court in front of everyone", {"witness", "special-measures", "8"}),
    ("dont want to see him in the courtroom, can there be a curtain", {"special-measures", "witness"}),
    ("is there still time to ask for criminal injuries money", {"compensation", "5"}),
    ("the cps say they wont take him to court, can that be changed", {"review"}),
    ("can i sit down with the lad who burgled us and ask him why", {"restorative-justice"}),
    ("when do i get my phone back off the detectives", {"property"}),
    ("who do i complain to about how the detective spoke to me", {"complain", "12"}),
]

NO_QUESTIONS = (
    "my ex keeps turning up outside my flat",
    "someone took my bike from the shed",
    "what time does the library open",
    "a man in town shouted at me because i am black",
    "how do i make pancakes",
)

SHORT = {
    "compensation": "compensation",
    "they dropped my case": "review",
    "do i have to go to court": "witness",
    "special measures": "special-measures",
    "vps": "personal-statement",
    "do i have to tell the police": "reporting",
    "they let him out and nobody told me": "6",
}


@pytest.fixture(scope="module")
def said() -> set[str]:
    every = Rights.load(DEFAULT_CONTENT / "rights").all()
    return {line.casefold() for right in every for block in right.says.values() for line in strict_yaml.lines(block)}


def test_no_question_here_was_learned_from(said: set[str]) -> None:
    assert len(QUESTIONS) >= 20
    assert not said & {question.casefold() for question, _ in QUESTIONS}


@pytest.mark.parametrize(("question", "leads_to"), QUESTIONS)
def test_a_question_leads_to_its_right_first_or_second(built: Built, question: str, leads_to: set[str]) -> None:
    assert leads_to & set(built.understanding.understand(question).rights)


def test_most_questions_lead_to_their_right_first_and_to_no_guess_at_a_crime(built: Built) -> None:
    needs = [(built.understanding.understand(question), leads_to) for question, leads_to in QUESTIONS]
    assert sum(found.rights[:1] and found.rights[0] in leads_to for found, leads_to in needs) >= len(QUESTIONS) * 0.85
    assert sum(found.guess for found, _ in needs) <= 2


@pytest.mark.parametrize(("typed", "right"), SHORT.items())
def test_plain_words_settle_the_right_and_guess_no_crime(built: Built, typed: str, right: str) -> None:
    found = built.understanding.understand(typed)
    assert found.rights[0] == right
    assert not found.guess


@pytest.mark.parametrize("typed", NO_QUESTIONS)
def test_what_asks_about_no_right_is_given_none(built: Built, typed: str) -> None:
    assert built.understanding.understand(typed).rights == ()


def test_a_crime_and_a_question_are_both_understood(built: Built) -> None:
    found = built.understanding.understand("I was robbed last year, can I get any money for my injuries")
    assert found.crimes[0] == "robbery"
    assert "compensation" in found.rights


def test_a_text_is_read_for_its_meaning_once(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    understanding, read = built.understanding, []
    embed = understanding.embed.__call__

    def counted(texts: list[str]) -> object:
        read.append(texts)
        return embed(texts)

    object.__setattr__(understanding, "embed", counted)
    try:
        understanding.understand("they said there is not enough evidence, can they look again")
    finally:
        object.__setattr__(understanding, "embed", embed.__self__)  # type: ignore[attr-defined]
    assert len(read) == 1


def test_only_rights_that_exist_are_learned(built: Built) -> None:
    models = built.understanding.models
    assert set(models.rights.names) == {*IDS, NO_RIGHT}
    assert 0 < models.rights_floor < 1
