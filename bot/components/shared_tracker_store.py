"""Where talks are held when several assistants share them: in Redis, categories only, gone by Redis's own expiry.

Rasa's own store for Redis keeps every event with what was said in it, and merges what is new into it. This one writes what
`needed` leaves of a talk and no more: slots, and for the last turns an intent or an action each. Not pickled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import redis
from rasa.core.brokers.broker import EventBroker
from rasa.core.lock import TicketLock
from rasa.core.lock_store import RedisLockStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components.tracker_store import FORGET_AFTER, Forgetful, needed

PREFIX = "waymark:told:"
ANSWERS_WITHIN = 0.5
"""Seconds in which Redis answers. Without it there is no plan, and the site makes one of its own."""
LOCKED = 60
"""Seconds after which a lock has gone whoever held it; its tickets are over long before."""


def connect(address: str) -> redis.Redis:
    """Connects when it is first asked."""
    return redis.Redis.from_url(address, socket_timeout=ANSWERS_WITHIN, socket_connect_timeout=ANSWERS_WITHIN)


class Shared(Forgetful):
    """Named in endpoints-redis.yml. `address`: of the Redis, as in redis://10.0.0.2:6379/1."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, address: str = "", **kwargs: Any) -> None:
        super().__init__(domain, event_broker)
        self._redis = connect(address)

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._redis.set(PREFIX + tracker.sender_id, written(needed(tracker)), ex=FORGET_AFTER)

    async def keys(self) -> Iterable[str]:
        return [name.decode()[len(PREFIX) :] for name in self._redis.scan_iter(match=PREFIX + "*")]

    def forget(self, sender_id: str) -> None:
        self._redis.unlink(PREFIX + sender_id)

    def _events(self, sender_id: str) -> list[Event] | None:
        kept = self._redis.get(PREFIX + sender_id)
        return read(kept) if kept else None


class Locks(RedisLockStore):
    """Rasa's locks in Redis, which would stay there for ever when an assistant is killed in the middle of a turn."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        super().__init__(key_prefix="waymark")
        self.red = connect(endpoint_config.kwargs["address"])

    def save_lock(self, lock: TicketLock) -> None:
        self.red.set(self.key_prefix + lock.conversation_id, lock.dumps(), ex=LOCKED)


def written(events: Iterable[Event]) -> bytes:
    """Slots by name, then each turn as who did what, and when. The events that every talk begins with are left out."""
    slots = {event.key: event.value for event in events if isinstance(event, SlotSet)}
    turns = [_turn(event) for event in list(events)[len(slots) + 3 :]]
    return json.dumps({"slots": slots, "turns": turns}).encode()


def _turn(event: Event) -> list[Any]:
    if isinstance(event, UserUttered):
        return ["user", event.intent_name, event.timestamp]
    return ["action", event.action_name, event.timestamp]


def read(kept: bytes) -> list[Event] | None:
    """The events again; None for what is not written so."""
    try:
        value = json.loads(kept)
        slots = [SlotSet(name, one) for name, one in value["slots"].items()]
        turns = [_event(*turn) for turn in value["turns"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), *slots, ActionExecuted(ACTION_LISTEN_NAME), *turns]


def _event(who: str, did: str, when: float) -> Event:
    if who == "user":
        return UserUttered(intent={"name": did, "confidence": 1.0}, timestamp=when)
    return ActionExecuted(did, timestamp=when)
