"""What the site understood, as entities, and the question that comes next. The last step of the pipeline.

The site sends all that it knows so far with every message. What differs from the slots is new, put right or taken back;
only that becomes entities. The intent is then looked at once more in the light of it: "bootle" alone is an answer.
Why no form asks the questions: a form acts before any rule as soon as one of its slots is filled, so a message with a
question and an answer ("im 14, will you tell my mum") would have its question passed over.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA
from rasa.shared.nlu.training_data.message import Message

from components import talk


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Understood(GraphComponent):
    """Sets intent and entities of each message from its metadata and from the talk so far."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understood:
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """`tracker`: the talk before this message. Messages without metadata (story tests) bring nothing new."""
        slots = tracker.current_slot_values()
        for message in messages:
            sent = message.get(METADATA) or {}
            classified = message.get(INTENT) or {}
            intent, sure = classified.get("name"), float(classified.get("confidence") or 0.0)
            turn = talk.turn(slots, sent.get("known"), sent.get("did", "typed"), intent, sure)
            if turn.intent != intent:
                message.set(INTENT, {"name": turn.intent, "confidence": 1.0}, add_to_output=True)
            found = [{"entity": name, "value": value, "extractor": type(self).__name__} for name, value in turn.facts.items()]
            message.set(ENTITIES, found, add_to_output=True)
        return messages
