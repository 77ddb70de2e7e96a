"""Languages: the first part of the path, with text that runs the right way and errors in the language too."""

from __future__ import annotations

import pytest
from flask import Flask

from finder.web import language
from tests.page import words
from tests.visitor import Visitor, page_of

OTHERS = ("ar", "pl")
TITLES = {"ar": "rtl", "pl": "ltr", "en": "ltr"}


def test_english_polish_and_arabic_are_offered_each_by_its_own_name(client: Visitor) -> None:
    assert {"en", *OTHERS} <= set(language.offered())
    page = client.page("/")
    nav = next(nav for nav in page.all("nav") if "langs" in (nav.get("class") or ""))
    links = {a.get("lang"): (words(a), a.get("href"), a.get("hreflang")) for a in nav.iter("a")}
    assert links["pl"] == ("Polski", "/pl/", "pl")
    assert links["ar"] == ("العربية", "/ar/", "ar")
    assert links["en"][:2] == ("English", "/")
    assert [a.get("lang") for a in nav.iter("a") if a.get("aria-current")] == ["en"]


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("address", ["/", "/find", "/about", "/privacy", "/safety", "/accessibility"])
def test_a_page_in_another_language_is_in_it_from_title_to_way_out(client: Visitor, code: str, address: str) -> None:
    english, other = client.page(address), client.page(f"/{code}{address}")
    root = other.one("html")
    assert (root.get("lang"), root.get("dir")) == (code, TITLES[code])
    assert other.title != english.title
    assert words(other.one("h1")) != words(english.one("h1"))
    leave, english_leave = other.by_id("leave"), english.by_id("leave")
    assert leave is not None
    assert english_leave is not None
    assert words(leave) != words(english_leave)


@pytest.mark.parametrize("code", OTHERS)
def test_a_visit_stays_in_its_language(client: Visitor, code: str) -> None:
    page = client.page(f"/{code}/")
    nav = [nav for nav in page.all("nav") if "langs" in (nav.get("class") or "")]
    others = {a.get("href") for a in nav[0].iter("a")}
    # What is in English only is marked as such.
    others |= {a.get("href") for a in page.all("a", hreflang="en", lang="en")}
    own = [a for a in page.addresses() if a.startswith("/") and not a.startswith("/static/") and a not in others]
    assert own
    assert [address for address in own if not address.startswith(f"/{code}/")] == []


@pytest.mark.parametrize("code", OTHERS)
def test_searching_and_its_results_stay_in_the_language(client: Visitor, code: str) -> None:
    address = client.post_search(at=f"/{code}/find", q="przemoc domowa" if code == "pl" else "عنف منزلي", age="17", place="PL4")
    assert address.startswith(f"/{code}/found/")
    page, english = client.page(address), client.search(q="domestic abuse", age="17", place="PL4")
    assert "crime:domestic-abuse" in page.chips
    assert page.chips["crime:domestic-abuse"] != english.chips["crime:domestic-abuse"]
    heading, english_heading = page.by_id("results-title"), english.by_id("results-title")
    assert heading is not None
    assert english_heading is not None
    assert words(heading) != words(english_heading)


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_english_only_says_so_to_a_screen_reader(client: Visitor, code: str) -> None:
    page = client.page(client.post_search(at=f"/{code}/find", crime="fraud-cyber"))
    for card in page.cards:
        assert card.findall("h3")[0].get("lang") == "en"
    numbers = [
        bdi for card in page.cards for link in card.iter("a") if str(link.get("href")).startswith("tel:") for bdi in link.iter("bdi")
    ]
    assert numbers
    assert all(bdi.get("dir") == "ltr" for bdi in numbers)


@pytest.mark.parametrize("code", OTHERS)
def test_errors_are_in_the_language_of_their_address(client: Visitor, code: str) -> None:
    english = words(page_of(client.get("/lost")).one("h1"))
    for address, status in ((f"/{code}/lost", 404), (f"/{code}/found/lapsed", 410), (f"/{code}/service/zzzzzzzz", 404)):
        response = client.get(address)
        page = page_of(response)
        assert response.status_code == status
        assert page.one("html").get("lang") == code
        assert words(page.one("h1")) != english


@pytest.mark.parametrize("code", ["xx", "en", "PL", "pl-PL", "de"])
def test_a_language_that_is_not_offered_is_an_english_page_that_leads_on(client: Visitor, code: str) -> None:
    response = client.get(f"/{code}/")
    assert response.status_code == 404
    assert page_of(response).one("html").get("lang") == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_the_api_answers_in_the_language_asked_for(client: Visitor, code: str) -> None:
    def ask(lang: str) -> dict[str, list[dict[str, str]]]:
        answer = client.post("/api/find", json={"crime": ["fgm"], "place": "Narnia", "lang": lang}).get_json()
        return {"notices": answer["notices"], "facets": answer["facets"]["crime"], "why": answer["results"][0]["why"]}

    english, other = ask("en"), ask(code)
    assert ask("xx") == english
    for part in ("notices", "facets", "why"):
        name = "label" if part == "facets" else "text"
        assert {row[name] for row in english[part]}.isdisjoint({row[name] for row in other[part]}), part


@pytest.mark.parametrize("code", OTHERS)
def test_the_apis_errors_are_in_the_language_asked_for(client: Visitor, code: str) -> None:
    def messages(lang: str) -> list[str]:
        answers = [
            client.post("/api/find", json={"q": 5, "lang": lang}),
            client.get(f"/api/find?page=x&lang={lang}"),
            client.get(f"/api/lost?lang={lang}"),
            client.post(f"/api/find?lang={lang}", data="x"),
            client.post(f"/api/find?lang={lang}", data="x" * 20_000, content_type="application/json"),
            client.delete(f"/api/find?lang={lang}"),
        ]
        return [answer.get_json()["error"]["message"] for answer in answers]

    assert set(messages("en")).isdisjoint(messages(code))


@pytest.mark.parametrize("code", OTHERS)
def test_urgent_words_in_the_language_bring_its_urgent_lines(client: Visitor, code: str) -> None:
    typed = {"pl": "on ma nóż i wali w drzwi", "ar": "معه سكين وهو خلف الباب الآن"}[code]
    page = client.page(client.post_search(at=f"/{code}/find", q=typed))
    assert page.all("details", class_="urgent")


def test_every_language_has_every_room(app: Flask) -> None:
    rooms = {rule.endpoint for rule in app.url_map.iter_rules()}
    for name in ("pages", "find", "leave", "chat", "rights"):
        english = {endpoint.partition(".")[2] for endpoint in rooms if endpoint.startswith(f"{name}.")}
        others = {endpoint.partition(".")[2] for endpoint in rooms if endpoint.startswith(f"{name}-in.")}
        assert english == others != set()


def test_the_language_that_the_browser_asks_for_is_offered_and_never_forced(client: Visitor) -> None:
    response = client.get("/find", headers={"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"})
    page = page_of(response)
    assert page.one("html").get("lang") == "en"
    nav = next(nav for nav in page.all("nav") if "langs" in (nav.get("class") or ""))
    assert next(nav.iter("a")).get("href") == "/pl/find"
    plain = page_of(client.get("/find", headers={"Accept-Language": "en-GB"}))
    assert len(page.all("a", hreflang="pl")) == len(plain.all("a", hreflang="pl")) + 1


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_nobody_has_checked_says_so_and_shows_urgent_words_in_english_too(client: Visitor, code: str) -> None:
    page = client.page(client.post_search(at=f"/{code}/find", q="he has a knife"))
    nav = next(nav for nav in page.all("nav") if "langs" in (nav.get("class") or ""))
    assert any(a.get("lang") == "en" for p in nav.iter("p") for a in p.iter("a"))
    card = page.all("details", class_="urgent")[0]
    english = [words(p) for p in card.iter("p") if p.get("lang") == "en"]
    assert any("999" in sentence for sentence in english)
    assert not client.page("/").all("p", lang="en")
