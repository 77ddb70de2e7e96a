"""An area's folder for tests, and a place to publish it in that need not learn anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from finder.settings import Settings
from tests import small_content
from tests.small_content import PLAIN, Small

NAME = "Borough Support"
OWN = "borough-advice"


def area(folder: Path, name: str = NAME, **said: object) -> Path:
    """An area's folder with one service of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "area.yaml").write_text(yaml.safe_dump({"name": name, **said}))
    small_content.add(
        folder, OWN, {"name": "Borough Advice Desk", "description": "Advice on quagga and other things.", "coverage": ["Plymouth"]}
    )
    assert "national-england-wales" in PLAIN["coverage"]
    return folder


def place(small: Small, var: Path) -> Settings:
    """Settings over the small content, with what it has learned."""
    (var / "builds").mkdir(parents=True)
    shutil.copytree(small.builds.parent / "lessons", var / "builds" / "lessons")
    shutil.copy(small.builds.parent / "embeddings.npz", var / "builds")
    return Settings(content=small.content, national=small.content, var=var)
