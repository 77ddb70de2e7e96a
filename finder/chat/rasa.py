"""The assistant over HTTP: the one module of the site that opens a socket of its own. It never logs what was typed.

It listens on loopback, or beyond a proxy that leads each talk to one of several assistants by the header TALK. The name that
a talk has there is not its id in the site: who reads it cannot open the talk.

A call has 2.5 seconds in all. At most 8 run at once, so that a hanging assistant cannot hold all the site's threads; after
3 failures in a row nobody waits for it for 15 seconds, then one call tries it again. Everything that is not a plan is
AssistantDown, and the talk goes on without it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from finder.chat.breaker import Breaker
from finder.chat.plan import AssistantDown, Kind, Option, Plan, Step

LOOPBACK: Final = "127.0.0.1"
TALK: Final = "X-Talk"
DOOR: Final = "/webhooks/waymark/"
LIMIT: Final = 2.5
"""Seconds for one call, from connecting to the last byte."""
ASIDE: Final = 0.5
"""Seconds for asking how it is, or telling it to forget."""
AT_ONCE: Final = 8
FAILURES: Final = 3
REST: Final = 15.0
"""Seconds without calls after so many failures."""
STARTS_WITHIN: Final = 120.0
"""Seconds in which an assistant that never answered yet may still be starting."""
LONGEST: Final = 256 * 1024
SENTENCE: Final = 500

Status = Literal["ready", "starting", "down"]


class Assistant:
    """Safe for threads. `clock`: seconds that only ever grow."""

    def __init__(self, port: int, clock: Callable[[], float] = time.monotonic, host: str = LOOPBACK) -> None:
        self._place = host, port
        self._clock = clock
        self._breaker = Breaker(FAILURES, REST, clock)
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._started = clock()
        self._seen = False

    def plan(
        self,
        talk: str,
        text: str,
        vector: NDArray[np.float32] | None,
        entities: Mapping[str, Any],
        did: str = "typed",
    ) -> Plan:
        """What comes next. `talk`: its id. `text`: without personal details, may be empty. `vector`: of 384 numbers.

        `entities`: all that is known so far, by the assistant's names; None where nothing is known. `did`: "typed", or what a
        pressed choice stands for ("skip", "change:place"). Raises AssistantDown.
        """
        talk = name(talk)
        asked = {"sender": talk, "text": text, "vector": _packed(vector), "entities": dict(entities), "did": did}
        if not self._places.acquire(blocking=False):
            raise AssistantDown("busy")
        try:
            if not self._breaker.lets_through():
                raise AssistantDown("resting")
            try:
                answer = _call(self._place, "POST", DOOR + "webhook", LIMIT, talk, json.dumps(asked).encode())
                plan = _plan(_object(answer, 200))
            except BaseException:
                self._breaker.failed()
                raise
            self._breaker.worked()
            return plan
        finally:
            self._places.release()

    def forget(self, talk: str) -> None:
        """Tell the assistant to forget a talk; it would by itself after 15 minutes. Never raises."""
        with contextlib.suppress(AssistantDown):
            _call(self._place, "DELETE", DOOR + "talks/" + name(talk), LIMIT, name(talk))

    def status(self) -> Status:
        """Asks it now, in half a second at most."""
        try:
            answer = _object(_call(self._place, "GET", DOOR + "health", ASIDE), 200)
        except AssistantDown:
            young = not self._seen and self._clock() - self._started < STARTS_WITHIN
            return "starting" if young else "down"
        self._seen = True
        return "ready" if answer.get("status") == "ready" else "starting"


def name(talk: str) -> str:
    """What the assistant calls a talk (22 characters)."""
    digest = hashlib.blake2b(talk.encode("utf-8", "replace"), digest_size=16, person=b"waymark bot").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _packed(vector: NDArray[np.float32] | None) -> str | None:
    return None if vector is None else base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode()


def _call(place: tuple[str, int], method: str, path: str, seconds: float, talk: str = "", body: bytes | None = None) -> tuple[int, bytes]:
    """Status and body. The time is for the whole call: a server that sends a byte now and then is slow too."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection(*place, timeout=seconds)
    watch: threading.Timer | None = None
    try:
        connection.connect()
        watch = threading.Timer(seconds - (time.monotonic() - begun), _hang_up, (connection.sock,))
        watch.daemon = True
        watch.start()
        connection.request(method, path, body, {"Content-Type": "application/json", "Connection": "close", TALK: talk})
        response = connection.getresponse()
        return response.status, response.read(LONGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise AssistantDown(type(error).__name__) from None
    finally:
        if watch:
            watch.cancel()
        connection.close()


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _object(answer: tuple[int, bytes], wanted: int) -> dict[str, Any]:
    status, body = answer
    if status != wanted:
        raise AssistantDown(f"status {status}")
    try:
        value = json.loads(body) if len(body) <= LONGEST else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise AssistantDown("no object")
    return value


def _plan(value: Mapping[str, Any]) -> Plan:
    """Raises AssistantDown unless every part is of the agreed shape."""
    asks, ends = value.get("asks"), value.get("ends", False)
    if not (asks is None or isinstance(asks, str)) or not isinstance(ends, bool):
        raise AssistantDown("asks or ends")
    steps = tuple(_step(step) for step in _list(value.get("steps")))
    if not steps:
        raise AssistantDown("no steps")
    return Plan(steps, asks, ends, tuple(map(_text, _list(value.get("clears", [])))), _doing(value))


def _doing(value: Mapping[str, Any]) -> str:
    return _text(value["doing"]) if value.get("doing") else ""


def _step(step: Any) -> Step:
    if not isinstance(step, dict) or step.get("kind") not in get_args(Kind):
        raise AssistantDown("kind")
    kind: Kind = step["kind"]
    options = tuple(_option(option) for option in _list(step.get("options", [])))
    if (kind == "choices") != bool(options):
        raise AssistantDown("options")
    text = _text(step.get("text")) if kind == "say" else ""
    return Step(kind, text, options, tuple(map(_text, _list(step.get("ids", [])))))


def _option(option: Any) -> Option:
    if not isinstance(option, dict):
        raise AssistantDown("option")
    return Option(_text(option.get("label")), _text(option.get("value")))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise AssistantDown("no list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or len(value) > SENTENCE:
        raise AssistantDown("no text")
    return value
