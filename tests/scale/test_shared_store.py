"""What replicas share is forgotten on time, read by nobody else, and missed by nobody when Redis is away."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from finder.build import Built
from finder.chat.small_talk import SmallTalk
from finder.chat.talk import Talk
from finder.chat.talks import Talks
from finder.envelope import Envelope
from finder.settings import DEFAULT_CONTENT
from finder.shared_store import REST, SharedStore, connect
from finder.store import Busy, Gone
from finder.web.state import Search
from tests.chat.talking import Conversation, Scripted
from tests.scale.machines import RedisServer

CANARY = "quicksilverheron"
WORDS = Search({"q": [CANARY]}, "before")
WHILE = 0.3


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[RedisServer]:
    """Empty, and running again after the test."""
    for database, name in redis_server.names():
        redis_server.client(database).unlink(name)
    yield redis_server
    if redis_server.process.poll() is not None:
        redis_server.start()


def replica(redis: RedisServer, forget_after: float = 900) -> SharedStore[Search]:
    """The store of one replica of the site."""
    return SharedStore(connect(redis.url()), Search, forget_after)


def test_what_one_replica_keeps_another_reads_changes_and_forgets(redis: RedisServer) -> None:
    one, other = replica(redis), replica(redis)
    key = one.put(WORDS)
    assert other.get(key) == WORDS
    assert other.replace(key, Search({"q": ["other"]}))
    assert one.get(key) == Search({"q": ["other"]})
    assert len(one) == len(other) == 1
    other.forget(key)
    assert one.get(key) is None
    assert len(one) == 0


def test_a_search_lapses_by_itself_and_using_or_changing_it_keeps_it(redis: RedisServer) -> None:
    store = replica(redis, WHILE)
    used, changed, unused = store.put(WORDS), store.put(WORDS), store.put(WORDS)
    for _ in range(3):
        time.sleep(WHILE / 2)
        assert store.get(used) == WORDS
        assert store.replace(changed, WORDS)
    assert store.get(unused) is None
    time.sleep(WHILE * 1.2)
    assert not store.replace(changed, WORDS)
    assert store.get(changed) is store.get(used) is None
    assert redis.names() == []


def test_every_value_in_redis_has_gone_in_fifteen_minutes(redis: RedisServer) -> None:
    store = replica(redis)
    key = store.put(WORDS)
    store.change(key, lambda search: search, 1)
    with redis.client() as client:
        assert [0 < client.ttl(name) <= 900 for _, name in redis.names()] == [True]


def test_who_reads_redis_sees_no_word_and_no_id(redis: RedisServer) -> None:
    key = replica(redis).put(WORDS)
    with redis.client() as client:
        held = b"".join(name + (client.get(name) or b"") for _, name in redis.names())
    assert held
    for seen in (CANARY, "before", "fields", key):
        assert seen.encode() not in held


def test_a_value_that_was_changed_in_redis_or_moved_to_another_id_has_gone(redis: RedisServer) -> None:
    store = replica(redis)
    key, other = store.put(WORDS), store.put(WORDS)
    name, other_name = (Envelope(Search).name(one) for one in (key, other))
    with redis.client() as client:
        sealed = client.get(name)
        client.set(other_name, sealed)
        assert store.get(other) is None
        for bad in (b"", b"x", b"\x80\x04N.", sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1])):
            client.set(name, bad)
            assert store.get(key) is None
        client.delete(name)
        client.lpush(name, "x")
        assert store.get(key) is None


def test_what_another_version_of_the_site_wrote_has_gone() -> None:
    @dataclass(frozen=True)
    class Search:
        fields: dict[str, list[str]]
        before: str | None = None
        newer: str | None = None

    key = "k" * 22
    theirs = Envelope(Search)
    sealed = theirs.seal(key, Search({"q": ["x"]}))
    assert theirs.open(key, sealed) == Search({"q": ["x"]})
    assert Envelope(WORDS.__class__).open(key, sealed) is None


def test_a_whole_talk_comes_back_as_it_was(built: Built, redis: RedisServer) -> None:
    store = SharedStore(connect(redis.url()), Talk, 900)
    person = Conversation(Talks(900, Scripted(), SmallTalk.load(DEFAULT_CONTENT)), built)
    for said in ("my husband hits me and i have a knife at my throat", "im in leeds, im 17", "what are my rights", "thanks"):
        person.says(said)
    key = store.put(person.talk)
    assert store.get(key) == person.talk
    assert person.talk.turns
    with redis.client() as client:
        sizes = [client.memory_usage(name) for _, name in redis.names()]
    assert max(sizes) < 16_000


def test_two_messages_at_two_replicas_are_taken_one_after_the_other(redis: RedisServer) -> None:
    stores = [replica(redis), replica(redis)]
    key = stores[0].put(Search({"q": []}))
    inside: list[int] = []

    def say(number: int) -> None:
        def add(search: Search) -> Search:
            inside.append(1)
            assert sum(inside) == 1
            time.sleep(0.02)
            inside.append(-1)
            return Search({"q": [*search.fields["q"], str(number)]})

        stores[number % 2].change(key, add, 20)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, range(16)))
    kept = stores[0].get(key)
    assert kept is not None
    assert sorted(kept.fields["q"], key=int) == [str(number) for number in range(16)]


def test_who_waits_too_long_is_told_so_and_what_was_forgotten_meanwhile_stays_forgotten(redis: RedisServer) -> None:
    one, other = replica(redis), replica(redis)
    key = one.put(WORDS)
    begun, go = threading.Event(), threading.Event()

    def slow(search: Search) -> Search:
        begun.set()
        go.wait(5)
        return search

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(one.change, key, slow, 1)
        assert begun.wait(5)
        with pytest.raises(Busy):
            other.change(key, lambda search: search, 0.1)
        other.forget(key)
        go.set()
        assert first.result() == (WORDS, False)
    assert one.get(key) is other.get(key) is None
    with pytest.raises(Gone):
        one.change(key, lambda search: search, 1)


def test_without_redis_a_replica_keeps_what_it_is_told_and_gives_it_back_later(redis: RedisServer) -> None:
    one, other = replica(redis), replica(redis)
    redis.stop()
    key = one.put(WORDS)
    for _ in range(20):
        assert one.get(key) == WORDS
        assert one.change(key, lambda search: search, 1) == (WORDS, True)
        assert other.get(key) is None
    assert one.away
    assert len(one) == 1
    redis.start()
    time.sleep(REST * 1.1)
    assert one.get(key) == WORDS
    assert not one.away
    assert other.get(key) == WORDS
    assert len(one) == 1


def test_what_should_be_forgotten_while_redis_is_away_is_gone_here_at_once_and_there_when_it_is_back(redis: RedisServer) -> None:
    one, other = replica(redis), replica(redis)
    key = one.put(WORDS)
    redis.process.send_signal(signal.SIGSTOP)  # it hangs: nothing that it holds is lost
    try:
        one.forget(key)
        assert one.get(key) is None
        assert not one.replace(key, WORDS)
    finally:
        redis.process.send_signal(signal.SIGCONT)
    time.sleep(REST * 1.1)
    assert one.get(key) is None
    one.put(WORDS)
    assert other.get(key) is None


def test_a_change_under_way_when_redis_goes_away_is_kept(redis: RedisServer) -> None:
    store = replica(redis)
    key = store.put(WORDS)

    def cut(search: Search) -> Search:
        redis.stop()
        return Search({"q": ["changed"]})

    assert store.change(key, cut, 1) == (Search({"q": ["changed"]}), True)
    assert store.get(key) == Search({"q": ["changed"]})
