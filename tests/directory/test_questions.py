"""Forty hard questions, asked of the real directory in people's own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from finder.build import Built
from finder.directory import strict_yaml
from finder.directory.search import Results, search
from finder.needs import Needs
from finder.web import forms
from finder.web.forms import Asked

QUESTIONS: list[dict[str, Any]] = strict_yaml.read(Path(__file__).parent / "questions.yaml")


def ask(built: Built, question: dict[str, Any], per_page: int = 10) -> tuple[Needs, Results]:
    asked = Asked(q=question["q"], place=question.get("place", ""), age=question.get("age", ""), language=question.get("language", ""))
    needs = forms.read(asked, built).needs
    return needs, search(built.directory, needs, 1, per_page)


@pytest.mark.parametrize("question", QUESTIONS, ids=[str(one["q"])[:40] for one in QUESTIONS])
def test_a_good_worker_would_name_the_same_services(built: Built, question: dict[str, Any]) -> None:
    needs, results = ask(built, question)
    understood = f"understood {needs.crimes} {needs.groups} {needs.place and needs.place.label} {needs.support}; found {results.ids}"
    if "first" in question:
        assert results.ids[0] == question["first"], understood
    missing = [service for service in question.get("finds", []) if service not in results.ids]
    assert not missing, f"{missing} missing; {understood}"
    everything = ask(built, question, per_page=1000)[1].ids
    assert not set(question.get("never", [])) & {*everything, *results.always}, understood


def test_there_are_forty_of_them_or_more() -> None:
    assert len(QUESTIONS) >= 40
