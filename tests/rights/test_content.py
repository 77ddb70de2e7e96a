"""What the guide to rights says: plain, sourced, complete, and reachable from where a person stands."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from finder.directory import strict_yaml
from finder.directory.model import Service
from finder.rights.model import IDS
from finder.rights.rights import STAGES, Rights
from finder.rights.spans import Span, spans_in
from finder.settings import DEFAULT_CONTENT
from tests.rights.conftest import shown
from tests.rights.reading_age import words

OTHER_LANGUAGES = ("pl", "ro", "ur", "ar", "bn", "pa", "pt", "es", "tr", "so", "cy", "uk")
IN_WORDS = re.compile(r"\b(one|two|three|four|five|six|ten|twelve|twenty)\s+(working\s+)?(day|week|month|year)s?\b", re.I)


def known_limits(rights: Rights) -> set[Span]:
    return {span for rule in rights.deadlines.rules.values() for span in (rule.last, rule.latest) if span}


def test_every_time_limit_shown_rests_on_a_source(rights: Rights) -> None:
    for right in rights.all():
        sourced = {
            *right.limits,
            *known_limits(rights),
            *(span for fact in right.facts for span in spans_in(fact.what)),
        }
        assert {span for text in right.texts for span in spans_in(text)} <= sourced, right.id
    for page in rights.pages.values():
        assert not [text for text in (page.name, *page.ask) if spans_in(text)]
    for stage in rights.stages.values():
        assert not spans_in(stage.label + stage.meaning)


def test_every_deadline_is_the_one_its_source_gives(rights: Rights) -> None:
    for kind, rule in rights.deadlines.rules.items():
        read = {span for fact in rule.rests_on for span in spans_in(fact.what)}
        limits = {span for span in (rule.last, rule.latest) if span}
        if kind == "compensation-child-reported":
            assert "20th birthday" in rule.rests_on[0].what
            assert limits == {Span(20, "year")}
        else:
            assert limits <= read, kind
        assert {span for text in (*rule.also_ask, *rule.passed) for span in spans_in(text)} <= read, kind


def test_numbers_of_days_are_written_in_digits_so_that_they_can_be_checked(rights: Rights) -> None:
    assert [(where, text) for where, text in shown(rights) if IN_WORDS.search(text)] == []


def test_what_could_not_be_confirmed_is_only_something_to_ask(rights: Rights) -> None:
    for right in rights.all():
        assert [text for text in right.ask if not text.startswith(("Ask", "If"))] == []


def test_every_right_and_guide_is_reached_from_a_stage(rights: Rights) -> None:
    reached = {right.id for stage in STAGES for part in (rights.for_stage(stage).first, rights.for_stage(stage).rest) for right in part}
    assert reached == set(IDS)
    assert tuple(rights.stages) == STAGES


def test_nothing_offered_to_somebody_who_told_nobody_begins_with_the_police(rights: Rights) -> None:
    assert all(not right.needs_report for right in rights.for_stage("not-told").first)
    assert [right.id for right in rights.all() if right.id.isdigit() and not right.needs_report] == ["1", "4", "12"]


def test_scripts_ask_for_nothing_about_the_person(rights: Rights) -> None:
    for right in rights.all():
        for script in right.say:
            filled = script.filled({name: choices[-1] for name, choices in script.choices.items()})
            assert not re.search(r"[{}\[\]_]|\bmy name is\b|\bdate of birth\b", filled), right.id
            assert len(words(filled)) >= 15


def test_the_services_beside_a_right_are_ones_people_may_see(rights: Rights) -> None:
    support = set()
    for path in (DEFAULT_CONTENT / "services").glob("*.yaml"):
        support |= set(strict_yaml.read(path).get("support", ()))
    used = {name for right in rights.all() for name in right.services} | {n for p in rights.pages.values() for n in p.services}
    for name in sorted(used):
        value = strict_yaml.read(DEFAULT_CONTENT / "services" / f"{name}.yaml")
        assert Service.model_validate({"id": name, **value}).listed, name
    assert {word for right in rights.all() for word in right.support} <= support


def test_each_right_says_what_to_do_next_and_where_else_to_look(rights: Rights) -> None:
    for right in rights.all():
        assert right.see
        assert right.services
        assert right.id not in right.see


@pytest.mark.parametrize("right_id", IDS)
def test_people_own_words_are_there_for_every_right_in_every_language(rights: Rights, right_id: str) -> None:
    says = {language: strict_yaml.lines(block) for language, block in rights.get(right_id).says.items()}
    assert len(says["en"]) >= 40
    assert all(len(says.get(language, ())) >= 6 for language in OTHER_LANGUAGES)
    for language in ("ur", "pa"):
        latin = sum(bool(re.search("[a-z]", line)) for line in says[language])
        assert min(latin, len(says[language]) - latin) >= 3


def test_no_question_is_given_to_two_rights(rights: Rights) -> None:
    lines = Counter(line.casefold() for right in rights.all() for block in right.says.values() for line in strict_yaml.lines(block))
    assert [line for line, times in lines.items() if times > 1] == []


def test_the_page_says_which_code_it_shows_and_that_a_new_one_is_expected(rights: Rights) -> None:
    name, version = rights.version(date(2026, 11, 21))
    assert (name, version.first) == ("2021", date(2021, 4, 1))
    assert "1 April 2021" in version.what
    assert rights.versions.expected
    assert "new Code" in rights.versions.expected.what
    assert rights.versions.checked <= date.today()
