"""Where talks are held: in memory, categories only, gone 15 minutes after their last use."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, SESSION_START_METADATA_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

FORGET_AFTER = 15 * 60
"""Seconds from the last use of a talk."""
MOST = 5_000
"""Talks held at once; the one unused for longest goes first."""
TURNS = 4
"""Turns that are kept as turns, so that stories of several turns can go on; older ones live on in the slots."""
SWEEP_EVERY = 30
"""Seconds between looks for talks to forget, so that they go even when nobody writes any more."""


class Forgetful(TrackerStore):
    """Named in endpoints.yml. Holds no text, no vector, no entity: slots, intents and the names of actions."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker)
        self._talks: OrderedDict[str, tuple[float, list[Event]]] = OrderedDict()
        self._sweeping = False

    @property
    def domain(self) -> Domain:
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._talks[tracker.sender_id] = (time.monotonic(), needed(tracker))
        self._talks.move_to_end(tracker.sender_id)
        while len(self._talks) > MOST:
            self._talks.popitem(last=False)
        self._sweep()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        events = self._events(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    async def keys(self) -> Iterable[str]:
        self._drop_old()
        return list(self._talks)

    async def delete(self, sender_id: str) -> None:
        self.forget(sender_id)

    def forget(self, sender_id: str) -> None:
        self._talks.pop(sender_id, None)

    def doing(self, sender_id: str) -> str:
        """What the person was last understood to do; empty when the talk has gone."""
        uttered = [event for event in self._events(sender_id) or () if isinstance(event, UserUttered)]
        return str(uttered[-1].intent_name or "") if uttered else ""

    def _events(self, sender_id: str) -> list[Event] | None:
        self._drop_old()
        return self._talks[sender_id][1] if sender_id in self._talks else None

    def _drop_old(self) -> None:
        """The oldest stand first."""
        limit = time.monotonic() - FORGET_AFTER
        while self._talks and next(iter(self._talks.values()))[0] < limit:
            self._talks.popitem(last=False)

    def _sweep(self) -> None:
        if not self._sweeping and self._talks:
            self._sweeping = True
            asyncio.get_running_loop().call_later(SWEEP_EVERY, self._swept)

    def _swept(self) -> None:
        self._sweeping = False
        self._drop_old()
        self._sweep()


def needed(tracker: DialogueStateTracker) -> list[Event]:
    """The events that bring a talk back to where it stands: its slots, and its last turns without what was said."""
    slots = [
        SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None and name != SESSION_START_METADATA_SLOT
    ]
    begin = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), *slots, ActionExecuted(ACTION_LISTEN_NAME)]
    said = [event for event in tracker.applied_events() if isinstance(event, (UserUttered, ActionExecuted))]
    starts = [place for place, event in enumerate(said) if isinstance(event, UserUttered)]
    turns = said[starts[-TURNS:][0] :] if starts else []
    return [*begin, *map(_bare, turns)]


def _bare(event: Event) -> Event:
    if isinstance(event, UserUttered):
        return UserUttered(intent={"name": event.intent_name, "confidence": 1.0}, timestamp=event.timestamp)
    return ActionExecuted(event.action_name, timestamp=event.timestamp)
