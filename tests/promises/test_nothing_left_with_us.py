"""Nothing left with us: words typed anywhere are in no file, log or temporary folder, however the assistant and the disk are."""

from __future__ import annotations

import base64
import gzip
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pytest
from flask import Flask

from finder.build import Built
from finder.settings import Settings
from tests.bot.conftest import Rasa
from tests.promises import every_input, fault_proxy, full_disk
from tests.promises.conftest import Assistants
from tests.promises.every_input import Answer, Sender
from tests.promises.left_behind import Watch
from tests.serving import Server, start_server, stop_server

STATES = ("up", "answering nonsense", "hung", "killed while it answers", "with no room on the disk", "after the site has stopped")

EVERYWHERE = ("/find", "/ar/find", "/workers")


@dataclass
class Visit:
    """What came of one state: the answers, and what was found of the words typed."""

    answers: list[Answer] = field(default_factory=list)
    hits: list[str] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)
    typed: int = 0

    @property
    def modes(self) -> list[str]:
        """What led the talks of the API: the assistant, or the simple mode."""
        return re.findall(r'"mode": ?"(\w+)"', " ".join(answer.text for answer in self.answers))


@dataclass(frozen=True)
class Scene:
    """The running parts, and the folder that they may write to."""

    rasa: Rasa
    folder: Path
    watch: Watch

    def look(self, answers: Iterable[Answer], sender: Sender, *sites: Server) -> Visit:
        visit = Visit(list(answers))
        visit.given_back, sender.given_back = sender.given_back, []
        visit.hits = self.watch.hits(self.rasa.process.pid, *(one.process.pid for one in sites))
        visit.typed = len(self.watch.canaries.where)
        return visit


@pytest.fixture(scope="module")
def visits(
    built: Built, app: Flask, settings: Settings, assistants: Assistants, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Visit]:
    """One site through every state, in an order in which none disturbs the next."""
    rasa, folder = assistants.running, tmp_path_factory.mktemp("left")
    scene = Scene(rasa, folder, Watch(folder, rasa.printed.parent))
    done: dict[str, Visit] = {}
    with ExitStack() as stack:
        proxy = stack.enter_context(fault_proxy.before(scene.rasa.port))
        site = start_server(scene.folder, BOT_PORT=str(proxy.port))
        stack.callback(stop_server, site)
        sender = Sender(site, scene.watch.canaries)
        up = (
            every_input.talk(sender),
            every_input.searches(sender, EVERYWHERE),
            every_input.odd(sender),
            every_input.every_route(app, sender),
        )
        done["up"] = scene.look(chain(*up), sender, site)
        done["answering nonsense"] = scene.look(_nonsense(sender, proxy), sender, site)
        done["with no room on the disk"] = _full(scene, settings, stack)
        os.killpg(scene.rasa.process.pid, signal.SIGSTOP)
        done["hung"] = scene.look(chain(every_input.talk(sender), every_input.searches(sender)), sender, site)
        done["killed while it answers"] = scene.look(_killed(scene, sender), sender, site)
        stop_server(site)
        done["after the site has stopped"] = scene.look([], sender)
    return done


def _nonsense(sender: Sender, proxy: fault_proxy.Proxy) -> Iterator[Answer]:
    """One message for each kind of nonsense; a good answer in between, so that the site goes on asking."""
    for fault in fault_proxy.FAULTS:
        proxy.then(fault)
        for what in (fault.__name__, f"after {fault.__name__}"):
            yield sender.json("/api/chat", message=f"a man named {sender.canaries.new(what)} robbed me")


def _full(scene: Scene, settings: Settings, stack: ExitStack) -> Visit:
    disk = scene.folder / "disk"
    disk.mkdir()
    mounted = stack.enter_context(full_disk.small_disk(disk))
    builds = disk / "var" / "builds" / settings.builds.name
    in_use = (settings.builds / "current").read_text()
    shutil.copytree(settings.builds / in_use, builds / in_use)
    (builds / "current").write_text(in_use)
    (disk / "tmp").mkdir()
    # What it prints goes to the full disk too.
    site = start_server(disk, BOT_PORT=str(scene.rasa.port), FINDER_VAR=str(disk / "var"), TMPDIR=str(disk / "tmp"))
    stack.callback(stop_server, site)
    full_disk.fill(disk) if mounted else stack.enter_context(full_disk.may_not_write([site.process.pid]))
    sender = Sender(site, scene.watch.canaries)
    with full_disk.may_not_write([scene.rasa.process.pid]):
        return scene.look(chain(every_input.talk(sender), every_input.searches(sender), [every_input.report(sender)]), sender, site)


def _killed(scene: Scene, sender: Sender) -> list[Answer]:
    """kill -9 while a message is with the assistant, and what is said after that."""
    answers: list[Answer] = []
    says = f"my neighbour {sender.canaries.new('a message in the hands of the killed assistant')} hit me"
    message = threading.Thread(target=lambda: answers.append(sender.json("/api/chat", message=says)))
    message.start()
    time.sleep(0.3)
    os.killpg(scene.rasa.process.pid, signal.SIGKILL)
    scene.rasa.process.wait()
    message.join()
    return [*answers, *every_input.talk(sender)]


@pytest.mark.parametrize("state", STATES)
def test_no_word_typed_anywhere_is_in_a_file_a_log_or_a_temporary_folder(visits: dict[str, Visit], state: str) -> None:
    assert visits[state].typed > 1000
    assert visits[state].hits == []


@pytest.mark.parametrize("state", STATES[:-1])
def test_every_input_is_answered_and_no_word_comes_back_in_the_head_of_an_answer(visits: dict[str, Visit], state: str) -> None:
    # A report cannot be counted without room on the disk, which is said; nothing else fails.
    failed = [answer.status for answer in visits[state].answers if answer.status >= 500]
    assert failed == ([503] if state == "with no room on the disk" else [])
    assert visits[state].given_back == []


def test_the_assistant_answered_when_it_was_well_and_the_site_by_itself_when_it_was_not(visits: dict[str, Visit]) -> None:
    assert {name: set(visits[name].modes) for name in STATES[:-1]} == {
        "up": {"assistant"},
        "answering nonsense": {"assistant", "simple"},
        "hung": {"simple"},
        "killed while it answers": {"simple"},
        "with no room on the disk": {"assistant"},
    }
    assert visits["answering nonsense"].modes[1::2] == ["assistant"] * len(fault_proxy.FAULTS)


def test_a_report_that_cannot_be_kept_is_answered_with_a_way_on(visits: dict[str, Visit]) -> None:
    [refused] = [answer for answer in visits["with no room on the disk"].answers if answer.status == 503]
    assert "tel:999" in refused.text
    assert "Find support" in every_input.words_of(refused)


def test_a_site_that_logs_or_keeps_what_is_typed_is_noticed(built: Built, tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    site = start_server(tmp_path, "tests.promises.careless:that_keeps_what_is_typed()", BOT_PORT="9")
    try:
        sender = Sender(site, watch.canaries)
        assert sender.form("/find", q=watch.canaries.new("a search")).status == 200
        assert sender.form("/chat", message=watch.canaries.new("a talk")).status == 200
        hits = watch.hits(site.process.pid)
    finally:
        stop_server(site)
    assert [hit.partition(" in ")[0] for hit in hits] == ["a search", "a talk"]


@pytest.mark.parametrize("written", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "escaped", "base64", "gzip", "upper"])
def test_a_word_is_found_however_it_was_written(tmp_path: Path, written: str) -> None:
    watch = Watch(tmp_path)
    word = watch.canaries.new("a test")
    ways = {
        "escaped": "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
        "base64": base64.b64encode(f'{{"text": "x {word}"}}'.encode()),
        "gzip": b"head" + gzip.compress(word.encode() * 50),
        "upper": word.upper().encode(),
    }
    (tmp_path / "file").write_bytes(b"before " + (ways.get(written) or word.encode(written)) + b" after")
    [hit] = watch.hits()
    assert hit.endswith(f"in {tmp_path / 'file'}")
