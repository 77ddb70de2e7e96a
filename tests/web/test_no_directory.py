"""When there is nothing to search: the lines that work now as a plain page, never a dead end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from finder import build, create_app
from finder.directory.problems import BrokenContent
from finder.settings import Settings
from tests import small_content
from tests.page import Page
from tests.visitor import Visitor, page_of
from tests.web.described import matches

Damage = Callable[[Path], None]


def site(settings: Settings) -> Visitor:
    app = create_app(settings)
    app.test_client_class = Visitor
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    return visitor


@pytest.fixture(scope="module")
def bare(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """The site without any build."""
    return site(replace(settings, var=tmp_path_factory.mktemp("bare")))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small content folder of its own, built."""
    folder = tmp_path_factory.mktemp("own")
    settings = Settings(content=small_content.write(folder / "content"), var=folder / "var")
    small_content.reuse_vectors(settings.builds)
    build.build(settings.content, settings.builds)
    return settings


def urgent_lines(page: Page) -> set[str]:
    return {str(link.get("href")) for link in page.all("a") if str(link.get("href")).startswith(("tel:", "sms:"))}


@pytest.mark.parametrize("address", ["/find", "/service/zzzzzzzz", "/found/x", "/lost"])
def test_without_a_directory_every_page_gives_the_urgent_lines(bare: Visitor, address: str) -> None:
    response = bare.get(address)
    assert response.status_code in (404, 410, 503)
    lines = urgent_lines(page_of(response))
    assert {"tel:999", "tel:116123", "tel:08001111", "sms:85258"} <= lines


def test_without_a_directory_a_search_is_not_lost_in_an_error(bare: Visitor) -> None:
    response = bare.get(bare.post_search(q="stalking"))
    assert response.status_code == 503
    assert "not ready" in page_of(response).main
    assert "Try again" in page_of(response).main


def test_without_a_directory_home_and_the_texts_still_open_and_leaving_still_leaves(bare: Visitor) -> None:
    for address in ("/", "/privacy", "/safety", "/about", "/accessibility"):
        assert "tel:999" in urgent_lines(bare.page(address))
    assert bare.get("/leave").status_code == 303


def test_without_a_directory_the_monitor_and_the_api_are_told(bare: Visitor) -> None:
    assert bare.get("/health/live").status_code == 200
    ready = bare.get("/health/ready")
    assert ready.status_code == 503
    assert matches(bare, ready) == {"ready": False, "index": None, "services": 0, "assistant": ready.get_json()["assistant"]}
    for answer in (bare.post("/api/find", json={"q": "x"}), bare.get("/api/find?crime=fgm&place=E06000026")):
        assert answer.status_code == 503
        assert matches(bare, answer)["error"]["code"] == "not-ready"


def empty(folder: Path) -> None:
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        path.write_bytes(b"")


def torn(folder: Path) -> None:
    for path in [p for p in folder.rglob("*") if p.is_file() and p.suffix in (".npz", ".npy", ".jsonl", ".tsv")]:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise(folder: Path) -> None:
    for path in [p for p in folder.iterdir() if p.is_file()]:
        path.write_bytes(b"\x93NUMPY\x01\x00 not at all" * 10)


def half_gone(folder: Path) -> None:
    for path in [p for p in folder.iterdir() if p.is_file()]:
        path.unlink()


def without_words(folder: Path) -> None:
    shutil.rmtree(folder / "words")


DAMAGES = [empty, torn, noise, half_gone, without_words]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_directory_gives_way_to_the_one_before(small: Settings, tmp_path: Path, damage: Damage) -> None:
    settings = _copy(small, tmp_path)
    good = build.current(settings.builds)
    bad = settings.builds / "damaged"
    shutil.copytree(settings.builds / str(good), bad)
    damage(bad)
    (settings.builds / "current").write_text("damaged")
    visitor = site(settings)
    assert visitor.search(q="stalking").cards
    assert visitor.get("/health/ready").get_json()["index"] == good


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_directory_with_none_before_gives_the_urgent_lines(small: Settings, tmp_path: Path, damage: Damage) -> None:
    settings = _copy(small, tmp_path)
    damage(settings.builds / str(build.current(settings.builds)))
    visitor = site(settings)
    response = visitor.get("/find")
    assert response.status_code == 503
    assert {"tel:999", "tel:116123"} <= urgent_lines(page_of(response))


def test_a_directory_that_comes_later_is_taken_up_without_a_restart(small: Settings, tmp_path: Path) -> None:
    settings = Settings(content=small.content, var=tmp_path)
    visitor = site(settings)
    assert visitor.get("/find").status_code == 503
    shutil.copytree(small.builds, settings.builds)
    assert visitor.get("/find").status_code == 200
    assert visitor.get("/health/ready").get_json()["ready"] is True


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("services/childline.yaml", "name: [unclosed"),
        ("services/childline.yaml", "name: Childline\n"),
        ("topics/robbery.yaml", "\0"),
        ("groups.yaml", "- a list\n"),
        ("places/districts.csv", "nonsense"),
    ],
)
def test_a_broken_content_file_never_goes_live(small: Settings, tmp_path: Path, file: str, text: str) -> None:
    settings = _copy(small, tmp_path)
    good = build.current(settings.builds)
    (settings.content / file).write_text(text)
    with pytest.raises(BrokenContent) as broken:
        build.build(settings.content, settings.builds)
    assert any(file.partition("/")[0] in str(problem) for problem in broken.value.problems)
    assert build.current(settings.builds) == good
    visitor = site(settings)
    assert visitor.search(q="robbery").cards
    assert visitor.get("/health/ready").get_json()["index"] == good


def test_with_broken_content_and_no_build_the_urgent_lines_are_still_there(small: Settings, tmp_path: Path) -> None:
    settings = replace(_copy(small, tmp_path), var=tmp_path / "none")
    for name in ("urgent/danger.yaml", "groups.yaml", "leave.yaml"):
        (settings.content / name).write_text("broken: [")
    visitor = site(settings)
    assert "tel:999" in urgent_lines(page_of(visitor.get("/find")))
    assert visitor.get("/leave").status_code == 303


def _copy(small: Settings, tmp_path: Path) -> Settings:
    """The same content and build, to be broken. The name of a build's folder depends on where the content is."""
    settings = Settings(content=tmp_path / "content", var=tmp_path / "var")
    shutil.copytree(small.content, settings.content)
    shutil.copytree(small.builds, settings.builds)
    return settings
