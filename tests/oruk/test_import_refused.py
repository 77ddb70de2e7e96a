"""What cannot be used of another directory's feed is named with its reason, and the old content stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.oruk import feeds
from tests.oruk.feeds import Answer, pages, record, serving
from tests.oruk.importing import bad, flask, state, taken

pytestmark = pytest.mark.usefixtures("no_waiting")


def test_every_record_that_cannot_be_used_is_named_with_the_reason_and_the_others_are_taken(app: Flask, content: Path) -> None:
    records = [
        record(1),
        record(1, name="The same id"),
        record(2, status="defunct"),
        record(3, description=" "),
        record(4, attributes=[]),
        record(5, service_areas=[{"id": "1", "name": "Atlantis"}]),
        record(6, name=None),
        record(7, minimum_age=30, maximum_age=20),
        {"name": "No id"},
        "a text",
        record(8, phones=[{"number": "ask"}], languages=[{"name": "Klingon"}, {"name": "Polish"}]),
    ]
    with serving(pages(records, size=20)) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", content)
    assert done.exit_code == 0
    assert "2 new" in done.stdout
    said = done.stderr
    for number, reason in (
        (1, "its id was there before; the first record with it was taken"),
        (2, "its status is 'defunct', not active"),
        (3, "it has no description"),
        (4, "it names no crime type that we know; give one with --crime"),
        (5, "it names no area that we know; give one with --coverage"),
        (6, "name: this is needed"),
        (7, "ages: the lower age is above the higher"),
        (8, "taken without language 'Klingon', phone 'ask', which cannot be rung"),
    ):
        assert any(line.startswith(record(number)["id"]) and line.endswith(reason) for line in said.splitlines()), (reason, said)
    assert "record 9: No id: it has no id" in said
    assert "record 10: no name: it is no record" in said
    assert taken(content, "example-service-8")["languages"] == ["pl"]
    assert flask(app, "check").exit_code == 0


def test_an_editor_can_say_what_silent_records_are_for_and_where(app: Flask, content: Path) -> None:
    with serving(pages([record(1, attributes=[], service_areas=[])])) as feed:
        flask(app, "import-oruk", feed.address, "--into", content, "--crime", "any", "--coverage", "Devon")
    one = taken(content, "example-service-1")
    assert (one["crimes"], one["coverage"]) == (["any"], ["Devon"])


def test_a_crime_type_that_is_not_ours_is_refused_and_nothing_is_written(app: Flask, content: Path) -> None:
    before = state(content)
    with serving(pages([record(1, attributes=[])])) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", content, "--crime", "piracy")
    assert done.exit_code == 1
    assert "'piracy' is not known" in done.stderr
    assert state(content) == before


def test_a_refuge_of_another_directory_gets_no_town(app: Flask, content: Path) -> None:
    place = {"service_at_locations": [{"id": "a", "location": {"id": "b", "addresses": [{"city": "Plymouth"}]}}]}
    with serving(pages([record(1, **place), record(2, name="A women's refuge", **place)])) as feed:
        flask(app, "import-oruk", feed.address, "--into", content)
    assert taken(content, "example-service-1")["base"] == "Plymouth"
    assert "Plymouth" not in str({**taken(content, "a-womens-refuge"), "coverage": None})


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, b"<!doctype html><title>Hello</title>"), "is a web page, not JSON"),
        ((200, b'{"contents": [{"id": "1", "na'), "stops in the middle; it was cut off"),
        ((200, b'{"contents": ['), "stops in the middle; it was cut off"),
        ((200, b""), "is empty"),
        ((200, b"hello"), "is not JSON"),
        ((200, b'"\xff\xfe"'), "is not text in UTF-8"),
        ((200, b"[" * 200_000), "nested too deep"),
        ((200, b'{"version": "HSDS 2.0", "profile": "x"}'), "only 1.0 and 3.0 can be read"),
        ((200, b'{"services": []}'), "has neither `contents` (3.0) nor `content` (1.0)"),
        ((200, b"{} " + feeds.BREAKS_OFF), "broke off"),
        ((404, b"{}"), "answered with 404"),
        ((500, b"{}"), "answered with 500"),
        ((503, b""), "answered with 503"),
        ((429, b""), "answered with 429"),
    ],
    ids=lambda value: None if isinstance(value, tuple) else value,
)
def test_a_bad_feed_ends_with_the_reason_and_nothing_changed(app: Flask, content: Path, answer: Answer, reason: str) -> None:
    before = state(content)
    with bad(answer) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", content)
    assert done.exit_code == 1
    assert reason in done.stderr
    assert done.stderr.endswith("Nothing was changed.\n")
    assert "Traceback" not in done.output
    assert state(content) == before


def test_a_feed_that_gives_one_page_for_ever_is_left(app: Flask, content: Path) -> None:
    before = state(content)
    with bad((200, json.dumps({"contents": [record(1)], "total_pages": 900_000}).encode())) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", content)
        assert len(feed.asked) <= 4
    assert (done.exit_code, state(content)) == (1, before)
    assert "gives one page again and again" in done.stderr


def test_a_bad_answer_is_not_kept_for_the_next_reading(app: Flask, content: Path) -> None:
    well, broken = pages([record(1)]), [True]
    with serving(lambda path, asked: (200, b"<html>") if broken[0] else well(path, asked)) as feed:
        assert flask(app, "import-oruk", feed.address, "--into", content).exit_code == 1
        broken[0] = False
        assert "1 new" in flask(app, "import-oruk", feed.address, "--into", content).stdout


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/oruk", "https://", "http://[oruk"])
def test_an_address_where_nothing_answers_is_said(app: Flask, content: Path, address: str) -> None:
    done = flask(app, "import-oruk", address, "--into", content)
    assert done.exit_code == 1
    assert done.stderr.endswith("Nothing was changed.\n")


@pytest.mark.parametrize("text", ["", "<html>", '{"contents": []}', "[]", "[1, 2]", '{"id": 1}\n{"id": 2}\n{"id"', "{}\n{}"])
def test_a_bad_file_ends_with_a_reason_and_nothing_changed(app: Flask, content: Path, tmp_path: Path, text: str) -> None:
    before = state(content)
    (tmp_path / "feed").write_text(text)
    done = flask(app, "import-oruk", tmp_path / "feed", "--into", content)
    assert (done.exit_code, state(content)) == (1, before)
    assert "Traceback" not in done.output
    assert done.stderr.strip()


def test_a_file_that_is_not_there_is_said(app: Flask, content: Path) -> None:
    done = flask(app, "import-oruk", "nowhere.json", "--into", content)
    assert done.exit_code == 1
    assert done.stderr.endswith("Nothing was changed.\n")
