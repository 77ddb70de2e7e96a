"""What a worker hands over: services side by side, a sheet on a page and on paper, and how to refer."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import segno

from finder import build, create_app
from finder.build import Built
from finder.settings import Settings
from finder.web import sheets
from tests import small_content
from tests.page import Page, words
from tests.visitor import Visitor
from tests.worker_content import FIVE, codes

# Side by side


def line(page: Page, label: str) -> tuple[str, list[str]]:
    """What the row of a fact says of the services, and what each says."""
    for row in page.all("tr"):
        head = row.find("th")
        if head is not None and words(head).startswith(label):
            return words(head).removeprefix(label).strip(), [words(cell) for cell in row.iter("td")]
    raise AssertionError(f"no row {label}")


def test_every_fact_is_a_row_that_says_in_words_if_the_services_differ(worker: Visitor) -> None:
    page = worker.page(f"/compare/{codes('taking', 'full', 'says-more')}")
    wait = line(page, "Referrals and waiting")
    assert wait[0] == "Different"
    assert wait[1][1:] == ["Takes no referrals now. (Said 5 January 2026)", "Not known: ask"]
    assert line(page, "Languages") == ("Same", ["English. Ask for an interpreter."] * 3)
    assert line(page, "After a referral")[1][2] == "A worker rings within two days."
    assert line(page, "Who it shares data with")[1][2] == "The council. (ask to be sure)"
    assert line(page, "Where to go instead")[1] == ["Not known: ask", "Not known: ask", "A refuge"]
    assert "They differ in: Who it takes" not in page.main
    assert "Referrals and waiting" in words(page.one("p", class_="lead"))


def test_a_comparison_is_a_table_that_a_screen_reader_can_walk(worker: Visitor) -> None:
    page = worker.page(f"/compare/{codes('taking', 'full')}")
    table = page.one("table")
    columns = [head for head in table.iter("th") if head.get("scope") == "col"]
    assert [words(head) for head in columns] == ["Fact", "Taking", "Full"]
    for row in [row for row in table.iter("tr") if row.find("td") is not None]:
        assert [head.get("scope") for head in row.findall("th")] == ["row"]
        assert [cell.get("data-label") for cell in row.findall("td")] == ["Taking", "Full"]
        assert row.get("role") == "row"


def test_what_none_of_them_says_is_named_once(worker: Visitor) -> None:
    page = worker.page(f"/compare/{codes('taking', 'full')}")
    said = next(words(one) for one in page.all("p", class_="quiet") if words(one).startswith("None of them says: "))
    assert "Who may refer" in said
    assert "Referrals and waiting" not in said


@pytest.mark.parametrize("code", ["zzz", "sardines", codes(*FIVE), "0" * 41, f"{codes('childline')}-x", "%00", "../../x"])
def test_a_list_that_is_none_of_ours_is_a_page_that_leads_on(client: Visitor, code: str) -> None:
    response = client.get(f"/compare/{code}")
    # Eight letters may be the code of a service that is no longer there.
    assert response.status_code == (200 if code == "sardines" else 404)


# The sheet


def test_a_sheet_has_numbers_hours_what_to_say_urgent_lines_and_the_day(client: Visitor, built: Built) -> None:
    page = client.page(f"/sheet/{codes(*FIVE)}")
    assert page.title == "Waymark - A sheet"
    assert words(page.one("h1")) == "Useful numbers"
    for one in FIVE:
        service = built.directory.service(one)
        assert service.name in page.main
        assert service.shown_phone is not None
        assert any(link.get("href") == f"tel:{service.shown_phone.tel}" for link in page.one("main").iter("a"))
    assert "Day and night, every day" in page.main
    assert "Open now" not in page.main
    assert "“Hello. I would like some help." in page.main
    assert re.search(r"Made on \d+ \w+ 20\d\d\.", page.main)


def test_a_sheet_in_polish_gives_the_english_words_to_say_as_well(client: Visitor) -> None:
    page = client.page(f"/pl/sheet/{codes('childline')}")
    assert "Zadzwoń: 0800 1111" in page.main
    assert "I speak Polish. Can I have an interpreter, please?" in page.main


def test_the_square_opens_the_same_list_in_the_same_language(worker: Visitor) -> None:
    listed = codes("taking", "a-refuge")
    for path in (f"/sheet/{listed}", f"/ar/sheet/{listed}", f"/pl/sheet/{listed}/large"):
        page = worker.get(path)
        square = segno.make(f"https://waymark.example{path}", error="m", micro=False).svg_inline(**sheets._QR)
        assert square in page.get_data(as_text=True)


def test_a_list_opens_by_the_code_as_people_copy_it(worker: Visitor) -> None:
    listed = codes("taking", "full")
    for typed in (listed, listed.upper(), listed.replace("-", " "), f" {listed.replace('0', 'O').replace('1', 'l')} "):
        response = worker.post("/sheet", data={"code": typed})
        assert (response.status_code, response.headers["Location"]) == (303, f"/sheet/{listed}")
    for typed in ("", "sardine", "x" * 300, "🐟" * 8, listed + "u"):
        assert worker.post("/sheet", data={"code": typed}).headers["Location"] == "/sheet"
    assert "We do not know this code" in worker.page("/sheet").main


def test_a_list_still_opens_after_a_rebuild_and_says_when_a_service_has_closed(worker_settings: Settings, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(worker_settings.content, content)
    settings = Settings(content=content, var=tmp_path / "var")
    small_content.made(content, settings.builds)
    app = create_app(settings)
    app.test_client_class = Visitor
    visitor = app.test_client()
    address = f"/sheet/{codes('taking', 'full', 'long-wait')}"
    assert "no longer here" not in visitor.page(address).main  # type: ignore[attr-defined]
    small_content.edit(content, "services/full.yaml", lambda record: {**record, "flag": "may-have-closed"})
    (content / "services" / "long-wait.yaml").unlink()
    build.build(content, settings.builds)
    page = visitor.page(address)  # type: ignore[attr-defined]
    assert "2 services on this list are no longer here. They may have closed." in page.main
    assert next(words(one) for one in page.all("h2")) == "Taking"
    assert "Full" not in page.main
    gone = visitor.page(f"/sheet/{codes('full')}")  # type: ignore[attr-defined]
    assert "1 service on this list is no longer here." in gone.main
    assert any(link.get("href") == "/find" for link in gone.one("main").iter("a"))


# How to refer


def test_a_safe_way_to_be_in_touch_is_agreed_before_an_address_is_shown(worker: Visitor) -> None:
    first = worker.page(f"/refer/{codes('refer-here', 'taking')}")
    assert "https://example.org/refer-here" not in set(first.addresses())
    for asked in ("A safe number", "Safe days and times", "May they leave a message?", "A code word"):
        assert asked in first.main
    agreed = next(link for link in first.addresses() if link.endswith("/agreed"))
    second = worker.page(agreed)
    assert "https://example.org/refer-here" in set(second.addresses())
    assert "Ask to be sure." in second.main
    for asked in ("A safe number", "Safe days and times", "May they leave a message?", "A code word"):
        assert asked in second.main


def test_nothing_that_was_agreed_can_be_typed(worker: Visitor) -> None:
    for step in ("", "/agreed"):
        page = worker.page(f"/refer/{codes('refer-here')}{step}")
        assert [page.all(tag) for tag in ("form", "input", "textarea", "select")] == [[], [], [], []]


def test_no_other_page_gives_the_address_for_referrals(worker: Visitor) -> None:
    code = codes("refer-here")
    for path in (f"/sheet/{code}", f"/service/{code}", f"/compare/{codes('refer-here', 'taking')}"):
        assert "https://example.org/refer-here" not in worker.get(path).get_data(as_text=True)
