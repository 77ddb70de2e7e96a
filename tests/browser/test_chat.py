"""The talk in a real browser at 320 px: in place with script, page by page without, and when the assistant dies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from finder.build import Built
from tests.serving import Server, free_port, start_server, stop_server

OUTPUT = Path(__file__).resolve().parents[1] / "output"
NARROW = {"width": 320, "height": 640}
PLAN = {
    "steps": [
        {"kind": "say", "text": "Thank you for telling me."},
        {"kind": "say", "text": "Who is this for?"},
        {"kind": "choices", "options": [{"label": "Me", "value": "audience:self"}, {"label": "I would rather not say", "value": "skip"}]},
    ],
    "asks": "audience",
    "ends": False,
}


class Door(BaseHTTPRequestHandler):
    """As the assistant's, with one answer to everything."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps(PLAN if self.command == "POST" else {"status": "ready"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET = do_DELETE = answer

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@contextmanager
def assistant(port: int) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site with nothing where the assistant should be."""
    running = start_server(tmp_path_factory.mktemp("talk"), BOT_PORT=str(free_port()))
    yield running
    stop_server(running)


@contextmanager
def tab(chromium: Any, script: bool = True, **how: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport=NARROW, java_script_enabled=script, **how)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    try:
        yield page
    finally:
        context.close()


def say(page: Any, text: str, turns: int) -> None:
    page.fill("#message", text)
    page.press("#message", "Enter")
    page.locator(".turn").nth(turns - 1).wait_for(timeout=15_000)
    page.wait_for_timeout(200)


def picture(page: Any, name: str) -> None:
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"talk-{name}.png", full_page=True)


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_with_script_turns_are_added_in_place(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(f"{site.url}/chat")
        picture(page, "start")
        before = page.evaluate("history.length")
        say(page, "my ex wont stop turning up at my work, im in bootle", 1)
        assert focused(page) == "message"
        assert page.input_value("#message") == ""
        assert page.locator(".card").count() == 3
        picture(page, "first")
        say(page, "its for me", 2)
        assert page.locator("#next").count() == 1
        assert "wont stop turning up" in page.inner_text("#log")
        page.click("button[value='age:16-17']")
        page.locator(".turn").nth(2).wait_for(timeout=15_000)
        assert page.evaluate("history.length") == before
        assert "Bootle" in page.inner_text("#log")
        assert fits(page)
        picture(page, "under-18")
        twice = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)"
        assert page.evaluate(twice) == []
        assert page.problems == []


def test_after_the_first_message_every_way_out_deletes_the_talk(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(f"{site.url}/chat")
        say(page, "i was robbed", 1)
        at = page.evaluate("location.pathname")
        assert at.startswith("/chat/")
        assert page.get_attribute("#leave", "href") == f"/leave/{at.rpartition('/')[2]}"
        assert "s=" in (page.get_attribute(".foot a", "href") or "")


def test_choices_and_ways_out_are_large_enough_to_touch(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(f"{site.url}/chat")
        sizes = page.eval_on_selector_all(
            "#talk-form button, .end button, .end a, #leave", "all => all.map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
        )
        assert sizes
        assert all(width >= 44 and height >= 44 for width, height in sizes)
        assert page.is_visible("#leave")
        assert page.is_visible("text=In danger now?")


def test_ending_clears_the_screen_and_back_does_not_bring_it_up(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(site.url)
        page.goto(f"{site.url}/chat")
        say(page, "someone stole my marmalade", 1)
        page.click("text=End and clear")
        page.wait_for_url("**/chat/cleared")
        assert "gone" in page.inner_text("h1")
        page.wait_for_load_state("networkidle")
        page.go_back(wait_until="commit")
        page.wait_for_timeout(500)
        assert "marmalade" not in page.content()


def test_typing_stop_ends_the_talk(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(f"{site.url}/chat")
        say(page, "i was robbed", 1)
        page.fill("#message", "stop")
        page.press("#message", "Enter")
        page.locator("h1", has_text="gone").wait_for(timeout=15_000)
        assert page.url.endswith("/chat/cleared")


def test_without_script_the_talk_goes_page_by_page(site: Server, chromium: Any) -> None:
    with tab(chromium, script=False) as page:
        page.goto(f"{site.url}/chat")
        page.fill("#message", "my mate got mugged in torquay")
        page.click("#send")
        assert "/chat/" in page.url
        assert "mugged" not in page.url
        page.click("button[value='age:18-25']")
        assert "18 to 25" in page.inner_text("#log")
        assert page.locator(".card").count() >= 3
        picture(page, "without-script")
        page.click("text=End and clear")
        assert "gone" in page.inner_text("h1")
        page.wait_for_load_state("networkidle")
        page.go_back(wait_until="commit")
        page.wait_for_timeout(500)
        assert "mugged" not in page.content()


def test_before_a_talk_lapses_the_page_warns_and_it_can_be_kept(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.clock.install()
        page.goto(f"{site.url}/chat")
        page.fill("#message", "i was robbed")
        page.press("#message", "Enter")
        page.locator(".turn").first.wait_for(timeout=15_000)
        page.fill("#message", "half a sentence")
        page.clock.fast_forward("13:01")
        page.locator("#lapse").wait_for(state="visible", timeout=5_000)
        page.click("#lapse a")
        page.locator("#lapse").wait_for(state="hidden", timeout=5_000)
        assert page.input_value("#message") == "half a sentence"
        page.clock.fast_forward("12:00")
        assert not page.is_visible("#lapse")


def test_the_assistant_dying_in_the_middle_is_said_quietly_and_the_talk_goes_on(built: Built, tmp_path: Path, chromium: Any) -> None:
    door = free_port()
    site = start_server(tmp_path, BOT_PORT=str(door))
    with tab(chromium) as page:
        with assistant(door):
            page.goto(f"{site.url}/chat")
            say(page, "someone broke into my shed in derby", 1)
            assert "not working just now" not in page.inner_text("#next")
        say(page, "its for me", 2)
        assert page.inner_text("#next").count("not working just now") == 1
        assert "How old are you?" in page.inner_text("#log")
        assert "Derby" in page.inner_text("#log")
        picture(page, "assistant-died")
    stop_server(site)


def test_danger_is_answered_first_in_place(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(f"{site.url}/chat")
        say(page, "he has a knife to my throat", 1)
        assert page.locator(".turn .urgent").first.get_attribute("id").startswith("urgent-danger")
        assert page.evaluate("document.querySelector('.turn').children[1].className").startswith("urgent")
        assert fits(page)
        picture(page, "urgent")


def test_a_message_that_could_not_be_sent_stays_in_the_box(site: Server, chromium: Any) -> None:
    with tab(chromium) as page:
        page.goto(f"{site.url}/chat")
        page.route("**/chat", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
        page.fill("#message", "i was robbed")
        page.press("#message", "Enter")
        page.locator("#problem", has_text="still here").wait_for(timeout=5_000)
        assert page.input_value("#message") == "i was robbed"
