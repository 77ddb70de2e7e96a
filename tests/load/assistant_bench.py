"""Whole replies through the site with the assistant, against the assistant's own answers to the same messages."""

from __future__ import annotations

import http.client
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from finder.understanding.meaning import Embedder
from tests.bot.conftest import BOT, Rasa, new_talk, start, stop
from tests.load import processes
from tests.load.site_bench import serving
from tests.serving import Server

MESSAGES = (
    "somebody keeps following me home from work and I do not know what to do",
    "my house was broken into last night and they took my mother's ring",
    "I was pushed and called names on the bus because of where I come from",
    "how long do the police have to tell me what is happening",
    "my son's friends make him carry things for them and he will not talk to me",
    "I paid for a flat online and now nobody answers and the money is gone",
)
EVERY = 0.5
"""Seconds from one message to the next: two a second."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Talk:
    """Milliseconds: the middle of whole replies, of the assistant's own to the text alone (it makes the vector itself, as the
    first step of its pipeline) and to a text whose vector is there, and the slowest twentieth at two messages a second. Memory in megabytes of the assistant, and of the site's worker, after it. Seconds until the assistant was ready."""

    site: float
    assistant: float
    vector_there: float
    p95: float
    memory: float
    site_memory: float
    started: float


def there() -> bool:
    return (BOT / ".venv/bin/rasa").exists() and (BOT / "models/waymark.tar.gz").exists()


def measure(rounds: int, say: Say) -> Talk:
    """Each message is said `rounds` times in both ways, in turns, and then through the site at a steady pace."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        begun = time.monotonic()
        rasa = start(Path(folder) / "rasa.log")
        started = time.monotonic() - begun
        try:
            with serving(BOT_PORT=str(rasa.port)) as server:
                return _measured(server, rasa, rounds, started, say)
        finally:
            stop(rasa)


def _measured(server: Server, rasa: Rasa, rounds: int, started: float, say: Say) -> Talk:
    embed = Embedder()
    vectors = [embed([text])[0].astype("<f4").tobytes() for text in MESSAGES]
    ours, own, helped, paced = [], [], [], []
    for text in MESSAGES:
        _reply(server, text)
        _own(rasa, text)
    say(f"{rounds} rounds of {len(MESSAGES)} messages, through the site and to the assistant alone")
    for _ in range(rounds):
        for text, vector in zip(MESSAGES, vectors, strict=True):
            ours.append(_reply(server, text))
            own.append(_own(rasa, text))
            helped.append(_own(rasa, text, vector))
    say("two messages a second")
    due = time.perf_counter()
    for _ in range(rounds):
        for text in MESSAGES:
            time.sleep(max(0.0, due - time.perf_counter()))
            # From when it was due: a reply that is late makes the next one wait, as a person would.
            late = max(0.0, time.perf_counter() - due) * 1000
            paced.append(_reply(server, text) + late)
            due += EVERY
    memory = processes.largest(rasa.process.pid)
    p95 = statistics.quantiles(paced, n=20)[-1]
    middles = [statistics.median(some) for some in (ours, own, helped)]
    return Talk(*middles, p95, memory, processes.largest(server.process.pid), started)


def _own(rasa: Rasa, text: str, vector: bytes | None = None) -> float:
    """Milliseconds for the assistant's own answer to a first message."""
    begun = time.perf_counter()
    rasa.say(new_talk(), text, vector=vector)
    return (time.perf_counter() - begun) * 1000


def _reply(server: Server, text: str) -> float:
    """Milliseconds for a whole reply to a first message. Raises AssertionError unless the assistant led it."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("POST", "/api/chat", json.dumps({"message": text}), {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
    finally:
        connection.close()
    assert response.status == 200, answer
    assert answer["mode"] == "assistant", "the assistant did not answer in time"
    return (time.perf_counter() - begun) * 1000
