"""Commands for an area that runs the site under its own name: `flask area check`, `preview`, `publish`, `rollback`."""

from __future__ import annotations

import os
from pathlib import Path

import click
from flask import Flask

from finder.area import published
from finder.indexing import or_stop
from finder.settings import ROOT, Settings

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))


def install(app: Flask, settings: Settings) -> None:
    """Add `flask area`."""

    @app.cli.group()
    def area() -> None:
        """An area's own name, colours, services and pages over the national content."""

    @area.command()
    @FOLDER
    def check(folder: Path) -> None:
        """Name every error in an area's FOLDER, all at once, as file:field:reason."""
        name = or_stop(lambda: published.check(settings, folder))
        click.echo(f"{name}: the area is fine.")

    @area.command()
    @FOLDER
    @click.option("--port", type=click.IntRange(1, 65535), default=8010, show_default=True)
    @click.option("--build-only", is_flag=True, help="Do not serve it; say where the content is.")
    def preview(folder: Path, port: int, build_only: bool) -> None:
        """Show the site as it would be with FOLDER, on a port of its own, until Ctrl-C. Nothing that is published changes."""
        content = or_stop(lambda: published.preview(settings, folder, _say))
        if build_only:
            click.echo(f"The preview is made. To serve it: FINDER_CONTENT={content} make run")
            return
        own = {"FINDER_CONTENT": str(content), "FINDER_VAR": str(settings.var), "FINDER_COUNTS": "no", "PORT": str(port)}
        environment = {name: value for name, value in os.environ.items() if name != "FINDER_AREA"} | own
        # The command is ours, and holds nothing from outside but the settings.
        start = str(ROOT / "deploy" / "start_site.sh")
        os.execve(start, [start], environment)  # noqa: S606  # nosec B606

    @area.command()
    @FOLDER
    def publish(folder: Path) -> None:
        """Put FOLDER live, whole. A site that runs with FINDER_AREA of the same name takes it up by itself."""
        version = or_stop(lambda: published.publish(settings, folder, _say))
        click.echo(f"{folder.resolve().name}: version {version} is in use.")

    @area.command()
    @click.argument("name")
    def rollback(name: str) -> None:
        """Put the version before live again. NAME is the area's folder, or its name."""
        try:
            version = or_stop(lambda: published.rollback(settings, Path(name).resolve().name, _say))
        except published.NothingBefore:
            click.echo("There is no version before this one. Nothing was changed.", err=True)
            raise SystemExit(1) from None
        click.echo(f"{Path(name).resolve().name}: version {version} is in use.")


def _say(line: str) -> None:
    click.echo(f"  {line}")
