"""What is written of a talk for other assistants: `.venv/bin/python -m unittest tests/test_shared_store.py` in bot/."""

import json
import unittest

from components.shared_tracker_store import read, written
from components.tracker_store import needed
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

CANARY = "canary-4471"
DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["tell"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "from_entity", "entity": "place"}]}
            for name in ("place", "topics")
        },
        "entities": ["place"],
    }
)


def _talk(turns: int) -> DialogueStateTracker:
    tracker = DialogueStateTracker("one", DOMAIN.slots)
    tracker.update(ActionExecuted("action_listen"))
    for _ in range(turns):
        found = [{"entity": "place", "value": CANARY}]
        said = {"vector": [1], "said": CANARY}
        tracker.update(UserUttered(CANARY, {"name": "tell", "confidence": 0.9}, found, {"text": CANARY}, metadata=said))
        tracker.update(SlotSet("place", "E08000014"))
        tracker.update(SlotSet("topics", 2))
        tracker.update(SlotSet("session_started_metadata", {"said": CANARY}))
        tracker.update(ActionExecuted("utter_next", policy=CANARY))
        tracker.update(BotUttered("Where?", metadata={"said": CANARY}))
        tracker.update(ActionExecuted("action_listen"))
    return tracker


class WhatIsWritten(unittest.TestCase):
    def test_a_talk_read_again_stands_where_it_stood(self) -> None:
        for turns in (0, 1, 2, 20):
            tracker = _talk(turns)
            again = DialogueStateTracker.from_events("one", read(written(needed(tracker))), DOMAIN.slots, domain=DOMAIN)
            kept = DialogueStateTracker.from_events("one", needed(tracker), DOMAIN.slots, domain=DOMAIN)
            self.assertEqual(again.current_slot_values(), kept.current_slot_values())
            self.assertEqual([event.as_sub_state() if isinstance(event, UserUttered) else str(event) for event in again.events],
                             [event.as_sub_state() if isinstance(event, UserUttered) else str(event) for event in kept.events])  # fmt: skip
            self.assertEqual(again.latest_action_name, "action_listen")

    def test_nothing_that_was_said_is_written(self) -> None:
        kept = written(needed(_talk(20)))
        self.assertNotIn(CANARY.encode(), kept)
        self.assertEqual(set(json.loads(kept)), {"slots", "turns"})
        self.assertLess(len(kept), 2000)

    def test_what_another_version_wrote_is_a_talk_that_has_gone(self) -> None:
        for kept in (b"", b"[]", b"{}", b'{"slots": [], "turns": []}', b'{"slots": {}, "turns": [1]}', b"\x80\x04"):
            self.assertIsNone(read(kept))


if __name__ == "__main__":
    unittest.main()
