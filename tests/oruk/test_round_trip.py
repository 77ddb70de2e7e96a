"""What goes out comes back: through Open Referral UK from site to site, and through a spreadsheet unchanged."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from finder import checked, create_app
from finder.directory import content as content_store
from finder.directory import record_files, table
from finder.directory.model import Service
from finder.directory.problems import BrokenContent
from finder.oruk import ids
from finder.oruk.out import Writer
from finder.oruk.taxonomies import Taxonomies
from finder.settings import Settings
from tests import small_content
from tests.directory.test_freshness import FOR_WORKERS
from tests.oruk.importing import state
from tests.serving import Server
from tests.small_content import PLAIN, REAL


def flask(content: Path, *words: str | Path) -> Result:
    app: Flask = create_app(Settings(content=content, var=content.parent / "var"))
    return app.test_cli_runner().invoke(args=[str(word) for word in words], catch_exceptions=False)


def published(folder: Path, words: Path = REAL) -> dict[str, Any]:
    """Each service that people see as we publish it, but for when its file was written."""
    content = content_store.load(words, with_services=False)
    writer = Writer(content, Taxonomies.of(content, checked.rights(words, None).stages))
    services = [Service.model_validate({"id": name, **fields}) for name, fields in record_files.read_all(folder).items()]
    return {service.id: writer.whole(service, 0) for service in services if service.listed}


# From site to site


def test_what_a_running_site_publishes_another_publishes_in_the_same_words(server: Server, tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "content")
    done = flask(content, "import-oruk", f"{server.url}/api/oruk/v3", "--into", tmp_path / "copy", "--confirmed")
    assert done.exit_code == 0, done.output
    assert "0 records or facts could not be used." in done.stdout
    ours, theirs = published(REAL), published(tmp_path / "copy")
    assert len(ours) > 300
    assert theirs == ours


@pytest.mark.parametrize("name", ["all.json", "all.ndjson"])
def test_what_is_exported_to_a_file_can_be_imported_elsewhere(tmp_path: Path, name: str) -> None:
    content = small_content.write(tmp_path / "content", special=True)
    small_content.add(content, "for-workers", FOR_WORKERS)
    assert "services written to" in flask(content, "export-oruk", tmp_path / name).stdout
    source = ("--from", "https://example.org/services", "--confirmed")
    done = flask(content, "import-oruk", tmp_path / name, "--into", tmp_path / "copy", *source)
    assert done.exit_code == 0, done.output
    assert published(tmp_path / "copy", content) == published(content, content)
    copy = Service.model_validate({"id": "for-workers", **record_files.read_all(tmp_path / "copy")["for-workers"]})
    told = Service.model_validate({"id": "for-workers", **PLAIN, **FOR_WORKERS})
    assert (copy.referral, copy.cannot_help, copy.risk, copy.after_referral) == (
        *(told.referral, told.cannot_help, told.risk, told.after_referral),
    )
    assert copy.by_and_for == told.by_and_for
    assert copy.capacity
    assert (copy.capacity.wait, copy.capacity.seen) == (6, "2026-10-01")


def test_our_own_records_come_home_to_their_own_files(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "content")
    flask(content, "export-oruk", tmp_path / "all.json")
    before = state(content)
    done = flask(content, "import-oruk", tmp_path / "all.json", "--into", content, "--confirmed")
    assert f"0 new, 0 changed, {len(before)} the same." in done.stdout, done.output
    assert state(content) == before


def test_an_exported_page_says_how_many_it_holds(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "content", special=True)
    flask(content, "export-oruk", tmp_path / "all.json")
    page = json.loads((tmp_path / "all.json").read_text())
    assert page["total_items"] == page["size"] == len(page["contents"])
    assert {one["id"] for one in page["contents"]} == {ids.service(one) for one in published(content, content)}


# Through a spreadsheet


def test_a_table_that_nobody_touched_changes_no_byte_of_the_real_services(tmp_path: Path) -> None:
    before = state(REAL)
    assert flask(REAL, "export", "--csv", tmp_path / "all.csv").exit_code == 0
    done = flask(REAL, "import", "--csv", tmp_path / "all.csv", "--update")
    assert done.stdout == f"0 new, 0 changed, {len(before)} the same.\n"
    assert state(REAL) == before


@pytest.mark.parametrize(
    "changes",
    [
        FOR_WORKERS,
        {"only_for": ["women", ["deaf", "disabled"], ["jewish"]], "called": {"deaf": "deaf people"}},
        {"description": "=SUM(A1) and, \"quotes\"\nand a line.", "notes": "'quoted'", "cost": "-5", "name": "+44 Service"},
        {"contact": {"phone": {"number": "+44 20 7946 0000", "basis": "page", "free": "no"}, "sms": {"to": "85258", "basis": "page"}}},
        {"evidence": [{"field": "phone", "address": "https://a.org/", "seen": "2025"}, {"field": "phone", "address": "https://b.org/"}]},
        {"source": {"kind": "none"}, "ages": {"from": "0", "to": "120"}, "interpreters": "no", "flag": "at-risk"},
    ],
)  # fmt: skip
def test_every_field_of_a_record_comes_back_from_a_table(changes: dict[str, Any]) -> None:
    service = Service.model_validate({"id": "one", **PLAIN, **changes})
    [(name, fields)] = table.read(table.write([("one", record_files.fields_of(service))]))
    assert Service.model_validate({"id": name, **fields}) == service


def test_every_field_of_the_model_has_a_column() -> None:
    assert {column.partition(".")[0] for column in table.COLUMNS} == set(Service.model_fields)


def test_a_spreadsheet_finds_no_formula_and_no_number_to_change() -> None:
    service = Service.model_validate(
        {"id": "one", **PLAIN, "notes": "=1+1", "contact": {"phone": {"number": "02079460000", "basis": "page"}}}
    )
    body = table.write([("one", record_files.fields_of(service))])
    assert body.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    assert (row["notes"], row["contact.phone.number"], row["source.seen"]) == ("'=1+1", "'02079460000", "'2025-01-30")


def edited(content: Path, file: Path, service_id: str, **cells: str) -> None:
    """Export a table and change some cells of one row, as an editor does."""
    flask(content, "export", "--csv", file)
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    [row] = [row for row in rows if row["id"] == service_id]
    row |= cells
    out = io.StringIO()
    writer = csv.DictWriter(out, table.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8")


def test_a_row_that_an_editor_changed_changes_that_file_alone_and_only_with_update(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "content")
    before = state(content)
    edited(content, tmp_path / "all.csv", "childline", name="Childline, renamed")
    assert "1 changed (left as they were" in flask(content, "import", "--csv", tmp_path / "all.csv").stdout
    assert state(content) == before
    assert "1 changed," in flask(content, "import", "--csv", tmp_path / "all.csv", "--update").stdout
    after = state(content)
    assert [name for name in after if after[name] != before[name]] == ["childline.yaml"]
    assert flask(content, "check").exit_code == 0


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"crimes": "piracy"}, "services/childline.yaml:crimes:'piracy' is not known; see the list in docs/editors.md"),
        ({"contact.phone.number": "ask"}, "services/childline.yaml:contact.phone.number:this is not a phone number"),
        ({"source.seen": "30/01/2025"}, "services/childline.yaml:source.seen:write the date as 2025, 2025-01 or 2025-01-30"),
        ({"name": ""}, "services/childline.yaml:name:this is needed"),
        ({"evidence": "phone"}, "evidence:write a field, an address and a date on each line"),
        ({"cannot_help.text": "Men", "cannot_help.instead": "nobody"}, "'nobody' is no other service that people see"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_and_nothing_changes(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    content = small_content.write(tmp_path / "content")
    before = state(content)
    edited(content, tmp_path / "all.csv", "childline", **cells)
    done = flask(content, "import", "--csv", tmp_path / "all.csv", "--update")
    assert done.exit_code == 1
    assert said in done.stderr
    assert state(content) == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "there is no column id"),
        (b"name\nA\n", "there is no column id"),
        (b"id,colour\none,red\n", "there is no such column: colour"),
        (b"id,name\none,A\none,B\n", "row 3:id:it is there twice"),
        (b"id,name\n,A\n", "row 2:id:this is needed"),
        (b"id,name\none,A,B\n", "row 2:file:it has more cells than there are columns"),
        (b"id\n\xff\xfe", "it is not saved as CSV in UTF-8"),
        (b'id\n"a', "it is no CSV"),
    ],
)
def test_what_is_no_table_of_ours_is_said(body: bytes, said: str) -> None:
    with pytest.raises(BrokenContent) as broken:
        list(table.read(body))
    assert said in str(broken.value.problems[0])
