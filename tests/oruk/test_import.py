"""Feeds of other directories become content files, or the editor is told why not and nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from finder import create_app, fetch
from finder.directory import content as content_store
from finder.directory import strict_yaml
from finder.settings import Settings
from tests import small_content
from tests.oruk import feeds
from tests.oruk.feeds import Answer, Feed, older, pages, record, serving, short


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at once; everything else is as an editor has it."""
    monkeypatch.setattr(fetch, "PAUSE", 0.01)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content.write(tmp_path / "content")


@pytest.fixture
def app(content: Path, tmp_path: Path) -> Flask:
    return create_app(Settings(content=content, var=tmp_path / "var"))


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


# What comes in


def test_a_feed_becomes_files_that_pass_the_check(app: Flask, content: Path) -> None:
    before = state(content)
    with serving(pages([record(number) for number in range(5)])) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", content)
    assert done.exit_code == 0, done.output
    assert "page 1 of 3: 2 records" in done.stdout
    assert "5 new, 0 changed, 0 the same." in done.stdout
    assert flask(app, "check").exit_code == 0
    assert before.items() <= state(content).items()
    one = taken(content, "example-service-0")
    assert one["description"] == "Help after a crime, for anyone."
    assert (one["crimes"], one["coverage"], one["languages"]) == (["hate-crime"], ["Plymouth"], ["en"])
    assert one["contact"]["phone"] == {"number": "020 7946 0000", "basis": "unconfirmed"}
    own = record(0)["id"]
    assert one["source"] == {"address": f"{feed.address}/services/{own}", "kind": "third-party", "seen": "2025-03-01", "record": own}


def test_a_number_of_a_feed_is_shown_only_when_the_editor_says_that_its_publisher_checks_it(app: Flask, content: Path) -> None:
    with serving(pages([record(1)])) as feed:
        flask(app, "import-oruk", feed.address, "--into", content, "--confirmed")
    [service] = [one for one in content_store.load(content).services if one.id == "example-service-1"]
    assert service.shown_phone
    assert service.confirmed("phone")


@pytest.mark.parametrize("whole", [True, False])
def test_a_feed_of_version_1_is_read_too_whole_or_by_each_id(app: Flask, content: Path, whole: bool) -> None:
    records = [older(number) for number in range(3)]
    answer = pages(records, version="1.0")
    short_lists = pages([short(one) for one in records], version="1.0")

    def mixed(path: str, asked: dict[str, str]) -> Answer:
        return (answer if whole or not path.endswith("/services") else short_lists)(path, asked)

    with serving(mixed) as feed:
        done = flask(app, "import-oruk", f"{feed.address}/services", "--into", content)
    assert "3 new" in done.stdout, done.output
    one = taken(content, "older-service-0")
    assert (one["ages"], one["languages"], one["base"]) == ({"from": "11", "to": "18"}, ["pl"], "Plymouth")
    assert one["hours"] == {"open": "Mo,Tu 09:00-17:00", "basis": "unconfirmed"}
    assert one["contact"]["phone"]["number"] == "020 7946 0000"
    assert flask(app, "check").exit_code == 0


@pytest.mark.parametrize("shape", ["page", "list", "lines"])
def test_an_address_may_give_everything_at_once(app: Flask, content: Path, shape: str) -> None:
    records = [record(number) for number in range(3)]
    texts = {"page": json.dumps({"contents": records}), "list": json.dumps(records)}
    text = texts.get(shape) or "\n".join(json.dumps(one) for one in records)
    with bad((200, text.encode())) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", content)
    assert "3 new" in done.stdout, done.output
    assert done.stderr == ""


@pytest.mark.parametrize("shape", ["page", "list", "one", "lines"])
def test_a_file_may_be_a_page_a_list_one_service_or_lines(app: Flask, content: Path, tmp_path: Path, shape: str) -> None:
    records = [record(number) for number in range(1 if shape == "one" else 3)]
    texts = {"page": json.dumps({"contents": records}), "list": json.dumps(records), "one": json.dumps(records[0])}
    text = texts.get(shape) or "\n".join(json.dumps(one) for one in records)
    (tmp_path / "feed").write_text("\ufeff" + text, encoding="utf-8")
    done = flask(app, "import-oruk", tmp_path / "feed", "--into", content, "--from", "https://example.org/services")
    assert f"{len(records)} new" in done.stdout, done.output
    assert taken(content, "example-service-0")["source"]["address"] == f"https://example.org/services/{record(0)['id']}"


def test_records_go_into_a_folder_that_is_not_there_yet(app: Flask, content: Path, tmp_path: Path) -> None:
    before = state(content)
    with serving(pages([record(1)])) as feed:
        done = flask(app, "import-oruk", feed.address, "--into", tmp_path / "new")
    assert done.exit_code == 0, done.output
    assert list(state(tmp_path / "new")) == ["example-service-1.yaml"]
    assert state(content) == before


def test_two_services_of_one_name_get_two_files_and_no_file_of_another_is_touched(app: Flask, content: Path) -> None:
    own = (content / "services" / "childline.yaml").read_bytes()
    with serving(pages([record(1, name="Childline"), record(2, name="Childline")])) as feed:
        assert "2 new" in flask(app, "import-oruk", feed.address, "--into", content).stdout
    assert (content / "services" / "childline.yaml").read_bytes() == own
    assert len([name for name in state(content) if name.startswith("childline-")]) == 2


# Again


def test_nothing_is_written_over_without_update_and_what_editors_wrote_stays(app: Flask, content: Path) -> None:
    records = [record(1), record(2)]
    with serving(pages(records)) as feed:
        flask(app, "import-oruk", feed.address, "--into", content)
        assert "0 new, 0 changed, 2 the same" in flask(app, "import-oruk", feed.address, "--into", content).stdout
        small_content.edit(
            content,
            "services/example-service-1.yaml",
            lambda one: {**one, "notes": "Rang them.", "contact": {"phone": {"number": "020 7946 0000", "basis": "page"}}},
        )
        records[0] |= {"description": "Moved to a new house."}
        before = state(content)
        kept = flask(app, "import-oruk", feed.address, "--into", content)
        assert "0 new, 1 changed (left as they were; write over them with --update), 1 the same." in kept.stdout
        assert state(content) == before
        assert "0 new, 1 changed, 1 the same." in flask(app, "import-oruk", feed.address, "--into", content, "--update").stdout
    one = taken(content, "example-service-1")
    assert (one["description"], one["notes"]) == ("Moved to a new house.", "Rang them.")
    assert one["contact"]["phone"]["basis"] == "page"


def test_a_reading_that_was_cut_off_goes_on_where_it_stopped(app: Flask, content: Path) -> None:
    before = state(content)
    well = pages([record(number) for number in range(8)])
    broken = [True]

    def answer(path: str, asked: dict[str, str]) -> Answer:
        return (503, b"busy") if broken[0] and asked.get("page") == "3" else well(path, asked)

    with serving(answer) as feed:
        cut_off = flask(app, "import-oruk", feed.address, "--into", content)
        assert cut_off.exit_code == 1
        assert "answered with 503" in cut_off.stderr
        assert state(content) == before
        broken[0], already = False, len(feed.asked)
        done = flask(app, "import-oruk", feed.address, "--into", content)
        assert "8 new" in done.stdout
        assert [one.partition("?")[2] for one in feed.asked[already:]] == ["page=3&full=true", "page=4&full=true"]


def test_a_server_that_stumbles_once_is_asked_again(app: Flask, content: Path) -> None:
    well, stumbled = pages([record(1)]), []

    def answer(path: str, asked: dict[str, str]) -> Answer:
        if path.endswith("/services") and not stumbled:
            stumbled.append(1)
            return 502, b""
        return well(path, asked)

    with serving(answer) as feed:
        assert "1 new" in flask(app, "import-oruk", feed.address, "--into", content).stdout


# What cannot be used


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


def test_many_services_are_taken_with_progress_shown(app: Flask, content: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.ndjson").write_text("\n".join(json.dumps(record(number)) for number in range(3000)))
    done = flask(app, "import-oruk", tmp_path / "feed.ndjson", "--into", tmp_path / "many")
    assert "3000 new" in done.stdout
    assert [f"{number} records read" in done.stdout for number in (1000, 2000, 3000)] == [True] * 3
