"""An editor's slip in the guide is named, with its place, and nothing half-read goes live."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from finder.directory.problems import BrokenContent, Problem
from finder.rights.model import Script, UnknownChoice
from finder.rights.rights import Rights, UnknownRight
from finder.rights.versions import NoVersion
from tests.rights.conftest import FOLDER

Broken = Callable[[str, str, str], list[Problem]]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("guide/6.yaml", "needs_report: yes", "needs_report: maybe", "guide/6.yaml:needs_report:write yes or no"),
        ("guide/6.yaml", "name:", "nmae:", "guide/6.yaml:nmae:there is no such field; check the spelling"),
        ("guide/6.yaml", "version: 2021", "version: 2012", "guide/6.yaml:version:'2012' is not known"),
        ("guide/6.yaml", "see: [review", "see: [reveiw", "guide/6.yaml:see:'reveiw' is not known"),
        (
            "guide/6.yaml",
            "within: 5 working days",
            "within: 5 days or so",
            "guide/6.yaml:expect.0.within:write a number",
        ),
        (
            "guide/6.yaml",
            "within: 5 working days",
            "within: 1 working days",
            "guide/6.yaml:expect.0.within:write a number",
        ),
        (
            "guide/6.yaml",
            "sooner: 1 working day",
            "sooner: 6 working days",
            "guide/6.yaml:expect.0:sooner: it must be less",
        ),
        ("guide/6.yaml", "seen: 2021", "seen: 2199", "guide/6.yaml:expect.0.seen:this date is in the future"),
        (
            "guide/6.yaml",
            "{limit}",
            "{time}",
            "guide/6.yaml:say.0:words: the blanks and the choices differ: limit, time",
        ),
        ("guide/6.yaml", "I have had no news.", "My name is ____.", "guide/6.yaml:say.0:words: leave no blank"),
        ("guide/6.yaml", "name:", "name: x\nname:", "guide/6.yaml:file:line 2: 'name' is there twice"),
        ("stages.yaml", "first: [review,", "first: [refund,", "stages.yaml:dropped.first:'refund' is not known"),
        ("stages.yaml", "dropped:", "dumped:", "stages.yaml:dropped:this stage is missing"),
        (
            "stages.yaml",
            "first: [review,",
            'first: ["11",',
            "guide/11.yaml:stages:stages.yaml puts this first at 'dropped'",
        ),
        ("versions.yaml", "from: 2021-04-01", "from: 1 April", "versions.yaml:versions.2021.from:write the date as"),
        ("deadlines.yaml", "last: 28 days", "last: 28", "deadlines.yaml:rules.lenient-sentence.last:write a number"),
        (
            "deadlines.yaml",
            "    from: birth\n",
            "",
            "deadlines.yaml:rules.compensation-child-reported:from: a rule needs",
        ),
        ("deadlines.yaml", "  review-cps:", "  review-csp:", "deadlines.yaml:rules"),
        ("pages.yaml", "source:", "sauce:", "pages.yaml:who-counts.facts.0.sauce:there is no such field"),
    ],
)
def test_a_slip_is_named_with_its_place(broken: Broken, file: str, old: str, new: str, said: str) -> None:
    assert any(str(problem).startswith(said) for problem in broken(file, old, new))


def test_all_slips_are_named_at_once(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "guide" / "7.yaml").write_bytes(b"\xff")
    (tmp_path / "guide" / "8.yaml").write_text("- a list")
    (tmp_path / "versions.yaml").unlink()
    with pytest.raises(BrokenContent) as raised:
        Rights.load(tmp_path)
    assert {problem.file for problem in raised.value.problems} == {"guide/7.yaml", "guide/8.yaml", "versions.yaml"}


def test_a_right_without_a_file_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "guide" / "interpreter.yaml").unlink()
    with pytest.raises(BrokenContent, match="1 problems"):
        Rights.load(tmp_path)


def test_a_service_or_kind_of_support_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(BrokenContent) as raised:
        Rights.load(FOLDER, services={"victim-support-supportline"}, support={"advocacy"})
    said = {(problem.field, problem.reason) for problem in raised.value.problems}
    assert ("services", "'cica' is not known") in said
    assert ("support", "'counselling' is not known") in said


def test_a_new_code_takes_over_on_its_day_and_keeps_the_rights_it_does_not_change(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    versions = (tmp_path / "versions.yaml").read_text("utf-8")
    old = "    from: 2021-04-01\n"
    source = '    source: "https://www.gov.uk/victims-code"\n    seen: 2026\n'
    new = f'{old}    until: 2027-01-31\n  "2027":\n    from: 2027-02-01\n    what: The new Code.\n{source}'
    whole = versions.replace('  "2021":\n' + old, '  "2021":\n' + new.partition('  "2027"')[0]).replace(
        "expected:", '  "2027":\n' + new.partition('"2027":\n')[2] + "expected:"
    )
    (tmp_path / "versions.yaml").write_text(whole, "utf-8")
    seven = (tmp_path / "guide" / "7.yaml").read_text("utf-8")
    (tmp_path / "guide" / "7.2027.yaml").write_text(seven.replace("version: 2021", "version: 2027"), "utf-8")
    rights = Rights.load(tmp_path)
    last, first = date(2027, 1, 31), date(2027, 2, 1)
    assert (rights.version(last)[0], rights.version(first)[0]) == ("2021", "2027")
    assert (rights.get("7", last).version, rights.get("7", first).version) == ("2021", "2027")
    assert rights.get("8", first).version == "2021"
    assert len(rights.all(first)) == 23


def test_a_day_before_every_code_has_no_version(rights: Rights) -> None:
    with pytest.raises(NoVersion):
        rights.version(date(2021, 4, 1) - timedelta(days=1))


def test_an_unknown_right_or_stage_is_refused(rights: Rights) -> None:
    with pytest.raises(UnknownRight):
        rights.get("13")
    with pytest.raises(UnknownRight):
        rights.for_stage("prison")


def test_a_script_takes_only_the_words_it_offers() -> None:
    script = Script(when="x", words="Please {please}.", choices={"please": ("call me", "write to me")})
    assert script.filled() == "Please call me."
    assert script.filled({"please": "write to me"}) == "Please write to me."
    for wrong in ({"please": "ring 07700"}, {"name": "call me"}):
        with pytest.raises(UnknownChoice):
            script.filled(wrong)
