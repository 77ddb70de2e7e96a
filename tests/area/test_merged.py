"""What an area may lay over the national content, and what it may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from finder.area import merged
from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent
from tests import small_content
from tests.area.laying import NAME, OWN, area


@pytest.fixture
def national(tmp_path: Path) -> Path:
    return small_content.write(tmp_path / "national")


def laid(national: Path, folder: Path) -> Path:
    into = folder.parent / "into"
    into.mkdir(exist_ok=True)
    merged.lay(national, folder, into)
    return into


def wrong(national: Path, folder: Path) -> list[str]:
    with pytest.raises(BrokenContent) as broken:
        laid(national, folder)
    return [str(problem) for problem in broken.value.problems]


def test_a_service_of_the_areas_own_joins_the_national_ones(national: Path, tmp_path: Path) -> None:
    into = laid(national, area(tmp_path / "borough"))
    names = {path.stem for path in (into / "services").iterdir()}
    assert names == {*small_content.REAL_SERVICES, OWN}
    assert strict_yaml.read(into / "area.yaml")["name"] == NAME


def test_a_page_of_the_areas_takes_the_place_of_the_national_one(national: Path, tmp_path: Path) -> None:
    folder = area(tmp_path / "borough")
    (folder / "pages").mkdir()
    (folder / "pages" / "about.md").write_text("# About us\n\nWe are the borough.\n")
    into = laid(national, folder)
    assert "We are the borough." in (into / "pages" / "about.md").read_text()
    assert (into / "pages" / "privacy.md").read_bytes() == (national / "pages" / "privacy.md").read_bytes()


def test_a_hidden_service_is_gone_with_its_other_names_and_golden_questions(national: Path, tmp_path: Path) -> None:
    small_content.edit(national, "golden.yaml", lambda _: {"chidline": "childline", "report": "stay-safe-east"})
    small_content.edit(national, "aliases.yaml", lambda old: {**old, "stay-safe-east": "sse"})
    into = laid(national, area(tmp_path / "borough", hide=["stay-safe-east"]))
    assert not (into / "services" / "stay-safe-east.yaml").exists()
    assert "stay-safe-east" not in strict_yaml.read(into / "aliases.yaml")
    assert strict_yaml.read(into / "golden.yaml") == {"chidline": "childline"}


def test_lines_of_the_areas_tables_join_the_national_ones(national: Path, tmp_path: Path) -> None:
    folder = area(tmp_path / "borough")
    (folder / "aliases.yaml").write_text(f"{OWN}: |\n  the desk\n  advice desk\n")
    (folder / "golden.yaml").write_text(f"the desk: {OWN}\n")
    into = laid(national, folder)
    assert strict_yaml.lines(strict_yaml.read(into / "aliases.yaml")[OWN]) == ("the desk", "advice desk")
    assert strict_yaml.read(into / "golden.yaml") == {"chidline": "childline", "the desk": OWN}


@pytest.mark.parametrize(
    "path",
    [
        *("urgent/danger.yaml", "urgent/says/danger.yaml", "topics/stalking-harassment.yaml", "rights/stages.yaml", "easy/home.yaml"),
        *("thesaurus.yaml", "cues.yaml", "talk.yaml", "places/towns.csv.gz", "pages/bsl.md", "services/x.txt", "services/a/b.yaml"),
    ],
)
def test_what_people_say_what_is_urgent_and_what_rights_are_cannot_be_changed(national: Path, tmp_path: Path, path: str) -> None:
    folder = area(tmp_path / "borough")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text("a: b\n")
    [line] = wrong(national, folder)
    assert line.startswith(f"{path}:file:an area cannot change this")


def test_a_service_that_an_urgent_card_leads_to_can_be_neither_hidden_nor_replaced(national: Path, tmp_path: Path) -> None:
    assert wrong(national, area(tmp_path / "one", hide=["karma-nirvana"])) == [
        "area.yaml:hide:'karma-nirvana' is a line of urgent/danger.yaml and stays",
    ]
    folder = area(tmp_path / "two")
    small_content.add(folder, "karma-nirvana", {"name": "Another"})
    assert wrong(national, folder) == ["services/karma-nirvana.yaml:file:it is a line of urgent/danger.yaml and stays as it is"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"name": ""}, "area.yaml:name:write something here"),
        ({"name": "A", "colour": {}}, "area.yaml:colour:there is no such field; check the spelling"),
        ({"name": "A", "hide": ["nobody"]}, "area.yaml:hide:there is no national service 'nobody'"),
        ({"name": "A", "colours": {"light": {"care": "#000000"}}}, "area.yaml:colours.light.care:an area may set "),
    ],
)
def test_what_is_wrong_in_the_areas_own_file_is_named(national: Path, tmp_path: Path, said: dict[str, object], line: str) -> None:
    folder = area(tmp_path / "borough")
    (folder / "area.yaml").write_text(yaml.safe_dump(said))
    assert any(one.startswith(line) for one in wrong(national, folder))


def test_an_error_in_a_service_of_the_areas_is_named_as_in_any_other(national: Path, tmp_path: Path) -> None:
    folder = area(tmp_path / "borough")
    small_content.add(folder, "broken", {"coverage": ["Atlantis"]})
    assert wrong(national, folder) == ["services/broken.yaml:coverage:'Atlantis' is no district, county, force area, region or nation"]


MISSING: list[Callable[[Path], object]] = [
    lambda path: path.unlink(),
    lambda path: path.write_text("- a"),
    lambda path: path.write_bytes(b"\xff"),
]


@pytest.mark.parametrize("harm", MISSING)
def test_without_a_file_about_the_area_nothing_is_laid(national: Path, tmp_path: Path, harm: Callable[[Path], object]) -> None:
    folder = area(tmp_path / "borough")
    harm(folder / "area.yaml")
    assert [line.partition(":")[0] for line in wrong(national, folder)] == ["area.yaml"]
