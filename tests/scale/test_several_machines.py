"""Two replicas of the site and two assistants: one of each dies, Redis goes away, and people notice as little as can be."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests import page as pages
from tests.scale.machines import Answer, Machines, ask
from tests.visitor import HEADERS

CANARY = "quicksilverheron"
PEOPLE, TURNS = 4, 5
TELLING = (f"i was robbed {CANARY}", "in leeds", "its for me", "im 44", "what are my rights")


class Person:
    """One person's talk by the API, through nginx."""

    def __init__(self, machines: Machines) -> None:
        self._machines = machines
        self.talk: str | None = None
        self.modes: list[str] = []

    def tells(self, text: str) -> Answer:
        answer = self._machines.ask("POST", "/api/chat", sent={"message": text, "conversation": self.talk})
        if answer.status == 200:
            self.talk = answer.json()["conversation"]
            self.modes.append(answer.json()["mode"])
        return answer

    def says(self, text: str) -> Any:
        answer = self.tells(text)
        assert answer.status == 200, answer.text
        assert answer.json()["replies"]
        return answer.json()


def places(machines: Machines, talk: str | None) -> str:
    """The talk as the page shows it."""
    page = machines.ask("GET", f"/chat/{talk}")
    assert page.status == 200
    return page.text


def test_a_search_posted_at_one_replica_is_read_at_the_other_and_left_at_either(machines: Machines) -> None:
    one, other = (site.port for site in machines.sites)
    where = ask(one, "POST", "/find", form={"q": f"{CANARY} burglary", "place": "leeds"}).headers["location"].partition("#")[0]
    found = ask(other, "GET", where)
    assert found.status == 200
    assert CANARY in found.text
    assert ask(one, "GET", f"/leave/{where.rpartition('/')[2]}").status == 303
    assert ask(other, "GET", where).status == ask(one, "GET", where).status == 410


def test_a_visit_through_nginx_has_every_header_once_and_no_cookie(machines: Machines) -> None:
    for path, status in (("/", 200), ("/find", 200), ("/nothing-here", 404), ("/not-now", 503), ("/api/find", 200)):
        answer = machines.ask("GET", path)
        assert answer.status == status
        assert {name: answer.headers.get(name.lower()) for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] == "no-store"
        assert not {"set-cookie", "x-powered-by"} & set(answer.headers)
        assert answer.headers["server"] == "nginx"
    plain = ask(machines.nginx.plain_port, "GET", "/find")
    assert (plain.status, plain.headers["location"]) == (301, "https://127.0.0.1/find")


def test_a_body_that_is_too_long_is_answered_with_the_emergency_lines_or_json(machines: Machines) -> None:
    page = machines.ask("POST", "/find", form={"q": "x" * 20_000})
    assert page.status == 413
    assert "tel:999" in pages.read(page.text).addresses()
    data = machines.ask("POST", "/api/find", sent={"q": "x" * 20_000})
    assert (data.status, data.json()["error"]["code"]) == (413, "too-large")
    assert {name: data.headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_what_redis_holds_of_a_talk_lapses_and_ending_it_deletes_all_of_it_at_once(machines: Machines) -> None:
    before = set(machines.redis.names())
    person = Person(machines)
    for text in TELLING:
        person.says(text)
    assert set(person.modes) == {"assistant"}
    new = set(machines.redis.names()) - before
    assert {database for database, _ in new} == {0, 1}, "the site's and the assistant's"
    for database, name in new:
        with machines.redis.client(database) as client:
            assert 0 < client.ttl(name) <= 900
            held = client.get(name) or b""
        assert CANARY.encode() not in held
        assert str(person.talk).encode() not in name + held
    assert machines.ask("DELETE", f"/api/chat/{person.talk}").status == 204
    until = time.monotonic() + 5
    while set(machines.redis.names()) & new and time.monotonic() < until:
        time.sleep(0.05)
    assert not set(machines.redis.names()) & new
    assert machines.ask("GET", f"/chat/{person.talk}").status == 410


def test_talks_go_on_when_a_replica_is_killed_and_only_replies_in_flight_are_lost(machines: Machines) -> None:
    """Who gets no reply says it again, as a person would."""
    people, lost, begun = [Person(machines) for _ in range(PEOPLE)], [], threading.Barrier(PEOPLE + 1)

    def talks(person: Person) -> None:
        for place in range(TURNS):
            if place == 1:
                begun.wait(60)
            answer = person.tells(TELLING[place])
            if answer.status != 200:
                lost.append(answer)
                answer = person.tells(TELLING[place])
            assert answer.status == 200, answer.text
            assert not answer.json()["notices"]

    with ThreadPoolExecutor(PEOPLE) as pool:
        talking = [pool.submit(talks, person) for person in people]
        begun.wait(60)
        machines.kill(machines.sites[0])
        for one in talking:
            one.result(120)
    assert len(lost) <= PEOPLE
    assert all(answer.status == 503 and answer.json()["error"]["code"] == "not-ready" for answer in lost)
    for person in people:
        page = places(machines, person.talk)
        assert all(text in page for text in TELLING)


def test_a_talk_goes_on_with_the_other_assistant_when_one_is_killed(machines: Machines) -> None:
    people = [Person(machines) for _ in range(PEOPLE)]
    for person in people:
        person.says("my ex follows me to work")
        person.says("for me")
    os.killpg(machines.assistants[0].process.pid, signal.SIGKILL)
    machines.assistants[0].process.wait()
    for person in people:
        person.says("im 44")
        answer = person.says("in leeds")
        assert not answer["notices"]
        assert any(reply["type"] == "services" for reply in answer["replies"]) or answer["services"]
        assert person.modes[-1] == "assistant"


def test_while_redis_is_away_searches_and_talks_are_answered_and_what_was_held_is_said_to_have_gone(machines: Machines) -> None:
    person, (one, other) = Person(machines), (site.port for site in machines.sites)
    person.says("i was robbed")
    old = ask(one, "POST", "/find", form={"q": "burglary"}).headers["location"].partition("#")[0]
    machines.redis.stop()
    answer = person.says("i was robbed in leeds")
    assert [notice["code"] for notice in answer["notices"]] == ["lapsed"]
    assert answer["services"]
    assert 'class="card' in machines.ask("POST", "/find", form={"q": "burglary"}, htmx=True).text
    assert "robbed" in machines.ask("POST", "/chat", form={"message": "i was robbed"}, htmx=True).text
    where = ask(one, "POST", "/find", form={"q": "burglary"}).headers["location"].partition("#")[0]
    assert ask(one, "GET", where).status == 200
    for port, path in ((other, where), (one, old)):
        lapsed = ask(port, "GET", path)
        assert lapsed.status == 410
        assert {"tel:999"} <= set(pages.read(lapsed.text).addresses())
        assert pages.read(lapsed.text).all("form")
    machines.redis.start()
    time.sleep(2.5)
    fresh = Person(machines)
    for text in TELLING:
        assert not fresh.says(text)["notices"]


def test_with_no_replica_left_every_page_is_the_emergency_lines_and_no_post_stays_in_the_browser(machines: Machines) -> None:
    for site in machines.sites:
        machines.kill(site)
    page = machines.ask("GET", "/find")
    assert page.status == 503
    assert "tel:999" in pages.read(page.text).addresses()
    assert {name: page.headers.get(name.lower()) for name in HEADERS} == HEADERS
    posted = machines.ask("POST", "/find", form={"q": CANARY})
    assert posted.status == 303
    assert posted.headers["location"].endswith("/not-now")
    assert machines.ask("POST", "/api/find", sent={"q": CANARY}).json()["error"]["code"] == "not-ready"


@pytest.mark.parametrize("word", [CANARY, "robbed", "/api/chat", "127.0.0.1 - "])
def test_nothing_typed_no_address_and_no_request_is_in_any_file_of_any_of_them(machines: Machines, word: str) -> None:
    Person(machines).says(TELLING[0])
    wanted = word.encode()
    assert [str(path) for path in machines.folder.rglob("*") if path.is_file() and wanted in path.read_bytes()] == []
    assert list(machines.redis.folder.iterdir()) == []
