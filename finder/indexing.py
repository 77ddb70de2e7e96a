"""Build the directory and say how far it is: `flask index`, and `python -m finder.indexing` for make, which needs no site around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from finder import build
from finder.directory.problems import BrokenContent
from finder.settings import Settings

T = TypeVar("T")


def index(settings: Settings) -> None:
    """Build what is derived from the content, try it, and swap it in."""
    made = or_stop(lambda: build.build(settings.content, settings.builds, lambda line: click.echo(f"  {line}")))
    click.echo(f"The directory is ready ({made}).")


def or_stop(do: Callable[[], T]) -> T:
    """What `do` gives; when content is broken, everything that is wrong on the error stream, and an end."""
    try:
        return do()
    except BrokenContent as broken:
        for problem in broken.problems:
            click.echo(str(problem), err=True)
        click.echo(f"{len(broken.problems)} problems. Nothing was changed.", err=True)
        raise SystemExit(1) from None


if __name__ == "__main__":
    index(Settings.from_environment())
