"""The talk in the API: `/api/chat`. The same talks, the same replies as on the page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from pydantic import ValidationError

from finder.chat import said
from finder.chat.talk import Talk, Turn
from finder.directory.search import Results
from finder.store import Busy, Gone
from finder.web import api, chat_view, counting, openapi, urgent
from finder.web.api_chat_models import ChatAnswer, ChatRequest
from finder.web.errors import BadRequest
from finder.web.state import built, state
from finder.web.words import gettext

rooms = Blueprint("api_chat", __name__, url_prefix="/api")

TOO_MANY = 429
_EMPTY = Results(0, (), (), {}, {}, {})

openapi.add(
    "/api/chat",
    {
        "post": openapi.posting(ChatRequest, ChatAnswer, "chat", "Say something, or choose, and get the reply", (400, 413, 415, 429, 503)),
    },
)
openapi.add(
    "/api/chat/{conversation}",
    {
        "delete": {
            "operationId": "endChat",
            "summary": "Forget a conversation at once",
            "parameters": [{"name": "conversation", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"204": {"description": "It is forgotten, or was already"}},
        }
    },
)


@rooms.post("/chat")
def chat() -> Response:
    sent = request.get_json(silent=True, cache=False) if request.is_json else None
    if not request.is_json:
        raise BadRequest(415, "not-json", None)
    if not isinstance(sent, dict):
        raise BadRequest(400, "not-json", None)
    api.speak(sent.get("lang"))
    return _answer(_checked(sent))


@rooms.delete("/chat/<conversation>")
def forget(conversation: str) -> tuple[str, int]:
    state().forget(conversation)
    return "", 204


def _checked(sent: dict[str, Any]) -> ChatRequest:
    try:
        wanted = ChatRequest.model_validate(sent)
    except ValidationError as error:
        raise BadRequest(400, "wrong-type", str(error.errors(include_input=False)[0]["loc"][0])) from None
    if (wanted.message is None) == (wanted.choice is None):
        raise BadRequest(400, "one-of", "message")
    return wanted


def _answer(wanted: ChatRequest) -> Response:
    key, lapsed = wanted.conversation, False
    if key is None or key not in state().talks:
        lapsed = key is not None
        key = state().talks.begin(chat_view.opening()).id
    try:
        talk = state().talks.say(key, built(), wanted.message or "", wanted.choice)
    except Gone:  # ended by another request while this one came
        key, lapsed = state().talks.begin(chat_view.opening()).id, True
        talk = state().talks.say(key, built(), wanted.message or "", wanted.choice)
    except Busy:
        abort(TOO_MANY)
    counting.reply(talk)
    return jsonify(_view(key, talk, lapsed).model_dump())


def _view(key: str, talk: Talk, lapsed: bool) -> ChatAnswer:
    turn = talk.turns[-1]
    said_so = [{"field": "conversation", "code": "lapsed", "text": gettext(said.LAPSED)}] if lapsed else []
    return ChatAnswer.model_validate(
        {
            "conversation": key,
            "mode": talk.mode,
            "urgent": [urgent.as_data(card) for card in urgent.cards(turn.urgent)] if turn.urgent else [],
            "topics": turn.crimes,
            "rights": turn.rights,
            "services": _services(turn),
            "replies": _replies(turn),
            "notices": [*said_so, *(api.notice(part.notice) for part in turn.parts if part.notice)],
        }
    )


def _services(turn: Turn) -> list[dict[str, Any]]:
    directory = built().directory
    shown = {one.id: one for part in turn.parts for one in part.services if one.id in directory}
    reasons = {one.id: one.why for one in shown.values()}
    distances = {one.id: one.distance_km for one in shown.values() if one.distance_km is not None}
    results = Results(_EMPTY.total, _EMPTY.ids, _EMPTY.always, _EMPTY.facets, reasons, distances)
    return [api.service(service_id, results) for service_id in shown]


def _replies(turn: Turn) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for part in turn.parts:
        if part.kind == "services":
            replies.append({"type": "services", "ids": [one.id for one in part.services]})
        elif part.kind == "rights":
            replies.append({"type": "rights", "ids": list(part.rights)})
        elif part.kind == "urgent":
            replies.append({"type": "urgent"})
        elif part.kind != "notice" and (text := chat_view.sentence(part)):
            replies.append({"type": "text", "text": text})
    if turn.options:
        replies.append({"type": "choices", "choices": chat_view.options(turn.options)})
    return replies
