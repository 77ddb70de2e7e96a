"""The talk in the API, as its contract says."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder.web.api_chat_models import ChatAnswer

SHAPE = {"conversation", "mode", "urgent", "topics", "rights", "services", "replies", "notices"}


@pytest.fixture
def caller(alone: Flask) -> FlaskClient:
    return alone.test_client()


def ask(caller: FlaskClient, **sent: Any) -> dict[str, Any]:
    response = caller.post("/api/chat", json=sent)
    assert response.status_code == 200, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    assert set(answer) == SHAPE
    return answer


def test_an_answer_has_the_shape_of_the_description(caller: FlaskClient) -> None:
    description = caller.get("/api/openapi.json").get_json()
    assert set(description["components"]["schemas"]["ChatAnswer"]["properties"]) == SHAPE
    assert set(description["paths"]["/api/chat"]) == {"post"}
    assert set(description["paths"]["/api/chat/{conversation}"]) == {"delete"}
    for message in ("i was robbed in newport", "he has a knife to my throat", "is this private", ""):
        answer = ask(caller, message=message)
        assert ChatAnswer.model_validate(answer, strict=True).model_dump() == answer


def test_a_talk_goes_on_under_its_id(caller: FlaskClient) -> None:
    first = ask(caller, message="my ex wont stop turning up at my work, im in bootle")
    assert first["topics"] == ["stalking-harassment"]
    assert first["mode"] == "simple"
    shown = next(reply["ids"] for reply in first["replies"] if reply["type"] == "services")
    assert [service["id"] for service in first["services"]] == shown
    choices = next(reply["choices"] for reply in first["replies"] if reply["type"] == "choices")
    second = ask(caller, choice=choices[0]["value"], conversation=first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert second["topics"] == []


def test_danger_is_in_the_answer_and_first_among_the_replies(caller: FlaskClient) -> None:
    answer = ask(caller, message="he has a knife to my throat")
    assert answer["urgent"][0]["kind"] == "danger"
    assert answer["urgent"][0]["contacts"]
    assert answer["replies"][0] == {"type": "urgent"}


def test_an_unknown_conversation_starts_anew_with_a_notice(caller: FlaskClient) -> None:
    answer = ask(caller, message="i was robbed", conversation="AAAAAAAAAAAAAAAAAAAAAA")
    assert answer["conversation"] != "AAAAAAAAAAAAAAAAAAAAAA"
    assert [notice["code"] for notice in answer["notices"]] == ["lapsed"]


def test_deleting_forgets_at_once(caller: FlaskClient) -> None:
    key = ask(caller, message="i was robbed")["conversation"]
    assert caller.delete(f"/api/chat/{key}").status_code == 204
    assert [notice["code"] for notice in ask(caller, message="hello", conversation=key)["notices"]] == ["lapsed"]
    assert caller.delete("/api/chat/nothing-here").status_code == 204


def test_a_made_up_choice_is_answered_with_choices(caller: FlaskClient) -> None:
    answer = ask(caller, choice="topic:made-up")
    assert answer["replies"][-1]["type"] == "choices"


def test_a_language_that_is_not_offered_gets_english(caller: FlaskClient) -> None:
    answer = ask(caller, message="i was robbed", lang="tlh")
    assert any("understood" in reply.get("text", "") for reply in answer["replies"])


@pytest.mark.parametrize(
    "sent", [{}, {"message": 5}, {"message": ["a"]}, {"message": "a", "choice": "b"}, {"choice": True}, {"message": "a", "conversation": 7}]
)
def test_what_cannot_be_used_is_named(caller: FlaskClient, sent: dict[str, Any]) -> None:
    response = caller.post("/api/chat", json=sent)
    assert response.status_code == 400
    error = response.get_json()["error"]
    assert error["field"] in ("message", "choice", "conversation")
    assert error["message"].endswith(".")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"not json", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"message=a", "application/x-www-form-urlencoded", 415),
        (b'{"message": "' + b"a" * 20_000 + b'"}', "application/json", 413),
    ],
)
def test_other_bodies_are_errors_in_a_sentence(caller: FlaskClient, body: bytes, kind: str, status: int) -> None:
    response = caller.post("/api/chat", data=body, content_type=kind)
    assert response.status_code == status
    assert response.get_json()["error"]["message"]


def test_other_methods_are_named(caller: FlaskClient) -> None:
    assert caller.get("/api/chat").status_code == 405


def test_readiness_says_how_the_assistant_is_and_never_waits(caller: FlaskClient) -> None:
    assert caller.get("/health/ready").get_json()["assistant"] in ("starting", "down")
