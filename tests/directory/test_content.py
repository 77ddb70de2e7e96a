"""A content folder is read whole: what is wrong is named all at once, and the real one is as it should be."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from finder.checked import read_all
from finder.directory import content as content_store
from finder.directory.content import Content, short_code
from finder.directory.model import HIDDEN_FLAGS
from finder.directory.problems import BrokenContent
from tests import small_content
from tests.small_content import REAL, Small


@pytest.fixture(scope="module")
def real() -> Content:
    return content_store.load(REAL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_content.write(tmp_path / "content")


def problems(folder: Path, read: Callable[[Path], Any] = content_store.load) -> list[str]:
    with pytest.raises(BrokenContent) as broken:
        read(folder)
    return [str(problem) for problem in broken.value.problems]


# What an editor is told


def test_every_error_of_every_file_is_named_at_once(folder: Path) -> None:
    small_content.add(folder, "one", {"crimes": ["burglary"], "coverage": ["Atlantis"]})
    small_content.add(folder, "two", {"support": ["hugs"], "only_for": ["women", ["jewish", "martians"]]})
    small_content.add(folder, "three", {"hours": {"open": "9-5", "basis": "page"}, "colour": "red"})
    small_content.add(folder, "four", {"languages": ["tlh"], "welcomes": ["elves"]})
    (folder / "services" / "five.yaml").write_bytes("name: Café".encode("latin-1"))
    (folder / "services" / "six.yaml").write_text("name: A\nname: B")
    (folder / "services" / "seven.yaml").write_text("- a list")
    (folder / "services" / "Eight.yaml").write_text((folder / "services" / "childline.yaml").read_text())
    (folder / "support.yaml").write_text(f"{(folder / 'support.yaml').read_text()}\nnew:\n  label: New\n")
    small_content.edit(folder, "aliases.yaml", lambda aliases: {**aliases, "nobody": "no one"})
    assert problems(folder) == [
        "aliases.yaml:nobody:there is no service with this id",
        "services/Eight.yaml:id:use small letters, digits and hyphens only",
        "services/five.yaml:file:the file is not saved as UTF-8",
        "services/four.yaml:languages:'tlh' is not known; see the list in docs/editors.md",
        "services/four.yaml:welcomes:'elves' is not known; see the list in docs/editors.md",
        "services/one.yaml:coverage:'Atlantis' is no district, county, force area, region or nation",
        "services/one.yaml:crimes:'burglary' is not known; see the list in docs/editors.md",
        "services/seven.yaml:file:write names with their values",
        "services/six.yaml:file:line 2: 'name' is there twice",
        "services/three.yaml:colour:there is no such field; check the spelling",
        "services/three.yaml:hours.open:write the hours in the OpenStreetMap way, such as Mo-Fr 09:00-17:00",
        "services/two.yaml:only_for:'martians' is not known; see the list in docs/editors.md",
        "services/two.yaml:support:'hugs' is not known; see the list in docs/editors.md",
        "support.yaml:new.meaning:this is needed",
    ]


def test_a_service_named_instead_must_be_another_that_people_see(folder: Path) -> None:
    small_content.add(folder, "hidden", {"confidence": "low"})
    for name, instead in (("one", ["childline"]), ("two", ["two"]), ("three", ["hidden"]), ("four", ["childline", "nobody"])):
        small_content.add(folder, name, {"cannot_help": {"text": "Men.", "instead": instead}, "by_and_for": ["deaf"]})
    small_content.add(folder, "five", {"by_and_for": ["elves"]})
    assert problems(folder) == [
        "services/five.yaml:by_and_for:'elves' is not known; see the list in docs/editors.md",
        "services/four.yaml:cannot_help.instead:'nobody' is no other service that people see",
        "services/three.yaml:cannot_help.instead:'hidden' is no other service that people see",
        "services/two.yaml:cannot_help.instead:'two' is no other service that people see",
    ]


def test_errors_in_cues_phrases_urgent_lines_and_golden_questions_are_named_with_the_others(folder: Path) -> None:
    small_content.add(folder, "one", {"colour": "red"})
    small_content.edit(folder, "cues.yaml", lambda cues: {key: value for key, value in cues.items() if key != "units"})
    small_content.edit(folder, "thesaurus.yaml", lambda thesaurus: {**thesaurus, "crimes": {"fgm": {"en": "cut (me"}}})
    (folder / "golden.yaml").write_text("childline\n")
    (folder / "urgent" / "danger.yaml").write_text("title: Danger\ntitle: Danger")
    named = problems(folder, read_all)
    assert {line.rpartition("/")[2].split(":")[0] for line in named} == {
        "one.yaml",
        "cues.yaml",
        "thesaurus.yaml",
        "golden.yaml",
        "danger.yaml",
    }
    assert "cues.yaml:units:this is needed" in named


def test_a_phrase_for_a_crime_that_is_not_there_is_named(folder: Path) -> None:
    small_content.edit(folder, "thesaurus.yaml", lambda thesaurus: {**thesaurus, "crimes": {"piracy": {"en": "pirates"}}})
    assert problems(folder, read_all) == ["thesaurus.yaml:crimes.piracy:'piracy' is not known; see the list in docs/editors.md"]


@pytest.mark.parametrize("expected", ["nobody", "hidden-one"])
def test_a_golden_question_that_nobody_can_answer_is_named(folder: Path, expected: str) -> None:
    small_content.add(folder, "hidden-one", {"confidence": "low"})
    small_content.edit(folder, "golden.yaml", lambda _: {"chidline": expected})
    assert problems(folder, read_all) == [f"golden.yaml:chidline:'{expected}' is no service that people see"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda cues: {**cues, "stages": {"teen": "13 to 19"}}, "cues.yaml:stages:write the lowest and the highest age, such as 13-19"),
        (lambda cues: {**cues, "ages": "im N"}, "cues.yaml:file:write each block of phrases under its language"),
        (lambda cues: list(cues), "cues.yaml:file:write each block of phrases under its language"),
    ],
)
def test_cues_in_the_wrong_shape_are_named_and_do_not_stop_the_check(folder: Path, change: Callable[[Any], Any], says: str) -> None:
    small_content.edit(folder, "cues.yaml", change)
    assert problems(folder, read_all) == [says]


def test_missing_files_and_an_empty_folder_are_named(tmp_path: Path, folder: Path) -> None:
    (folder / "groups.yaml").unlink()
    assert "groups.yaml:file:the file cannot be read (No such file or directory)" in problems(folder)
    assert problems(tmp_path / "nowhere")[0].startswith("places:file:the tables cannot be read")


def test_a_folder_without_services_is_no_directory(folder: Path) -> None:
    for path in (folder / "services").glob("*.yaml"):
        path.unlink()
    (folder / "aliases.yaml").write_text("{}")
    assert problems(folder) == ["services:folder:there is no service in it"]


def test_a_topic_that_nobody_has_written_messages_for_is_fine(folder: Path) -> None:
    small_content.edit(folder, "topics/fgm.yaml", lambda topic: {"name": topic["name"], "meaning": topic["meaning"]})
    assert content_store.load(folder).topics["fgm"].says == {}


def _work(do: Callable[[], object]) -> int:
    """How many functions are called: the same on a slow machine as on a fast one."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(before)
    return calls


def test_checking_services_is_little_work_and_grows_no_faster_than_their_number(tmp_path: Path) -> None:
    folder = small_content.write(tmp_path / "content")
    text = (folder / "services" / "childline.yaml").read_text()

    def grown_to(number: int) -> int:
        for place in range(number):
            (folder / "services" / f"copy-{place}.yaml").write_text(text)
        return _work(lambda: content_store.load(folder))

    at_0, at_40, at_80 = grown_to(0), grown_to(40), grown_to(80)
    assert at_80 - at_40 <= (at_40 - at_0) * 1.05
    # A Python that makes a million calls a second reads the real places and 300 services in well under two.
    assert at_0 + 300 * (at_80 - at_0) / 80 < 1_000_000


# The real content


def test_the_real_content_is_fine(real: Content) -> None:
    assert len(real.services) >= 300
    assert len(real.crimes) == 20
    assert not {"unsure", "none", "own-behaviour", "any"} & set(real.crimes)


def test_every_police_force_area_has_a_service_for_any_crime(real: Content) -> None:
    reached = {
        district for service in real.services if "any" in service.crimes and not service.national
        for name in service.coverage for district in real.places.districts_for(name)
    }  # fmt: skip
    forces = {real.places.force_of([district]) for district in real.places.all_districts()}
    assert {real.places.force_of([district]) for district in reached} == forces
    assert len(forces) == 43


def test_every_service_shows_a_date_or_is_undated_and_never_a_source_that_is_a_copy(real: Content) -> None:
    for service in real.services:
        assert service.checked is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", service.checked), service.id
        if service.source.kind in ("mirror-or-copy", "none"):
            assert service.shown_source is None, service.id


def test_no_number_is_shown_that_its_record_does_not_call_confirmed(real: Content) -> None:
    shown = [service for service in real.services if service.shown_phone]
    assert 100 < len(shown) < len(real.services)
    for service in real.services:
        phone = service.contact.phone
        assert bool(service.shown_phone) == bool(phone and phone.basis == "page"), service.id


def test_doubtful_services_are_in_the_content_and_not_among_those_that_people_see(real: Content) -> None:
    doubtful = {service.id for service in real.services if service.confidence == "low" or service.flag in HIDDEN_FLAGS}
    assert len(doubtful) >= 10
    assert not doubtful & {service.id for service in real.services if service.listed}


def test_no_service_with_a_refuge_says_where_it_is(real: Content) -> None:
    refuges = [service for service in real.services if "refuge" in service.support]
    assert len(refuges) > 20
    assert not [service.id for service in refuges if service.base]


def test_a_minimum_age_never_leaves_out_everyone_that_a_service_is_for(real: Content) -> None:
    for service in real.services:
        if "children" in service.only_for:
            assert service.ages.low is None or service.ages.low < 18, service.id


# Codes in addresses


def test_an_address_says_nothing_about_the_service_and_no_two_are_the_same(real: Content) -> None:
    codes = {service.id: short_code(service.id) for service in real.services}
    assert len(set(codes.values())) == len(codes)
    assert all(re.fullmatch("[0-9a-z]{8}", code) for code in codes.values())
    assert short_code("childline") == short_code("childline") == "wht7q4xr"


def test_two_services_with_one_code_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_store, "short_code", lambda service_id: service_id[:3])
    small_content.add(folder, "childhood", {})
    assert problems(folder) == [
        "services/childline.yaml:id:its short code is the same as that of childhood; change the file's name a little"
    ]


# What leaves the editors' desk


@pytest.fixture(scope="module")
def words_to_search(small: Small) -> bytes:
    return b"".join(path.read_bytes() for path in (small.builds / small.built.hash / "words").iterdir())


def test_notes_cannot_be_found_by_searching(small: Small, words_to_search: bytes) -> None:
    assert not small.built.directory.text.scores("zyzzyva").any()
    assert b"zyzzyva" not in words_to_search


def test_hidden_services_are_not_in_the_directory(small: Small) -> None:
    assert not small_content.HIDDEN & set(small.built.directory.columns.ids)
    assert "funding-at-risk" in small.built.directory
