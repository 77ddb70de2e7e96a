"""A worker's whole path in a real browser: search, compare, sheet, paper and phone; with script and without; 320 and 390 pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from finder.settings import ROOT, Settings
from tests.browser.test_no_trail import NOTHING, STORED
from tests.browser.walking import Tab, sideways, too_small, visit
from tests.serving import Server

AXE = ROOT / "finder" / "static" / "node_modules" / "axe-core" / "axe.min.js"
CASE = {"q": "domestic abuse", "age": "30", "language": "pl", "place": "Leeds"}


def search(tab: Tab, **fields: str) -> None:
    for name, value in fields.items():
        box = tab.page.locator(f"#find-form [name={name}]:not([type=hidden])").first
        box.select_option(value) if name == "language" else box.fill(value)
    tab.page.locator("#find-form > .button").first.click()
    tab.page.wait_for_selector("#results")
    tab.page.wait_for_selector(".htmx-request", state="detached")


def tick(tab: Tab, count: int) -> list[str]:
    """Tick the first services; their codes."""
    boxes = tab.page.locator("#results tbody input[name=pick]")
    for number in range(count):
        boxes.nth(number).check()
    return [str(code) for code in boxes.evaluate_all("all => all.filter(one => one.checked).map(one => one.value)")]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def tab(request: pytest.FixtureRequest, chromium: Any, server: Server) -> Iterator[Tab]:
    with visit(chromium, server, script=request.param) as opened:
        opened.open("/workers")
        yield opened


def test_a_worker_goes_from_search_to_a_comparison_to_a_sheet_in_polish(chromium: Any, server: Server) -> None:
    for script in (True, False):
        with visit(chromium, server, script=script, width=1280, height=900) as tab:
            tab.open("/workers")
            search(tab, **CASE)
            assert re.fullmatch(r"/workers" if script else r"/workers/found/[\w-]{22}#results", tab.path)
            codes = tick(tab, 3)
            tab.picture(f"worker-1-search-{'js' if script else 'nojs'}")
            tab.page.locator("button[name=do][value=compare]").click()
            tab.page.wait_for_selector(".sides")
            assert tab.path.partition("?")[0] == "/compare/" + "-".join(codes)
            assert tab.page.locator(".sides thead th").count() == 4
            tab.picture("worker-2-compare")
            tab.page.locator("a.button", has_text="Make a sheet of these").click()
            tab.page.wait_for_selector("#sheet")
            tab.page.locator(".tools a[lang=pl]").click()
            tab.page.wait_for_selector("html[lang=pl] #sheet")
            assert tab.path.partition("?")[0] == "/pl/sheet/" + "-".join(codes)
            tab.picture("worker-3-sheet-pl")


def test_a_table_on_a_desk_is_cards_on_a_phone_with_the_same_words(tab: Tab) -> None:
    search(tab, **CASE)
    row = tab.page.locator(".desk tbody tr").first
    assert row.evaluate("e => getComputedStyle(e).display") == "block"
    assert sideways(tab) == 0
    assert too_small(tab) == []
    words = row.inner_text()
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    assert row.evaluate("e => getComputedStyle(e).display") == "table-row"
    assert tab.page.locator(".desk thead").is_visible()
    assert sideways(tab) == 0
    assert set(words.split()) == set(row.inner_text().split())


@pytest.mark.parametrize(
    "path", ["compare/{three}", "sheet/{three}", "sheet/{three}/large", "refer/{three}", "refer/{three}/agreed", "report/{one}"]
)
@pytest.mark.parametrize("code", ["", "ar/"])
def test_every_page_of_the_path_fits_a_small_phone(chromium: Any, server: Server, path: str, code: str) -> None:
    with visit(chromium, server) as tab:
        tab.open("/workers")
        search(tab, **CASE)
        codes = tick(tab, 3)
        tab.open(f"/{code}{path.format(three='-'.join(codes), one=codes[0])}")
        for width in (320, 390):
            tab.page.set_viewport_size({"width": width, "height": 800})
            assert sideways(tab) == 0
            assert too_small(tab) == []


def test_a_list_is_on_a_phone_a_tap_away_from_a_call(chromium: Any, server: Server) -> None:
    with visit(chromium, server, width=390, height=844, is_mobile=True, has_touch=True) as tab:
        tab.open("/workers")
        search(tab, **CASE)
        codes = tick(tab, 3)
        tab.open("/pl/sheet/" + "-".join(codes))
        calls = tab.page.locator("#sheet a.call[href^='tel:']")
        assert calls.count() >= 2
        assert calls.first.bounding_box()["y"] < 844
        tab.picture("worker-4-phone-pl")


@pytest.mark.parametrize("code", ["", "pl/", "ar/"])
def test_five_services_print_on_one_side_without_what_is_for_the_screen(chromium: Any, server: Server, code: str) -> None:
    with visit(chromium, server, width=1280, height=900) as tab:
        tab.open("/workers")
        search(tab, **CASE)
        codes = tick(tab, 5)
        tab.open(f"/{code}sheet/" + "-".join(codes))
        printed = pypdfium2.PdfDocument(tab.page.pdf(prefer_css_page_size=True))
        assert len(printed) == 1
        text = printed[0].get_textpage().get_text_range()
        assert "999" in text
        assert codes[0] in text
        assert "Waymark" not in text


def test_the_blank_lines_for_what_was_agreed_are_on_paper(chromium: Any, server: Server) -> None:
    with visit(chromium, server, width=1280, height=900) as tab:
        tab.open("/workers")
        search(tab, **CASE)
        [code] = tick(tab, 1)
        tab.open(f"/refer/{code}")
        tab.page.locator("main a.button").click()
        tab.page.wait_for_selector(".blank")
        tab.picture("worker-5-refer")
        tab.page.emulate_media(media="print")
        lines = tab.page.locator(".blank")
        assert lines.count() == 3
        assert all(line.bounding_box()["height"] > 30 for line in lines.all())
        assert tab.page.locator(".boxes").is_visible()


def test_ticks_stay_when_a_filter_changes_results_in_place(chromium: Any, server: Server) -> None:
    with visit(chromium, server, width=1280, height=900) as tab:
        tab.open("/workers")
        search(tab, **CASE)
        codes = tick(tab, 2)
        before = tab.history
        tab.page.locator("#support > summary").click()
        with tab.page.expect_response(lambda response: response.url.endswith("/workers")):
            tab.page.locator("input[name=support][value=refuge]").check()
        tab.page.wait_for_selector(".htmx-request", state="detached")
        tab.page.wait_for_selector(".chip[value='support:refuge']")
        kept = tab.page.locator("#results input[name=pick]").evaluate_all("all => all.filter(one => one.checked).map(one => one.value)")
        assert sorted(kept) == sorted(codes)
        assert (tab.history, tab.path) == (before, "/workers")


def test_a_copied_link_opens_the_same_services_in_another_browser(chromium: Any, server: Server, tab: Tab) -> None:
    search(tab, **CASE)
    names = tab.page.locator(".desk tbody th .pick span").all_inner_texts()
    link = tab.page.locator(".copy a").get_attribute("href")
    with visit(chromium, server, script=False) as other:
        other.open(str(link))
        assert other.page.locator(".desk tbody th .pick span").all_inner_texts() == names
        assert other.page.locator("#place").input_value() == "Leeds"
        assert other.page.locator("#q").input_value() == ""


@pytest.fixture
def counts(settings: Settings) -> Iterator[None]:
    """The site's own counts of problems, put back afterwards."""
    before = settings.reports.read_bytes() if settings.reports.exists() else None
    yield
    settings.reports.unlink(missing_ok=True)
    if before is not None:
        settings.reports.write_bytes(before)


@pytest.mark.usefixtures("counts")
def test_a_problem_is_reported_with_one_choice(tab: Tab) -> None:
    search(tab, **CASE)
    [code] = tick(tab, 1)
    tab.open(f"/report/{code}")
    tab.page.locator("main form .button").click()
    tab.page.wait_for_selector("#errors")
    assert tab.path == f"/report/{code}/again"
    tab.page.locator("input[value=number]").check()
    tab.page.locator("main form .button").click()
    tab.page.wait_for_selector("h1:has-text('Thank you')")
    assert tab.path == "/reported"


def test_a_workers_path_leaves_nothing_in_the_browser(chromium: Any, server: Server) -> None:
    with visit(chromium, server) as tab:
        asked: list[str] = []
        tab.page.on("request", lambda request: asked.append(request.url))
        tab.open("/workers")
        search(tab, **{**CASE, "q": "sardine canary domestic abuse"})
        codes = tick(tab, 2)
        for path in ("compare", "sheet", "refer"):
            tab.open(f"/{path}/" + "-".join(codes))
            assert tab.page.evaluate(STORED) == NOTHING
        assert [url for url in asked if re.search("canary|Leeds|abuse", url)] == []
        assert tab.outside == []


@pytest.mark.parametrize("code", ["", "ar/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_on_the_path_keeps_anybody_out(chromium: Any, server: Server, code: str, width: int) -> None:
    with visit(chromium, server, width=width, height=900, bypass_csp=True) as tab:
        tab.open(f"/{code}workers")
        search(tab, **CASE)
        codes = "-".join(tick(tab, 3))
        wrong = {f"/{code}workers": _problems(tab)}
        for path in ("compare", "sheet", "refer"):
            tab.open(f"/{code}{path}/{codes}")
            wrong[path] = _problems(tab)
        tab.open(f"/{code}report/{codes[:8]}")
        wrong["report"] = _problems(tab)
        assert {path: found for path, found in wrong.items() if found} == {}


def _problems(tab: Tab) -> list[str]:
    """What axe finds: the rule and where."""
    tab.page.add_script_tag(path=AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = tab.page.evaluate("tags => axe.run({runOnly: tags})", tags)
    assert found["passes"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
