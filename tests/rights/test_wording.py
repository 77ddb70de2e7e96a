"""How the guide to rights is worded: short sentences, plain words, and no legal word left bare."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from finder.rights.model import IDS, Right
from finder.rights.rights import Rights
from tests.rights.conftest import shown
from tests.rights.reading_age import grade, sentences, words

LEGAL = (
    *(
        "bail",
        "caution",
        "charged?",
        "the CPS",
        "CICA",
        "suspect",
        "trial",
        "hearing",
        "sentence",
        "appeals?",
        "parole",
    ),
    *("special measures", "intermediary", "Registered Intermediary", "Enhanced Rights", "Victim Personal Statement"),
    *("Witness Care Unit", "Victim Liaison Officer", "Victim Contact Scheme", "Youth Offending Team", "Ombudsman"),
    *(
        "Parole Board",
        "Family Liaison Officer",
        "restorative justice",
        "compensation",
        "tribunal",
        "interpreter",
        "evidence",
    ),
    "Impact Statement for Business",
)
MEANING = re.compile(
    r"^('s)?( [\w']+){0,3}?(\s*\(|: |,? (is|are|means|says) )"  # bail (let go with rules), bail means
    r"|^[^.]*\. (That|It|An? \w+|The \w+) (is|means|says) "  # ... bail. That is
    r"|^[^.]*\. \w+ means "
)


def prose(right: Right) -> Iterator[str]:
    """The running text of a right, without its labels."""
    yield right.short
    yield from (fact.what for fact in right.facts)
    yield from (script.filled() for script in right.say)
    yield from right.next
    yield from right.ask


@pytest.mark.parametrize("right_id", IDS)
def test_a_nine_year_old_can_read_every_right(rights: Rights, right_id: str) -> None:
    right = rights.get(right_id)
    assert grade(prose(right)) <= 5
    assert grade([right.short]) <= 5
    assert grade(item.what for item in right.expect) <= 5
    assert grade(script.filled() for script in right.say) <= 5
    assert grade(right.next) <= 5


def test_a_nine_year_old_can_read_every_page_and_deadline(rights: Rights) -> None:
    for page in rights.pages.values():
        assert grade(fact.what for fact in page.facts) <= 5
    for rule in rights.deadlines.rules.values():
        assert grade((*(fact.what for fact in rule.rests_on), *rule.also_ask, *rule.passed)) <= 5
    assert grade(stage.meaning for stage in rights.stages.values()) <= 5


def test_no_sentence_is_over_25_words(rights: Rights) -> None:
    assert [(where, part) for where, text in shown(rights) for part in sentences(text) if len(words(part)) > 25] == []


def test_each_right_is_summed_up_in_two_sentences(rights: Rights) -> None:
    assert {right.id: len(sentences(right.short)) for right in rights.all()} == dict.fromkeys(IDS, 2)


@pytest.mark.parametrize("right_id", IDS)
def test_a_legal_word_has_its_meaning_beside_it_where_it_is_first_read(rights: Rights, right_id: str) -> None:
    text = "\n".join(list(rights.get(right_id).texts)[1:])
    bare = []
    for term in LEGAL:
        first = re.search(rf"\b{term}\b", text, re.I)
        line = text[first.end() :].split("\n")[0] if first else ""
        before = text[: first.start()].split("\n")[-1] if first else ""
        if first and not MEANING.search(line) and not re.search(r"\([^)]*$", before) and not re.search(r"called (a |the )?$", before):
            bare.append(f"{term}: {before[-40:]}[{first[0]}]{line[:60]}")
    assert bare == []
