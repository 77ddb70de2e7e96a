"""From Rasa's responses to the plan that the site renders: steps in order, the open question, and whether it is over.

A response is sentences (one a line) and may carry `custom: {steps: [...], asks, ends, clears}`.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class Collected(OutputChannel):
    """Gathers what Rasa says in one turn."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.asks: str | None = None
        self.ends = False
        self.clears: list[str] = []

    @classmethod
    def name(cls) -> str:
        return "waymark"

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        self.steps += [{"kind": "say", "text": line.strip()} for line in text.splitlines() if line.strip()]

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        self.steps += json_message.get("steps") or []
        self.asks = json_message.get("asks") or self.asks
        self.ends = self.ends or bool(json_message.get("ends"))
        self.clears += json_message.get("clears") or []

    def plan(self, doing: str) -> dict[str, Any]:
        """The answer to the site. `doing`: the intent that the person was understood to have."""
        return {"steps": self.steps, "asks": self.asks, "ends": self.ends, "clears": self.clears, "doing": doing}
