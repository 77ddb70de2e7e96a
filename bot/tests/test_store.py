"""The store that forgets, on its own: `.venv/bin/python -m unittest tests/test_store.py` in bot/."""

import asyncio
import unittest
from types import SimpleNamespace
from unittest.mock import patch

from components import tracker_store
from components.tracker_store import FORGET_AFTER, Forgetful
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["tell"],
        "responses": {"utter_next": [{"text": "Where?"}]},
        "slots": {
            name: {"type": "text", "influence_conversation": False, "mappings": [{"type": "from_entity", "entity": "place"}]}
            for name in ("place", "topic")
        },
        "entities": ["place"],
    }
)
CANARY = "canary-4471"


def _tracker(sender: str, turns: int = 1) -> DialogueStateTracker:
    tracker = DialogueStateTracker(sender, DOMAIN.slots)
    for _ in range(turns):
        found = [{"entity": "place", "value": CANARY}]
        tracker.update(
            UserUttered(CANARY, {"name": "tell", "confidence": 0.9}, found, {"text": CANARY}, metadata={"vector": [1], "said": CANARY})
        )
        tracker.update(SlotSet("place", "E08000014"))
        tracker.update(SlotSet("session_started_metadata", {"said": CANARY}))
        tracker.update(ActionExecuted("utter_next", policy=CANARY))
        tracker.update(BotUttered("Where?", metadata={"said": CANARY}))
        tracker.update(ActionExecuted("action_listen"))
    return tracker


class TheStore(unittest.TestCase):
    def setUp(self) -> None:
        self.store = Forgetful(DOMAIN)
        self.now = 1000.0
        clock = patch.object(tracker_store, "time", SimpleNamespace(monotonic=lambda: self.now))
        clock.start()
        self.addCleanup(clock.stop)

    def run_(self, wanted):
        return asyncio.run(wanted)

    def test_it_keeps_where_a_talk_stands_and_nothing_that_was_said(self) -> None:
        self.run_(self.store.save(_tracker("one", turns=20)))
        tracker = self.run_(self.store.retrieve("one"))
        self.assertEqual(tracker.get_slot("place"), "E08000014")
        self.assertEqual(tracker.latest_action_name, "action_listen")
        self.assertEqual(self.store.doing("one"), "tell")
        written = "".join(str(event.as_dict()) for event in tracker.events) + str(self.store.__dict__)
        self.assertNotIn(CANARY, written)
        self.assertLessEqual(len(tracker.events), 20)

    def test_it_forgets_fifteen_minutes_after_the_last_use(self) -> None:
        self.run_(self.store.save(_tracker("one")))
        self.now += FORGET_AFTER - 1
        self.assertIsNotNone(self.run_(self.store.retrieve("one")))
        self.run_(self.store.save(_tracker("one")))
        self.now += FORGET_AFTER + 1
        self.assertIsNone(self.run_(self.store.retrieve("one")))
        self.assertEqual(self.run_(self.store.keys()), [])

    def test_it_forgets_also_when_nobody_writes_any_more(self) -> None:
        async def wait() -> None:
            await self.store.save(_tracker("one"))
            self.now += FORGET_AFTER + 1
            await asyncio.sleep(0.1)

        with patch.object(tracker_store, "SWEEP_EVERY", 0.02):
            asyncio.run(wait())
        self.assertEqual(len(self.store._talks), 0)

    def test_it_forgets_at_once_when_told(self) -> None:
        self.run_(self.store.save(_tracker("one")))
        self.store.forget("one")
        self.store.forget("never there")
        self.assertIsNone(self.run_(self.store.retrieve("one")))
        self.assertEqual(self.store.doing("one"), "")

    def test_it_is_bounded_and_the_one_unused_for_longest_goes_first(self) -> None:
        with patch.object(tracker_store, "MOST", 3):
            for name in ("a", "b", "c", "a", "d"):
                self.run_(self.store.save(_tracker(name)))
        self.assertEqual(self.run_(self.store.keys()), ["c", "a", "d"])


if __name__ == "__main__":
    unittest.main()
