"""Who posts far more than a person can is asked to wait, no address is kept for it, and help is never refused."""

from __future__ import annotations

import gc

import pytest
from flask import Flask

from finder import create_app
from finder.settings import Settings
from finder.web import rate
from finder.web.rate import WINDOW, Posts
from tests.visitor import Visitor, page_of

MOST = 5
ADDRESS, OTHER = "203.0.113.9", "203.0.113.10"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def site(**settings: object) -> Flask:
    app = create_app(Settings(posts_a_minute=MOST, **settings))  # type: ignore[arg-type]
    app.test_client_class = Visitor
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """At one address of the world, on a site with a low limit."""
    found = site().test_client()
    assert isinstance(found, Visitor)
    found.environ_base["REMOTE_ADDR"] = ADDRESS
    for _ in range(MOST):
        assert found.post("/find", data={"q": "burglary"}).status_code == 303
    return found


def test_too_many_posts_are_answered_with_the_emergency_lines_and_a_way_on(visitor: Visitor) -> None:
    response = visitor.post("/find", data={"q": "burglary"})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    page = page_of(response)
    assert "tel:999" in page.addresses()
    assert {"/find", "/"} <= set(page.addresses())


def test_the_api_says_so_as_json(visitor: Visitor) -> None:
    response = visitor.post("/api/chat", json={"message": "hello"})
    assert (response.status_code, response.get_json()["error"]["code"]) == (429, "too-many")


def test_reading_leaving_and_ending_a_talk_are_never_refused(visitor: Visitor) -> None:
    for path in ("/", "/find", "/chat", "/guide"):
        assert visitor.get(path).status_code == 200
    assert visitor.get("/leave/at-once/x").status_code == 303
    for path in ("/chat/x/end", "/cy/chat/x/end"):
        assert visitor.post(path).status_code == 303
    assert visitor.delete("/api/chat/x").status_code == 204


def test_others_are_not_refused_with_them(visitor: Visitor) -> None:
    visitor.environ_base["REMOTE_ADDR"] = OTHER
    assert visitor.post("/find", data={"q": "burglary"}).status_code == 303


def test_behind_a_proxy_of_our_own_its_header_says_who_asks_and_without_one_nobody_can_pretend(app: Flask) -> None:
    proxied, direct = site(address_header="X-Real-IP").test_client(), site().test_client()
    direct.environ_base["REMOTE_ADDR"] = OTHER
    for number in range(MOST + 1):
        proxied.post("/find", data={}, headers={"X-Real-IP": ADDRESS})
        direct.post("/find", data={}, headers={"X-Real-IP": f"198.51.100.{number}"})
    assert proxied.post("/find", data={}, headers={"X-Real-IP": ADDRESS}).status_code == 429
    assert proxied.post("/find", data={}, headers={"X-Real-IP": OTHER}).status_code == 303
    assert direct.post("/find", data={}).status_code == 429


def test_after_a_minute_all_is_forgotten() -> None:
    clock = Clock()
    posts = Posts(1, clock)
    assert [posts.takes(ADDRESS) for _ in range(2)] == [True, False]
    clock.now += WINDOW
    assert [posts.takes(ADDRESS) for _ in range(2)] == [True, False]


def test_a_household_is_one_address_and_a_proxy_on_this_machine_is_none() -> None:
    posts = Posts(1)
    assert [posts.takes(f"2001:db8:1:2::{number}") for number in range(1, 4)] == [True, False, False]
    assert posts.takes("2001:db8:1:3::1")
    assert [posts.takes(ADDRESS), posts.takes(f"::ffff:{ADDRESS}")] == [True, False]
    assert all(posts.takes(address) for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "", "unix:") for _ in range(3))


def test_no_address_is_in_what_is_counted_and_the_key_is_another_each_minute() -> None:
    clock = Clock()
    posts, keys = Posts(3, clock), set()
    for _ in range(3):
        posts.takes(ADDRESS)
        keys.add(next(iter(posts._counts)))
        clock.now += WINDOW
    assert len(keys) == 3
    packed = bytes(int(part) for part in ADDRESS.split("."))
    held = [one for one in gc.get_referents(posts, posts._counts, *posts.__dict__.values()) if isinstance(one, (bytes, str))]
    assert held
    assert not [one for one in held if one in (ADDRESS, packed)]


def test_what_is_counted_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "MOST", 50)
    posts = Posts(1)
    assert all(posts.takes(f"198.51.{number // 250}.{number % 250}") for number in range(1000))
    assert len(posts._counts) <= 50
