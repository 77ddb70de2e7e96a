"""The assistant as a talk sees it: what is known goes to it as entities, a plan comes back; forgetting never waits."""

from __future__ import annotations

import threading
import time
from typing import Any

from finder.chat.plan import Plan
from finder.chat.rasa import LOOPBACK, Assistant, Status
from finder.chat.talk import Talk
from finder.needs import Age, Needs

STATUS_HOLDS = 2.0
"""Seconds for which the assistant's state is not asked for again."""
SKIPPED = "skipped"


class Lead:
    """Safe for threads. `port`, `host`: where Rasa listens, or what stands before several."""

    def __init__(self, port: int, host: str = LOOPBACK) -> None:
        self._assistant = Assistant(port, host=host)
        self._status: Status = "starting"
        self._asked = 0.0
        self._asking = threading.Lock()

    def plan(self, talk: Talk, needs: Needs, found: Needs, did: str) -> Plan:
        """What comes next in a talk. Raises AssistantDown."""
        return self._assistant.plan(talk.id, found.text, found.vector, entities(talk, needs, found), did)

    def forget(self, conversation: str) -> None:
        """Tell the assistant to forget; leaving must not wait for it."""
        threading.Thread(target=self._assistant.forget, args=(conversation,), daemon=True).start()

    def status(self) -> Status:
        """As it was a moment ago; one caller at a time asks anew, in the background."""
        if time.monotonic() - self._asked > STATUS_HOLDS and self._asking.acquire(blocking=False):
            threading.Thread(target=self._ask, daemon=True).start()
        return self._status

    def _ask(self) -> None:
        try:
            self._status = self._assistant.status()
        finally:
            self._asked = time.monotonic()
            self._asking.release()


def entities(talk: Talk, needs: Needs, found: Needs) -> dict[str, Any]:
    """All that is known, by the assistant's names. Categories and codes only."""
    skipped = talk.skipped
    known: dict[str, Any] = {
        "topic": needs.crimes[0] if needs.crimes else SKIPPED if "topic" in skipped else None,
        "topics": len(needs.crimes),
        "audience": needs.audience or (SKIPPED if "audience" in skipped else None),
        "age": _age(needs.age) or (SKIPPED if "age" in skipped else None),
        "place": needs.place.code if needs.place else SKIPPED if "place" in skipped else None,
        "language": needs.help_language if needs.help_language != "en" else None,
        "reported": needs.reported,
        "stage": needs.stage,
        "reach": needs.reach,
        "right": found.rights[0] if found.rights else None,
        "service": len(found.services),
        "guess": found.guess,
    }
    if found.urgent:
        known |= {"urgent": found.urgent[0].kind, "soft": found.urgent[0].soft}
    return known


def _age(age: Age | None) -> str | None:
    if age is None:
        return None
    return str(age.low) if age.low == age.high else f"{age.low}-{age.high}"
