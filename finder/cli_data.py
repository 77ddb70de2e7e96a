"""Commands that take services in from others and give ours out: `import-oruk`, `export-oruk`, `import`, `export`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click
from flask import Flask
from pydantic import ValidationError

from finder import checked
from finder.directory import content as content_store
from finder.directory import published, record_files, table
from finder.directory.content import Content
from finder.directory.model import Service
from finder.directory.problems import BrokenContent, Problem, from_validation
from finder.directory.record_files import Fields
from finder.fetch import Fetched
from finder.indexing import or_stop
from finder.oruk import feed
from finder.oruk.into import Given, Reader
from finder.oruk.out import Writer
from finder.oruk.plan import Plan, Planner
from finder.oruk.slips import BadFeed, Slip, Unusable, printed
from finder.oruk.taxonomies import Taxonomies
from finder.settings import Settings

SHOW_EVERY = 1000
"""Records between two words on how far it is."""


def install(app: Flask, settings: Settings) -> None:
    """Add the commands to `flask`."""

    @app.cli.command("export-oruk")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    def export_oruk(file: Path) -> None:
        """Write what people see as Open Referral UK 3.0 into FILE: lines of JSON for .ndjson, else one page."""
        content = or_stop(lambda: content_store.load(settings.content))
        rights = or_stop(lambda: checked.rights(settings.content, content))
        writer = Writer(content, Taxonomies.of(content, rights.stages))
        listed = [service for service in content.services if service.listed]
        records = [writer.whole(service, published.modified(content, service.id)) for service in listed]
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        page = {"total_items": len(lines), "total_pages": 1, "page_number": 1, "size": len(lines), "first_page": True, "last_page": True}
        whole = json.dumps({**page, "empty": not lines, "contents": records}, ensure_ascii=False, indent=1)
        file.write_text("".join(f"{line}\n" for line in lines) if file.suffix == ".ndjson" else whole, encoding="utf-8")
        click.echo(f"{len(records)} services written to {file}.")

    @app.cli.command("import-oruk")
    @click.argument("feed_or_file")
    @click.option("--into", type=click.Path(path_type=Path, file_okay=False), required=True, help="The content folder to write into.")
    @click.option("--update", is_flag=True, help="Write changed records over the files that came from them.")
    @click.option("--confirmed", is_flag=True, help="The publisher checks its numbers: show them.")
    @click.option("--crime", "crimes", multiple=True, help="For records that name no crime type: a slug, or any.")
    @click.option("--coverage", multiple=True, help="For records that name no area: a district, county or force area.")
    @click.option("--from", "publisher", help="For a file: the web address that it came from.")
    def import_oruk(
        feed_or_file: str,
        into: Path,
        update: bool,
        confirmed: bool,
        crimes: tuple[str, ...],
        coverage: tuple[str, ...],
        publisher: str | None,
    ) -> None:
        """Read an Open Referral UK feed (1.0 or 3.0), by address or from a file, into content files."""
        words = into if (into / "groups.yaml").exists() else settings.content
        content = or_stop(lambda: content_store.load(words, with_services=False))
        fetched: Fetched | None = None
        slips: list[Slip] = []
        try:
            if feed_or_file.startswith(("http://", "https://")):
                fetched = Fetched(feed_or_file, settings.var / "imports", click.echo)
                records: list[tuple[feed.Version, Any]] = list(fetched.records(slips))
                publisher = fetched.list_address.partition("?")[0]
            else:
                version, raw = feed.whole_file(Path(feed_or_file).read_bytes(), feed_or_file)
                records = [(version, one) for one in raw]
            if not records:
                raise BadFeed(f"{feed_or_file} holds no services")
        except (BadFeed, OSError) as why:
            _stop(why)
        reader = Reader(content, Given(publisher, crimes, coverage, confirmed))
        existing = record_files.read_all(into)
        plan = _planned(reader, Planner(existing), records, slips)
        _refuse_broken(content, existing, plan)
        _write(into, plan, update)
        if fetched:
            fetched.done()
        for slip in slips:
            click.echo(str(slip), err=True)
        click.echo(f"{len(slips)} records or facts could not be used.")
        if not (plan.new or plan.changed or plan.same):
            raise SystemExit(1)

    @app.cli.command("export")
    @click.option("--csv", "file", type=click.Path(path_type=Path, dir_okay=False), required=True)
    def export(file: Path) -> None:
        """Write every record, hidden ones and notes too, into a table that editors can open in a spreadsheet."""
        content = or_stop(lambda: content_store.load(settings.content))
        file.write_bytes(table.write((service.id, record_files.fields_of(service)) for service in content.services))
        click.echo(f"{len(content.services)} services written to {file}.")

    @app.cli.command("import")
    @click.option("--csv", "file", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True)
    @click.option("--update", is_flag=True, help="Write changed records over their files.")
    def import_(file: Path, update: bool) -> None:
        """Read a table that `export` wrote back into content files; a row that nobody touched changes nothing."""
        content = or_stop(lambda: content_store.load(settings.content, with_services=False))
        existing = record_files.read_all(settings.content)
        plan = or_stop(lambda: _from_table(file.read_bytes(), existing))
        _refuse_broken(content, existing, plan)
        _write(settings.content, plan, update)


def _planned(reader: Reader, planner: Planner, records: Iterable[tuple[feed.Version, Any]], slips: list[Slip]) -> Plan:
    """What to do with every record; each that cannot be used, and each fact left out, is added to `slips`."""
    for number, (version, raw) in enumerate(records, 1):
        named = raw if isinstance(raw, dict) else {}
        record, name = str(named.get("id") or f"record {number}"), str(named.get("name") or "")
        try:
            read = reader.read(raw, version)
        except Unusable as why:
            slips.append(Slip(record, name, str(why)))
            continue
        if slip := planner.take(read):
            slips.append(slip)
        elif read.left_out:
            slips.append(Slip(record, name, f"taken without {', '.join(read.left_out)}"))
        if number % SHOW_EVERY == 0:
            click.echo(f"{number} records read")
    return planner.plan


def _from_table(body: bytes, existing: dict[str, Fields]) -> Plan:
    """What to do with every row. Raises BrokenContent with all that is wrong."""
    plan, problems = Plan(), []
    for service_id, fields in table.read(body):
        try:
            after = Service.model_validate({"id": service_id, **fields})
        except ValidationError as error:
            problems += from_validation(f"services/{service_id}.yaml", error)
            continue
        if service_id not in existing:
            plan.new[service_id] = record_files.fields_of(after)
        elif _as_it_is(service_id, existing[service_id]) == after:
            plan.same += 1
        else:
            plan.changed[service_id] = record_files.fields_of(after)
    if problems:
        raise BrokenContent(problems)
    return plan


def _as_it_is(service_id: str, fields: Fields) -> Service | None:
    try:
        return Service.model_validate({"id": service_id, **fields})
    except ValidationError:
        return None


def _refuse_broken(content: Content, existing: dict[str, Fields], plan: Plan) -> None:
    """Stop, with everything that `flask check` would find in the folder as it would become because of this plan."""
    if not plan.new and not plan.changed:
        return

    def problems() -> None:
        fields = {**existing, **plan.new, **plan.changed}
        services = tuple(service for name, one in sorted(fields.items()) if (service := _as_it_is(name, one)))
        touched = {f"services/{name}.yaml" for name in (*plan.new, *plan.changed)}
        whole: Content = replace(content, services=services, aliases={})
        found: list[Problem] = [one for one in content_store.unknown_references(whole) if one.file in touched]
        if found:
            raise BrokenContent(found)

    or_stop(problems)


def _write(into: Path, plan: Plan, update: bool) -> None:
    """Write the plan's files, each whole, and say what was done."""
    for service_id, fields in {**plan.new, **(plan.changed if update else {})}.items():
        record_files.write(into, service_id, fields)
    held_back = "" if update or not plan.changed else " (left as they were; write over them with --update)"
    click.echo(f"{len(plan.new)} new, {len(plan.changed)} changed{held_back}, {plan.same} the same.")


def _stop(why: Exception) -> NoReturn:
    click.echo(f"{printed(str(why))}.", err=True)
    click.echo("Nothing was changed.", err=True)
    raise SystemExit(1)
