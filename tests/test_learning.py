"""What is learned from what people say is learned once: ours comes with the code, and only what teaches makes it new."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from finder import kept_lessons, learning, sealed
from finder.directory import content as content_store
from finder.learning import SHIPPED, Teaching
from finder.settings import DEFAULT_CONTENT, ROOT
from tests import small_content

UNDERSTANDING = ROOT / "finder" / "understanding"


def name(folder: Path) -> str:
    return Teaching.of(content_store.load(folder)).name


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content.write(tmp_path / "content")


def test_what_our_content_teaches_comes_with_the_code_so_that_a_first_run_takes_minutes() -> None:
    wanted = SHIPPED / name(DEFAULT_CONTENT)
    assert [path.name for path in SHIPPED.iterdir()] == [wanted.name], "what people say was changed: run make learned"
    sealed.check(wanted)


def test_lessons_that_come_with_the_code_are_taken_and_damaged_ones_are_not(tmp_path: Path) -> None:
    def learn(into: Path) -> None:
        (into / "models.npz").write_bytes(b"learned here")

    def filled(into: str) -> bytes:
        (tmp_path / into).mkdir()
        kept_lessons.copy_or_learn(tmp_path / "kept", tmp_path / "shipped", "one", tmp_path / into, learn)
        return (tmp_path / into / "models.npz").read_bytes()

    (tmp_path / "shipped" / "one").mkdir(parents=True)
    (tmp_path / "shipped" / "one" / "models.npz").write_bytes(b"learned before")
    sealed.seal(tmp_path / "shipped" / "one")
    assert filled("first") == b"learned before"
    assert not (tmp_path / "kept").exists()
    (tmp_path / "shipped" / "one" / "models.npz").write_bytes(b"damaged")
    assert filled("second") == b"learned here"


def test_only_what_teaches_makes_lessons_new(content: Path) -> None:
    before = name(content)
    small_content.edit(content, "urgent/danger.yaml", lambda danger: {**danger, "intro": "Call the police."})
    small_content.add(content, "brand-new", {})
    (content / "topics" / "README.md").write_text("For editors.")
    assert name(content) == before
    names = {before}
    for file, change in (
        ("topics/fraud-cyber.yaml", lambda topic: {**topic, "says": {**topic["says"], "cy": "Twyll"}}),
        ("rights/guide/1.yaml", lambda right: {**right, "says": {**right["says"], "cy": "Dw i ddim yn deall"}}),
        ("urgent/says/soft.yaml", lambda soft: {"says": {**soft["says"], "cy": {"untold": "mae hi mewn perygl"}}}),
        ("urgent/danger.yaml", lambda danger: {**danger, "phrases": {**danger["phrases"], "cy": "mae ganddo gyllell"}}),
        ("urgent/not-typos.yaml", lambda words: {**words, "cy": "drws"}),
    ):
        small_content.edit(content, file, change)
        names.add(name(content))
    assert len(names) == 6


def test_every_module_that_decides_what_is_learned_is_part_of_the_name() -> None:
    found, open_ = set(), {"training", "lessons", "written", "urgent"}
    while open_:
        module = open_.pop()
        found.add(module)
        for node in ast.walk(ast.parse((UNDERSTANDING / f"{module}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("finder.understanding."):
                open_ |= {str(node.module).rpartition(".")[2]} - found
    assert found - {"contacts"} == set(learning._CODE), "cards (contacts) teach nothing"


def test_lessons_named_alike_are_learned_alike_wherever_the_content_lies(content: Path, tmp_path: Path) -> None:
    shutil.copytree(content, tmp_path / "elsewhere")
    assert name(tmp_path / "elsewhere") == name(content)
