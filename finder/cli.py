"""Commands for editors and operators: `flask check`, `index`, `stale`, `worklist`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from flask import Flask

from finder import checked, indexing
from finder.directory import content as content_store
from finder.directory import freshness
from finder.directory import reports as reported
from finder.indexing import or_stop
from finder.settings import ROOT, Settings


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
        indexing.index(settings)

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
