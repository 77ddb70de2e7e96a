"""Feeds of other directories become content files, or the editor is told why not and nothing has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from finder.directory import content as content_store
from tests import small_content
from tests.oruk.feeds import Answer, older, pages, record, serving, short
from tests.oruk.importing import bad, flask, state, taken

pytestmark = pytest.mark.usefixtures("no_waiting")

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


def test_many_services_are_taken_with_progress_shown(app: Flask, content: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.ndjson").write_text("\n".join(json.dumps(record(number)) for number in range(3000)))
    done = flask(app, "import-oruk", tmp_path / "feed.ndjson", "--into", tmp_path / "many")
    assert "3000 new" in done.stdout
    assert [f"{number} records read" in done.stdout for number in (1000, 2000, 3000)] == [True] * 3
