"""Files are read as an editor means them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.directory import strict_yaml
from finder.directory.strict_yaml import UnreadableYaml


@pytest.mark.parametrize(
    "typed", ["0800 1111", "08001111", "0x1F", "1_000", "1e3", "no", "yes", "on", "null", "~", "2025-01-30", "12:30", "3.10", "!important"]
)
def test_a_value_stays_as_it_was_typed(typed: str) -> None:
    quoted = f'"{typed}"' if typed.startswith("!") else typed
    assert strict_yaml.parse(f"phone: {quoted}") == {"phone": typed}


def test_a_value_left_out_is_empty_text() -> None:
    assert strict_yaml.parse("name:\nphone: 999") == {"name": "", "phone": "999"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: a\nphone: 1\nname: b", "line 3: 'name' is there twice"),
        ("contact:\n  phone: 1\n  phone: 2", "line 3: 'phone' is there twice"),
        ("ages: {from: 16, from: 18}", "line 1: 'from' is there twice"),
        ("a: &x [one]\nb: *x", "line 1: write it out each time, without & and *"),
        ("a: &x [*x]", "line 1: write it out each time, without & and *"),
        ("a: *x", "line 1: found undefined alias"),
        ("a: one\n---\nb: two", "line 2: but found another document"),
        ("? [a, b]\n: c", "line 1: a name must be plain text"),
        ("a: [one", "line 2: did not find expected ',' or ']'"),
        ("", "the file is empty"),
        ("# only a comment\n", "the file is empty"),
        ("a: \0", "a character in this file cannot be read"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_with_the_line(text: str, says: str) -> None:
    with pytest.raises(UnreadableYaml) as refused:
        strict_yaml.parse(text)
    assert says in str(refused.value)


def test_references_to_references_do_not_fill_the_memory() -> None:
    many = "\n".join(f"k{level}: &k{level} [{', '.join([f'*k{level - 1}'] * 9)}]" for level in range(1, 9))
    with pytest.raises(UnreadableYaml):
        strict_yaml.parse(f"k0: &k0 [x]\n{many}")


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("name: Café\r\nphone: 0800 1111\r\n".encode("utf-8-sig"))
    assert strict_yaml.read(path) == {"name": "Café", "phone": "0800 1111"}


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("name: Café".encode("latin-1"))
    with pytest.raises(UnreadableYaml, match="not saved as UTF-8"):
        strict_yaml.read(path)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableYaml, match="cannot be read"):
        strict_yaml.read(tmp_path / "none.yaml")


def test_messages_stand_one_on_a_line_and_blank_lines_do_not_count() -> None:
    block = strict_yaml.parse("en: |\n  he said: no\n\n  # not a comment\n    i'm - scared  \n")["en"]
    assert strict_yaml.lines(block) == ("he said: no", "# not a comment", "i'm - scared")


def _only_text(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _only_text(inner) for key, inner in value.items())
    return all(map(_only_text, value)) if isinstance(value, list) else isinstance(value, str)


@given(st.text(alphabet=st.sampled_from("ab: -[]{}&*!|>'\"#?,\n\t\0é\u202e0189~"), max_size=60))
def test_whatever_is_in_a_file_it_is_text_or_a_plain_reason(text: str) -> None:
    try:
        value = strict_yaml.parse(text)
    except UnreadableYaml as refused:
        value = str(refused)
    assert value is not None
    assert _only_text(value)
