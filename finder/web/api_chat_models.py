"""The shapes of the talk in the API; like those of the finder they are a contract: fields are only ever added."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from finder.web.api_models import Answer, NoticeOut, ServiceOut, UrgentOut


def _only(given: str, left_out: str) -> dict[str, JsonValue]:
    """One of the two, and not the other, as the description says it."""
    return {"required": [given], "properties": {given: {"type": "string"}, left_out: {"type": "null"}}}


class ChatRequest(BaseModel):
    """A message, or the value of a choice handed out before in the same conversation; `lang` is that of the answer."""

    model_config = ConfigDict(
        strict=True, extra="ignore", json_schema_extra={"oneOf": [_only("message", "choice"), _only("choice", "message")]}
    )

    message: str | None = None
    choice: str | None = None
    conversation: str | None = None
    lang: str | None = None


class ChoiceOut(Answer):
    """`value` says nothing to the caller; it is sent back as `choice`."""

    label: str
    value: str


class TextReply(Answer):
    type: Literal["text"] = "text"
    text: str


class ServicesReply(Answer):
    type: Literal["services"] = "services"
    ids: list[str]


class RightsReply(Answer):
    type: Literal["rights"] = "rights"
    ids: list[str]


class UrgentReply(Answer):
    type: Literal["urgent"] = "urgent"


class ChoicesReply(Answer):
    type: Literal["choices"] = "choices"
    choices: list[ChoiceOut]


class ChatAnswer(Answer):
    """The reply to one message. `topics` and `rights` were understood in it, best first; `services` are those of the reply."""

    conversation: str
    mode: Literal["assistant", "simple"]
    urgent: list[UrgentOut]
    topics: list[str]
    rights: list[str]
    services: list[ServiceOut]
    replies: list[TextReply | ServicesReply | RightsReply | UrgentReply | ChoicesReply]
    notices: list[NoticeOut]
