"""The search for garbage is put off while something large is opened, and never for longer."""

from __future__ import annotations

import gc

import pytest

from finder import collector


def test_garbage_is_looked_for_again_after_opening_also_when_it_failed() -> None:
    with collector.put_off():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(OSError, match="damaged"), collector.put_off():
        raise OSError("damaged")
    assert gc.isenabled()


def test_what_is_opened_within_something_larger_does_not_end_the_wait() -> None:
    with collector.put_off():
        with collector.put_off():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_switched_the_search_off_finds_it_off() -> None:
    gc.disable()
    try:
        with collector.put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
