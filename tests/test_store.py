"""What must be remembered for a moment is forgotten on time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from finder.settings import Settings
from finder.store import ExpiringStore

WHILE = 0.2
"""Seconds that these stores remember for."""


def test_a_search_is_there_until_its_time_is_over_and_gone_after() -> None:
    store = ExpiringStore[str](WHILE)
    key = store.put("words")
    assert store.get(key) == "words"
    time.sleep(WHILE * 1.2)
    assert store.get(key) is None
    assert len(store) == 0


def test_using_a_search_keeps_it_for_another_while() -> None:
    store = ExpiringStore[str](WHILE)
    used, unused = store.put("used"), store.put("unused")
    for _ in range(4):
        time.sleep(WHILE / 2)
        assert store.get(used) == "used"
    assert store.get(unused) is None


def test_changing_a_search_keeps_it_for_another_while() -> None:
    store = ExpiringStore[str](WHILE)
    key = store.put("words")
    for place in range(3):
        time.sleep(WHILE / 2)
        store.replace(key, f"words {place}")
    assert store.get(key) == "words 2"


def test_a_search_that_has_lapsed_cannot_be_changed_back_to_life() -> None:
    store = ExpiringStore[str](WHILE)
    key = store.put("words")
    time.sleep(WHILE * 1.2)
    store.replace(key, "other words")
    assert store.get(key) is None
    store.replace("made-up", "words")
    assert store.get("made-up") is None


def test_what_is_forgotten_is_gone_at_once() -> None:
    store = ExpiringStore[str](60)
    key, other = store.put("words"), store.put("other words")
    store.forget(key)
    store.forget("made-up")
    assert store.get(key) is None
    assert store.get(other) == "other words"


def test_nothing_is_found_under_an_id_that_was_never_given_out() -> None:
    store = ExpiringStore[str](60)
    store.put("words")
    assert store.get("") is None
    assert store.get("x" * 22) is None


def test_an_id_is_128_random_bits_that_fit_in_an_address() -> None:
    store = ExpiringStore[int](60)
    keys = [store.put(number) for number in range(2000)]
    assert len(set(keys)) == 2000
    assert {len(key) for key in keys} == {22}
    letters = set("".join(keys))
    assert letters <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    # 22 characters of 64 hold 128 bits only when every place but the last takes all 64.
    assert all(len({key[place] for key in keys}) == 64 for place in range(21))


def test_when_it_is_full_the_search_unused_for_longest_goes_first() -> None:
    store = ExpiringStore[int](60, most=3)
    first, second, third = store.put(1), store.put(2), store.put(3)
    store.get(first)
    store.put(4)
    assert store.get(second) is None
    assert (store.get(first), store.get(third)) == (1, 3)
    for number in range(100):
        store.put(number)
    assert len(store) == 3


def test_eight_threads_lose_and_mix_up_nothing() -> None:
    store = ExpiringStore[int](60)

    def visit(start: int) -> bool:
        keys = {store.put(number): number for number in range(start, start + 300)}
        for key, number in keys.items():
            store.replace(key, number + 1)
        kept = all(store.get(key) == number + 1 for key, number in keys.items())
        for key in keys:
            store.forget(key)
        return kept

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(visit, range(0, 8000, 1000)))
    assert len(store) == 0


def test_the_site_forgets_after_fifteen_minutes_at_most() -> None:
    assert Settings().forget_after <= 15 * 60
