"""The gold set is big enough, labelled as its README says, apart from what the site learns from, and understood as well as it was."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from finder.build import Built
from tests.bot.gold.labels import COVERS, GROUPS, KINDS, RIGHTS, TOPICS
from tests.bot.gold.load import SECOND, THIRD, Message, dialogues, messages
from tests.bot.measure import Answered, Share, answered, figures, misspelt

CONTENT = Path(__file__).resolve().parents[2] / "content"
EVERY = (*messages(), *messages(SECOND), *messages(THIRD))
LANGUAGES = ("pl", "ro", "ur", "ar", "bn", "pa", "pt", "es", "tr", "so", "cy", "uk")
LEAST = [
    ("U1 urgent noticed", 0.95, 0.97),
    ("U1 explicit", 0.98, 0.96),
    ("U1 right kind", 0.87, 0.93),
    ("U3 crime type", 0.93, 0.96),
    ("U3 misspelt", 0.91, 0.95),
    ("U4 rights", 0.92, 0.9),
    ("U4 out of scope", 0.85, 0.83),
    ("U4 in scope answered", 0.96, 0.96),
]
"""The floor under each figure, in English and over the other languages: a little under what was measured."""
LEAST_LATER = {
    SECOND: {"U1 urgent noticed": 0.98, "U1 explicit": 0.99, "U3 crime type": 0.93, "U4 rights": 0.83, "U4 out of scope": 0.87},
    THIRD: {"U1 urgent noticed": 0.93, "U1 explicit": 0.97, "U3 crime type": 0.87, "U4 rights": 0.87, "U4 out of scope": 0.78},
}
MOST_LATER = {SECOND: 0.09, THIRD: 0.11}
"""The same for the sets of other writers, over all languages; and the share of false cards."""
SCRIPTS = {"ur": "ARABIC", "pa": "GURMUKHI"}
ALLOWED = {
    "topics": TOPICS,
    "rights": RIGHTS,
    "urgent": KINDS,
    "shows": {"text", "services", "rights", "urgent", "choices"},
    "cleared": {"topics", "place", "age"},
    "avoids": {"police"},
    "groups": {"men", "women", "lgbt", "deaf", "disabled", "migrants"},
}


def _count(group: str, language: str | None = None) -> int:
    return sum(m.group.startswith(group) and language in (None, m.language) for m in messages())


def _normal(text: str) -> str:
    """Lower case without accents, punctuation or spaces, so that a copy is found however it is spelt."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


def _is_in(script: str, message: Message) -> bool:
    return any(unicodedata.name(c, "").startswith(script) for c in message.text)


def test_there_are_enough_messages_of_every_kind() -> None:
    assert len(messages()) >= 1000
    assert _count("urgent") >= 260
    assert 0.35 <= _count("urgent-explicit") / _count("urgent") <= 0.45
    assert _count("hard-negative") >= 260
    assert _count("out-of-scope") >= 160
    assert _count("rights") >= 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_share(language: str) -> None:
    mine = [m for m in messages() if m.language == language]
    assert len(mine) >= 45
    assert _count("urgent", language) >= 12
    assert _count("rights", language) >= 5
    assert _count("out-of-scope", language) >= 5
    assert {topic for m in mine for topic in m.topics} == TOPICS


def test_english_has_its_share() -> None:
    assert sum(m.language == "en" for m in messages()) >= 420
    assert {m.language for m in messages()} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", SCRIPTS)
def test_about_half_of_the_messages_are_in_latin_letters_where_people_write_both(language: str) -> None:
    mine = [m for m in messages() if m.language == language]
    own = sum(_is_in(SCRIPTS[language], m) for m in mine)
    assert 0.4 <= own / len(mine) <= 0.6


def test_every_crime_type_is_told_often_enough() -> None:
    total = Counter(chain.from_iterable(m.topics for m in messages()))
    english = Counter(chain.from_iterable(m.topics for m in messages() if m.language == "en"))
    assert {t: total[t] for t in TOPICS if total[t] < 25 or english[t] < 10} == {}


def _faults(m: Message) -> Iterator[str]:
    for name, values, allowed in (
        ("urgent", m.urgent, KINDS),
        ("topics", m.topics, TOPICS),
        ("rights", m.rights, RIGHTS),
        ("group", (m.group,), GROUPS),
    ):
        if not set(values) <= allowed or len(set(values)) != len(values):
            yield f"{name} {values}"
    if m.group.startswith("urgent") != bool(m.urgent):
        yield "urgent labels do not fit the group"
    if m.soft and not m.urgent:
        yield "soft without urgent"
    if m.group == "rights" and not m.rights or m.group == "topic" and not m.topics:
        yield "the label that the group is about is missing"
    if not m.in_scope and (m.urgent or m.topics or m.rights) or m.group == "out-of-scope" and m.in_scope:
        yield "scope does not fit"
    if len(m.text) > 1000:
        yield "longer than a message may be"


def test_every_label_of_a_message_is_known_and_fits_the_others() -> None:
    assert [(m.text, fault) for m in EVERY for fault in _faults(m)] == []


def test_no_message_stands_twice() -> None:
    counts = Counter(_normal(m.text) for m in EVERY)
    assert [text for text, times in counts.items() if times > 1] == []


def test_dialogues_are_enough_and_cover_what_people_do() -> None:
    assert len(dialogues()) >= 40
    assert len({d.name for d in dialogues()}) == len(dialogues())
    assert {c for d in dialogues() for c in d.covers} == COVERS
    assert [d.name for d in dialogues() if not 3 <= len(d.turns) <= 8] == []
    assert len({d.language for d in dialogues()}) >= 8


def test_every_label_of_a_dialogue_is_known() -> None:
    for talk in dialogues():
        for turn in talk.turns:
            for field, allowed in ALLOWED.items():
                assert set(getattr(turn, field) or ()) <= allowed, (talk.name, turn.says, field)
            assert turn.audience in (None, "self", "child", "friend", "professional"), talk.name
            assert turn.answers in (None, "privacy", "police-optional", "human", "out-of-scope"), talk.name
            assert turn.goodbye in (None, "yes"), talk.name
            assert re.fullmatch(r"\d+(-\d+)?", turn.age or "0"), talk.name


def _learnt_from() -> Iterator[tuple[str, str]]:
    """Each line, normalised, that the site learns from, with where it stands (file:line)."""
    for folder in (CONTENT / "topics", CONTENT / "urgent"):
        for path in sorted(folder.rglob("*.y*ml")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield _normal(line.strip().removeprefix("- ")), f"{path.relative_to(CONTENT)}:{number}"


def test_no_gold_message_is_among_the_examples_the_site_learns_from() -> None:
    gold = {_normal(m.text) for m in EVERY}
    # Only where, not what: the message is the gold set's, and the line there is to be removed, not reworded.
    assert [where for line, where in _learnt_from() if line and line in gold] == []


# How well the messages are understood (`make evaluate` prints it all; docs/assistant.md holds it)


@pytest.fixture(scope="module")
def gold(built: Built) -> list[Answered]:
    return answered(messages(), built.understanding)


@pytest.mark.parametrize(("name", "least_english", "least_others"), LEAST)
def test_people_are_understood_as_well_as_was_reached(gold: list[Answered], name: str, least_english: float, least_others: float) -> None:
    english = figures([one for one in gold if one.message.language == "en"])
    others = figures([one for one in gold if one.message.language != "en"])
    assert english[name].value >= least_english, str(english[name])
    assert others[name].value >= least_others, str(others[name])


@pytest.mark.parametrize(("name", "most"), [("U2 false cards", 0.062), ("U2 hard negatives", 0.075)])
def test_ordinary_messages_raise_few_cards(gold: list[Answered], name: str, most: float) -> None:
    assert figures(gold)[name].value <= most, str(figures(gold)[name])


@pytest.fixture(scope="module")
def later(built: Built) -> dict[str, dict[str, Share]]:
    return {of: figures(answered(messages(of), built.understanding, with_slips=False)) for of in LEAST_LATER}


@pytest.mark.parametrize(("of", "name"), [(of, name) for of, floors in LEAST_LATER.items() for name in floors])
def test_messages_of_another_writer_are_understood_as_well_as_was_reached(later: dict[str, dict[str, Share]], of: str, name: str) -> None:
    assert later[of][name].value >= LEAST_LATER[of][name], str(later[of][name])


@pytest.mark.parametrize("of", MOST_LATER)
def test_ordinary_messages_of_another_writer_raise_few_cards(later: dict[str, dict[str, Share]], of: str) -> None:
    assert later[of]["U2 false cards"].value <= MOST_LATER[of], str(later[of]["U2 false cards"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(gold: list[Answered], language: str) -> None:
    mine = figures([one for one in gold if one.message.language == language])
    assert mine["U1 urgent noticed"].value >= 0.8, str(mine["U1 urgent noticed"])
    assert mine["U3 crime type"].value >= 0.9, str(mine["U3 crime type"])


@pytest.mark.parametrize(("right", "of", "low", "high"), [(0, 10, 0.0, 0.28), (10, 10, 0.72, 1.0), (50, 100, 0.40, 0.60)])
def test_the_interval_of_a_share_is_that_of_wilson(right: int, of: int, low: float, high: float) -> None:
    assert Share(right, of).interval == pytest.approx((low, high), abs=0.01)


def test_a_quarter_of_the_longer_words_is_misspelt_and_always_the_same_way() -> None:
    text = "somebody threatened another person yesterday morning " * 20
    changed = sum(one != other for one, other in zip(text.split(), misspelt(text).split(), strict=True))
    assert 0.15 <= changed / len(text.split()) <= 0.35
    assert misspelt(text) == misspelt(text)
    assert misspelt("my car is red") == "my car is red"
