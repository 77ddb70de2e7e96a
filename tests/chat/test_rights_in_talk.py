"""Questions about rights in a talk: answered with a card, whatever else is going on, then back to where the talk was."""

from __future__ import annotations

import pytest

from finder.rights.model import IDS
from finder.web.rights_codes import code
from tests.visitor import Visitor, page_of


def say(client: Visitor, message: str, conversation: str | None = None) -> dict[str, object]:
    answer = client.post("/api/chat", json={"message": message, "conversation": conversation})
    assert answer.status_code == 200
    told: dict[str, object] = answer.get_json()
    return told


def shown(told: dict[str, object]) -> list[str]:
    replies = told["replies"]
    assert isinstance(replies, list)
    return [right for reply in replies if reply["type"] == "rights" for right in reply["ids"]]


@pytest.mark.parametrize(
    ("message", "right"),
    [
        ("they dropped my case", "review"),
        ("can i get criminal injuries compensation", "compensation"),
        ("do i have to go to court", "witness"),
        ("when do i get my phone back off the police", "property"),
    ],
)
def test_a_question_that_comes_first_is_answered_with_its_right(client: Visitor, message: str, right: str) -> None:
    told = say(client, message)
    assert shown(told)[0] == right
    assert told["rights"][0] == right  # type: ignore[index]
    assert any(reply["type"] == "choices" for reply in told["replies"])  # type: ignore[attr-defined]


def test_a_question_in_the_middle_is_answered_and_the_open_question_comes_back(client: Visitor) -> None:
    first = say(client, "i was robbed in leeds")
    told = say(client, "do they have to tell me what happens in my case", str(first["conversation"]))
    assert set(shown(told)) & {"6", "3"}
    texts = [reply["text"] for reply in told["replies"] if reply["type"] == "text"]  # type: ignore[attr-defined]
    assert any(text.endswith("?") for text in texts)
    assert told["conversation"] == first["conversation"]


def test_the_police_question_is_answered_plainly_and_with_its_guide(client: Visitor) -> None:
    told = say(client, "do i have to tell the police")
    assert shown(told)[0] == "reporting"
    assert "In most cases you do not have to tell the police." in str(told["replies"])


def test_danger_comes_before_any_right(client: Visitor) -> None:
    told = say(client, "he has a knife and is at my door, and do i get compensation")
    assert told["urgent"]
    assert shown(told) == []


def test_the_card_on_the_page_has_the_time_limit_and_leads_to_the_right(client: Visitor) -> None:
    answer = client.post("/chat", data={"message": "how long have i got to claim criminal injuries compensation"})
    page = page_of(client.get(answer.headers["Location"].partition("#")[0]))
    card = page.all("div", class_="guide")[0]
    assert "Time limit: 2 years" in "".join(card.itertext())
    addresses = [link.get("href", "").partition("?")[0] for link in page.one("main").iter("a")]
    assert f"/guide/{code('right', 'compensation')}" in addresses
    assert "/guide" in addresses


def test_every_right_can_be_shown_in_a_talk(client: Visitor) -> None:
    """Its own name, asked about, brings each up."""
    from finder.rights.rights import Rights
    from finder.settings import DEFAULT_CONTENT

    rights = Rights.load(DEFAULT_CONTENT / "rights")
    missed = [one for one in IDS if one not in shown(say(client, next(iter(rights.get(one).says["en"].splitlines()))))]
    assert len(missed) <= 1, missed
