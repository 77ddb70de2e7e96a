"""The page at /chat: without script, in place with htmx, lapsed, ended, and with every bad input."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.page import Page, words
from tests.visitor import Visitor, page_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def visitor(alone: Flask) -> Visitor:
    alone.test_client_class = Visitor
    client = alone.test_client()
    assert isinstance(client, Visitor)
    return client


def say(visitor: Visitor, at: str, **fields: str) -> str:
    """Post without script; the address of the talk."""
    response = visitor.post(at, data=fields)
    assert response.status_code == 303
    return urlsplit(response.headers["Location"]).path


def log(page: Page) -> str:
    box = page.by_id("log")
    assert box is not None
    return words(box)


def test_before_the_first_message_it_says_what_it_is_and_what_it_keeps(visitor: Visitor) -> None:
    page = visitor.page("/chat")
    for piece in ("computer program", "cannot call for help", "15 minutes", "own rules"):
        assert piece in page.main
    assert page.title == "Waymark - Talk"
    assert page.by_id("log") is not None
    assert page.one("div", role="log").get("aria-live") == "polite"


def test_without_script_a_message_leads_to_a_random_address_that_shows_the_talk(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="i was robbed in leeds")
    assert "robbed" not in at
    page = visitor.page(at)
    assert "i was robbed in leeds" in log(page)
    assert page.cards
    next_at = say(visitor, at, choice="audience:self")
    assert next_at == at
    assert "How old are you?" in log(visitor.page(at))


def test_with_htmx_the_first_message_brings_the_whole_page_and_the_next_only_what_is_new(visitor: Visitor) -> None:
    first = visitor.post("/chat", data={"message": "i was robbed"}, headers=HTMX)
    at = urlsplit(first.headers["Location"]).path
    whole = visitor.get(at, headers=HTMX)
    assert (whole.headers["HX-Retarget"], whole.headers["HX-Reswap"]) == ("body", "innerMorph")
    news = visitor.post(at, data={"message": "in leeds"}, headers=HTMX)
    assert news.status_code == 200
    page = page_of(news)
    assert "in leeds" in page.text
    assert "robbed" not in page.text
    assert page.by_id("next") is not None


def test_every_choice_is_a_button_of_the_form(visitor: Visitor) -> None:
    page = visitor.page("/chat")
    form = page.by_id("talk-form")
    assert form is not None
    values = [button.get("value") for button in form.iter("button") if button.get("name") == "choice"]
    assert "topic:robbery" in values
    assert "show" in values


def test_end_and_clear_deletes_the_talk_and_says_so(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="i was robbed")
    ended = visitor.post(f"{at}/end")
    assert urlsplit(ended.headers["Location"]).path == "/chat/cleared"
    assert "gone" in visitor.page("/chat/cleared").main
    assert visitor.get(at).status_code == 410


def test_saying_stop_ends_the_talk_too(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="i was robbed")
    assert say(visitor, at, message="stop") == "/chat/cleared"
    assert visitor.get(at).status_code == 410


def test_leaving_from_a_search_made_after_the_talk_deletes_both(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="i was robbed")
    find = next(a for a in visitor.page(at).addresses() if a.startswith("/find?"))
    found = visitor.post_search(at=find, q="stalking")
    leave = visitor.page(found).by_id("leave")
    assert leave is not None
    visitor.get(str(leave.get("href")))
    assert (visitor.get(at).status_code, visitor.get(found).status_code) == (410, 410)


def test_leaving_from_a_talk_begun_after_a_search_deletes_both(visitor: Visitor) -> None:
    found = visitor.post_search(q="stalking")
    start = next(a for a in visitor.page(found).addresses() if a.startswith("/chat?"))
    form = visitor.page(start).by_id("talk-form")
    assert form is not None
    at = say(visitor, str(form.get("action")), message="i was robbed")
    leave = visitor.page(at).by_id("leave")
    assert leave is not None
    visitor.get(str(leave.get("href")))
    assert (visitor.get(at).status_code, visitor.get(found).status_code) == (410, 410)


def test_the_link_to_the_talk_leads_back_to_the_one_of_this_visit(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="i was robbed")
    find = next(a for a in visitor.page(at).addresses() if a.startswith("/find?"))
    found = visitor.post_search(at=find, q="stalking")
    back = next(a for a in visitor.page(found).addresses() if a.startswith("/chat?"))
    response = visitor.get(back)
    assert (response.status_code, urlsplit(response.headers["Location"]).path) == (303, at)


def test_a_lapsed_talk_says_so_and_a_message_to_it_starts_anew(visitor: Visitor) -> None:
    gone = "/chat/AAAAAAAAAAAAAAAAAAAAAA"
    lapsed = visitor.get(gone)
    assert lapsed.status_code == 410
    assert "You did nothing wrong" in page_of(lapsed).main
    at = say(visitor, gone, message="in leeds")
    assert at != gone
    assert "I forgot what we talked about" in log(visitor.page(at))


def test_keeping_a_talk_changes_nothing_on_the_page(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="i was robbed")
    assert visitor.get(f"{at}/keep").status_code == 204
    assert visitor.get("/chat/AAAAAAAAAAAAAAAAAAAAAA/keep").status_code == 303


def test_in_simple_mode_one_quiet_line_says_so(visitor: Visitor) -> None:
    page = visitor.page(say(visitor, "/chat", message="i was robbed"))
    assert sum("not working just now" in words(p) for p in page.all("p")) == 1


def test_what_was_typed_is_text_and_never_markup(visitor: Visitor) -> None:
    page = visitor.page(say(visitor, "/chat", message="<script>alert(1)</script><b>robbed</b> & co"))
    assert "<script>alert(1)</script>" in log(page)


POLISH = "ktoś ukradł mi torebkę w autobusie i boję się wracać do domu"


def switches(page: Page) -> list[tuple[str | None, str | None]]:
    return [(link.get("hreflang"), link.get("href")) for link in page.by_id("log").iter("a") if link.get("hreflang")]  # type: ignore[union-attr]


def test_another_language_is_noticed_and_the_switch_is_offered_once(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message=POLISH)
    assert switches(visitor.page(at)) == [("pl", f"/pl{at}")]
    say(visitor, at, message="to jest dla mnie, mam trzydzieści lat i mieszkam tutaj")
    assert switches(visitor.page(at)) == [("pl", f"/pl{at}")]
    polish = visitor.page(f"/pl{at}")
    assert "torebkę" in log(polish)
    assert switches(polish) == []
    say(visitor, f"/pl{at}", message="my brother was hurt as well and the police have not rung us back")
    assert switches(visitor.page(f"/pl{at}")) == [("en", at)]


def test_in_place_too_the_switch_is_offered(visitor: Visitor) -> None:
    at = say(visitor, "/chat", message="someone took my bag on the bus and i am scared to go home")
    answer = visitor.post(at, data={"message": POLISH}, headers=HTMX).get_data(as_text=True)
    assert f'<a class="tap" href="/pl{at}" hreflang="pl">' in answer


def test_urgent_lines_stand_first_and_the_way_out_stays(visitor: Visitor) -> None:
    page = visitor.page(say(visitor, "/chat", message="i want to kill myself"))
    box = page.by_id("last")
    assert box is not None
    kinds = [child.get("class", "") for child in box]
    assert kinds[1].startswith("urgent")


@pytest.mark.parametrize(
    "text", ["/restart", '/tell{"place":"x"}', "{{7*7}}", "'; DROP TABLE talks; --", "🙂", " ", "\0", "\u202eabc", "a" * 1001]
)
def test_odd_messages_get_a_sensible_page(visitor: Visitor, text: str) -> None:
    page = visitor.page(say(visitor, "/chat", message=text))
    assert page.by_id("last") is not None
    assert page.all("button", name="choice")


def test_a_post_without_a_message_is_no_error(visitor: Visitor) -> None:
    assert say(visitor, "/chat").startswith("/chat/")


def test_a_made_up_choice_gets_the_choices_again(visitor: Visitor) -> None:
    page = visitor.page(say(visitor, "/chat", choice="topic:made-up"))
    assert "does not work here" in log(page)
    assert page.all("button", name="choice")


def test_a_body_that_is_too_large_is_turned_away_in_a_sentence(visitor: Visitor) -> None:
    response: TestResponse = visitor.post("/chat", data={"message": "a" * 20_000})
    assert response.status_code == 413


@given(st.text(max_size=1_200))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_talk(alone: Flask, text: str) -> None:
    client = alone.test_client()
    response = client.post("/chat", data={"message": text.encode("utf-8", "replace").decode()})
    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code == 200


def test_another_site_may_not_post_into_a_talk(visitor: Visitor) -> None:
    response = visitor.post("/chat", data={"message": "hello"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
