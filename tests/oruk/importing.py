"""Running the commands, and what stands in a content folder before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

from finder.directory import strict_yaml
from tests.oruk.feeds import Feed, serving


def flask(app: Flask, *words: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(word) for word in words], catch_exceptions=False)


def state(folder: Path) -> dict[str, bytes]:
    """Every file of the services, with what is in it."""
    return {path.name: path.read_bytes() for path in sorted((folder / "services").iterdir())}


def taken(folder: Path, name: str) -> Any:
    return strict_yaml.read(folder / "services" / f"{name}.yaml")


@contextmanager
def bad(answer: Any) -> Iterator[Feed]:
    with serving(lambda path, asked: answer) as feed:
        yield feed
