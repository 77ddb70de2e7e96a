"""Is the site up, and is it ready? Ready never waits for the assistant."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from finder.web.state import built, has_directory, state

rooms = Blueprint("health", __name__, url_prefix="/health")


@rooms.get("/live")
def live() -> Response:
    return jsonify({"live": True})


@rooms.get("/ready")
def ready() -> Response:
    """503 while there is no directory to search."""
    assistant = state().talks.assistant.status()
    if not has_directory():
        response = jsonify({"ready": False, "index": None, "services": 0, "assistant": assistant})
        response.status_code = 503
        return response
    return jsonify({"ready": True, "index": built().hash, "services": len(built().directory), "assistant": assistant})
