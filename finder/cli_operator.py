"""Commands for who runs the site: `flask counts`, `flask alert-check`."""

from __future__ import annotations

import csv
import sys
from datetime import date, datetime, timedelta

import click
from flask import Flask

from finder import alerts, count_files
from finder.counts import SMALLEST, Row
from finder.settings import Settings

DAY = click.DateTime(formats=["%Y-%m-%d"])
WEEK = timedelta(days=6)


def install(app: Flask, settings: Settings) -> None:
    """Add the commands to `flask`."""

    @app.cli.command("counts")
    @click.option("--from", "first", type=DAY, help="The first day, as 2026-11-01; six days before the last without it.")
    @click.option("--to", "last", type=DAY, help="The last day; today without it.")
    @click.option("--csv", "as_table", is_flag=True, help="As a table for a spreadsheet.")
    def counts_(first: datetime | None, last: datetime | None, as_table: bool) -> None:
        """Print what was counted, by day. Numbers are rounded, and those under 10 are not told apart."""
        if settings.counts is None:
            click.echo("Nothing is counted here: FINDER_COUNTS is no.")
            return
        end = last.date() if last else date.today()
        rows = count_files.read(settings.counts, first.date() if first else end - WEEK, end)
        if as_table:
            table = csv.writer(sys.stdout, lineterminator="\n")
            table.writerow(("day", "kind", "value", "number"))
            table.writerows((row.day, row.kind, *_said(row)) for row in rows)
            return
        for row in rows:
            value, number = _said(row)
            click.echo(f"{row.day}  {row.kind:8}  {value}: {number}")
        if not rows:
            click.echo("Nothing was counted in these days.")

    @app.cli.command("alert-check")
    @click.option("--without-assistant", is_flag=True, help="The site is meant to run in simple mode.")
    @click.option("--most-due", type=int, default=50, show_default=True, help="Services that may be due for a check.")
    @click.option("--quiet", is_flag=True, help="Say nothing when there is nothing to look at.")
    def alert_check(without_assistant: bool, most_due: int, quiet: bool) -> None:
        """One line for each thing that an operator should look at, and then status 1. Asks nothing but the assistant on this machine."""
        found = list(alerts.problems(settings, most_due, None if without_assistant else settings.bot_port))
        for line in found:
            click.echo(line)
        if found:
            raise SystemExit(1)
        if not quiet:
            click.echo("Nothing to look at.")


def _said(row: Row) -> tuple[str, str]:
    if row.value is None or row.number is None:
        return "each other", f"fewer than {SMALLEST}"
    return row.value, str(row.number)
