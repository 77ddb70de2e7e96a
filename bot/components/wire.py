"""What the site sends for one message, read strictly. Nothing here keeps, prints or raises what a person typed."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

LONGEST = 2_000
"""Characters of text that are taken. The site cuts at 1,000."""
MOST_BYTES = 64 * 1024
SIZE = 384
_SENDER = re.compile(r"[A-Za-z0-9_-]{8,64}")
_DID = re.compile(r"[a-z_]{1,40}(:[a-z_]{1,40})?")
_COMMAND = re.compile(r"^[\s/]+")
"""A leading "/" would be taken as the name of an intent by Rasa (RegexMessageHandler), so it is cut off."""
NOTHING = "."
"""Stands for an empty text in the pipeline: Rasa's classifier needs at least one token."""


class BadRequest(ValueError):
    """The request cannot be used. The message names the part, never its value."""


@dataclass(frozen=True)
class Request:
    """`sender`: the conversation. `text`: without personal details, maybe empty. `vector`: 384 float32 numbers or None.

    `known`: what the site knows so far, by name. `did`: "typed", "nothing", or what a pressed choice stands for.
    """

    sender: str
    text: str
    vector: np.ndarray | None
    known: dict[str, Any]
    did: str


def read(body: bytes) -> Request:
    """Raises BadRequest."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None
    if not isinstance(value, dict):
        raise BadRequest("the body is not an object")
    did = value.get("did", "typed")
    if not isinstance(did, str) or not _DID.fullmatch(did):
        raise BadRequest("did")
    text = _text(value.get("text", ""))
    if did == "typed" and text == NOTHING:
        did = "nothing"
    return Request(sender(value.get("sender")), text, _vector(value.get("vector")), _known(value.get("entities")), did)


def sender(value: Any) -> str:
    """The conversation's id. Without one, all people without a name would share one talk. Raises BadRequest."""
    if not isinstance(value, str) or not _SENDER.fullmatch(value):
        raise BadRequest("sender")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise BadRequest("text")
    return _COMMAND.sub("", value).strip() or NOTHING


def _vector(value: Any) -> np.ndarray | None:
    if value is None:
        return None
    try:
        numbers = np.frombuffer(base64.b64decode(value, validate=True), dtype="<f4")
    except (TypeError, ValueError, binascii.Error):
        raise BadRequest("vector") from None
    if numbers.shape != (SIZE,) or not np.isfinite(numbers).all():
        raise BadRequest("vector")
    return numbers


def _known(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > 30:
        raise BadRequest("entities")
    for name, one in value.items():
        if not isinstance(one, (str, int, bool, type(None))) or len(str(one)) > 80 or len(name) > 30:
            raise BadRequest("entities")
    return value
