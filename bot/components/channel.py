"""The one door to the assistant: the site's protocol over HTTP on loopback. No text is ever logged here.

    POST /webhooks/waymark/webhook   {"sender", "text", "vector", "entities", "did"}
      200 {"steps": [...], "asks", "ends", "clears", "doing"}; 400 what cannot be read; 503 no plan could be made
    DELETE /webhooks/waymark/<sender>   forgets the talk at once: 204
    GET /webhooks/waymark/   {"status": "ready"}, or 503

Rasa's own REST channel logs what people typed when something fails, and then answers 200 with an empty list.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic, response
from sanic.request import Request as HttpRequest
from sanic.response import HTTPResponse

from components import wire
from components.plan import Collected
from components.tracker_store import Forgetful

logger = logging.getLogger(__name__)
UNAVAILABLE = 503


class Waymark(InputChannel):
    """Named in credentials.yml as components.channel.Waymark."""

    @classmethod
    def name(cls) -> str:
        return "waymark"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Raises RasaException below the log level "warning": from "info" down, Rasa writes what people type."""
        if logging.getLogger("rasa").isEnabledFor(logging.INFO):
            raise RasaException("Start Rasa with LOG_LEVEL=WARNING (run.sh does): its other levels log what people type.")
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("waymark", __name__)

        @door.listener("after_server_start")
        async def no_fallback(app: Sanic, _loop: Any) -> None:
            """Rasa puts a store that never forgets behind ours, for errors. An error is to be an error."""
            app.ctx.agent.tracker_store = app.ctx.agent.processor.tracker_store = _store(app.ctx.agent)

        @door.get("/health")
        async def health(request: HttpRequest) -> HTTPResponse:
            ready = _agent(request).is_ready()
            return response.json({"status": "ready" if ready else "starting"}, 200 if ready else UNAVAILABLE)

        @door.post("/webhook")
        async def receive(request: HttpRequest) -> HTTPResponse:
            if len(request.body) > wire.MOST_BYTES:
                return _refused("too long", 413)
            try:
                asked = wire.read(request.body)
            except wire.BadRequest as error:
                return _refused(str(error), 400)
            try:
                return await _answer(_agent(request), asked, on_new_message)
            except Exception as error:  # whatever it is, the site must hear of it, and the log must not hear the text
                logger.error("No plan: %s", type(error).__name__)
                return _refused("no plan", UNAVAILABLE)

        @door.delete("/talks/<sender:str>")
        async def forget(request: HttpRequest, sender: str) -> HTTPResponse:
            try:
                await _forget(_agent(request), wire.sender(sender))
            except wire.BadRequest as error:
                return _refused(str(error), 400)
            return response.empty()

        return door


async def _answer(agent: Agent, asked: wire.Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> HTTPResponse:
    said = Collected()
    sent = {"vector": asked.vector, "known": asked.known, "did": asked.did}
    await on_new_message(UserMessage(asked.text, said, asked.sender, input_channel=Waymark.name(), metadata=sent))
    if not said.steps:
        return _refused("no plan", UNAVAILABLE)
    plan = said.plan(_store(agent).doing(asked.sender))
    if said.ends:
        await _forget(agent, asked.sender)
    return response.json(plan)


async def _forget(agent: Agent, sender: str) -> None:
    """Waits for a message in hand, which would otherwise be kept after it."""
    async with agent.lock_store.lock(sender):
        _store(agent).forget(sender)


def _agent(request: HttpRequest) -> Agent:
    agent: Agent = request.app.ctx.agent
    return agent


def _store(agent: Agent) -> Forgetful:
    store = agent.tracker_store
    return store if isinstance(store, Forgetful) else store._tracker_store


def _refused(reason: str, status: int) -> HTTPResponse:
    return response.json({"error": reason}, status)
