"""Commands for editors and operators: `flask check`, `index`, `stale`, `worklist`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from flask import Flask

from finder import build, checked
from finder.directory import content as content_store
from finder.directory import freshness
from finder.directory import reports as reported
from finder.directory.problems import BrokenContent
from finder.settings import ROOT, Settings

T = TypeVar("T")


def install(app: Flask, settings: Settings) -> None:
    """Add the commands to `flask`."""

    @app.cli.command()
    def check() -> None:
        """Name every error in the content, all at once, as file:field:reason."""
        content = or_stop(lambda: checked.read_all(settings.content))
        hidden = sum(not service.listed for service in content.services)
        click.echo(f"{len(content.services)} services are fine ({hidden} of them hidden).")

    @app.cli.command()
    def index() -> None:
        """Build what is derived from the content, try it, and swap it in."""
        made = or_stop(lambda: build.build(settings.content, settings.builds, lambda line: click.echo(f"  {line}")))
        click.echo(f"The directory is ready ({made}).")

    @app.cli.command()
    def stale() -> None:
        """List the services that are due for a check, undated ones first."""
        content = or_stop(lambda: content_store.load(settings.content))
        late = freshness.due(content.services, date.today())
        for one in late:
            click.echo(f"{one.service_id}: " + ("undated" if one.days is None else f"seen {one.seen}, {one.days} days ago"))
        click.echo(f"{len(late)} of {len(content.services)} services are due.")
        for one in freshness.capacity_due(content.services, date.today()):
            click.echo(f"{one.service_id}: referrals and waiting, seen {one.seen}, {one.days} days ago")

    @app.cli.command()
    @click.option("--into", type=click.Path(path_type=Path), default=ROOT / "docs" / "worklist.md")
    def worklist(into: Path) -> None:
        """Write the list of facts that nobody has confirmed, and of problems that people reported."""
        content = or_stop(lambda: content_store.load(settings.content))
        counts = reported.Reports(settings.reports).read()
        into.write_text(freshness.worklist(content.services) + reported.worklist(content.services, counts), encoding="utf-8")
        click.echo(f"Written to {into}.")


def or_stop(do: Callable[[], T]) -> T:
    """What `do` gives; when content is broken, everything that is wrong on the error stream, and an end."""
    try:
        return do()
    except BrokenContent as broken:
        for problem in broken.problems:
            click.echo(str(problem), err=True)
        click.echo(f"{len(broken.problems)} problems. Nothing was changed.", err=True)
        raise SystemExit(1) from None
