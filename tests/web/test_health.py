"""What an operator's monitor sees."""

from __future__ import annotations

import pytest

from finder.build import Built
from tests.visitor import Visitor
from tests.web.described import matches


def test_the_site_is_alive(client: Visitor) -> None:
    response = client.get("/health/live")
    assert (response.status_code, matches(client, response)) == (200, {"live": True})


def test_the_site_is_ready_and_says_with_what(client: Visitor, built: Built) -> None:
    response = client.get("/health/ready")
    answer = matches(client, response)
    assert response.status_code == 200
    assert answer.keys() == {"ready", "index", "services", "assistant"}
    assert (answer["ready"], answer["index"], answer["services"]) == (True, built.hash, len(built.directory))
    assert answer["assistant"] in ("ready", "starting", "down")


def test_ready_never_waits_for_the_assistant(client: Visitor) -> None:
    # Nothing answers on the assistant's port in this process, and the answer is the same.
    assert client.get("/health/ready").get_json()["ready"] is True


@pytest.mark.parametrize("path", ["live", "ready"])
def test_a_monitor_may_ask_with_head(client: Visitor, path: str) -> None:
    response = client.head(f"/health/{path}")
    assert (response.status_code, response.get_data()) == (200, b"")


def test_a_wrong_address_below_health_is_told_as_json(client: Visitor) -> None:
    response = client.get("/health/well")
    assert (response.status_code, response.get_json()["error"]["code"]) == (404, "not-found")
