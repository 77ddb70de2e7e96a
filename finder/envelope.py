"""How a value is written for Redis: as JSON that only the id of the value opens.

Not pickled: a Redis in the wrong hands must not run code in the site. The id is the key. Redis gets a digest of it as the
name and the sealed value, so that who reads Redis, its memory or its wire reads no word and can open no talk; and a value
that was changed there, or written by a version of the site with other fields, is one that has gone.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from typing import Any, Generic, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

Value = TypeVar("Value")
_WITH_VECTORS = ConfigDict(arbitrary_types_allowed=True)
NONCE = 12
"""Bytes; random, as new values under one id are few."""


class _Shape(GenerateJsonSchema):
    """Describes vectors too; they are left out of what is written."""

    def handle_invalid_for_json_schema(self, schema: core_schema.CoreSchema, error_info: str) -> JsonSchemaValue:
        return {"not written": error_info}


class Envelope(Generic[Value]):
    """For values of one type: a frozen dataclass of dataclasses, texts and numbers."""

    def __init__(self, kind: type[Value]) -> None:
        self._kind = kind.__name__.lower()
        # In a tuple, so that the setting for vectors reaches the dataclasses inside.
        self._type: TypeAdapter[tuple[Value]] = TypeAdapter(tuple[kind], config=_WITH_VECTORS)  # type: ignore[arg-type, valid-type]
        shape = json.dumps(self._type.json_schema(schema_generator=_Shape), sort_keys=True)
        self._version = hashlib.blake2s(shape.encode(), digest_size=16).digest()

    @property
    def prefix(self) -> str:
        return f"waymark:{self._kind}:"

    def name(self, key: str) -> str:
        """What Redis calls the value."""
        return self.prefix + _derived(key, b"name").hex()

    def seal(self, key: str, value: Value) -> bytes:
        """Vectors are left out: a kept value has none that is needed again."""
        nonce = secrets.token_bytes(NONCE)
        written = zlib.compress(self._type.dump_json((value,), fallback=_nothing, warnings="none"), 1)
        return nonce + AESGCM(_derived(key, b"key")).encrypt(nonce, written, self._version)

    def open(self, key: str, sealed: bytes) -> Value | None:
        """None for what was not sealed under this id, by this version."""
        try:
            written = AESGCM(_derived(key, b"key")).decrypt(sealed[:NONCE], sealed[NONCE:], self._version)
            return self._type.validate_json(zlib.decompress(written))[0]
        except (InvalidTag, ValidationError, ValueError):
            return None


def _derived(key: str, use: bytes) -> bytes:
    """16 bytes that do not lead back to the id, others for each use."""
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=16, person=b"waymark " + use).digest()


def _nothing(unknown: Any) -> None:
    return None
