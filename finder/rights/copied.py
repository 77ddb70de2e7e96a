"""The guide as a build keeps it: all that is shown, without what people say, which the build has learned from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from finder.directory import strict_yaml


def copy(source: Path, target: Path) -> None:
    """Copy a `rights` folder that was read without a problem. `target` must not be there yet."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("guide", "*.py", "__pycache__"))
    (target / "guide").mkdir()
    for path in sorted((source / "guide").glob("*.yaml")):
        value = {**strict_yaml.read(path), "says": {}}
        (target / "guide" / path.name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
