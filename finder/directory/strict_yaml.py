"""YAML as an editor means it: every value is text, nothing is guessed, nothing is said twice.

`no` stays a word and a phone number keeps its zeros and spaces; the models turn text into numbers where a field is a number.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class UnreadableYaml(Exception):
    """The text is not YAML, or says something twice; the message is a plain reason with the line."""


def parse(text: str) -> Any:
    """The value of a YAML text: dicts, lists and str only. Raises UnreadableYaml."""
    loader = yaml.CBaseLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise UnreadableYaml("the file is empty")
        return _plain(node, set())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableYaml(f"line {line}: {error.problem}") from None
    except yaml.YAMLError:
        raise UnreadableYaml("a character in this file cannot be read") from None
    finally:
        loader.dispose()


def _plain(node: yaml.Node, seen: set[int]) -> Any:
    # What an alias stands for is the very same node again: nothing may be there by reference, least of all itself.
    if id(node) in seen:
        raise UnreadableYaml(f"line {node.start_mark.line + 1}: write it out each time, without & and *")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise UnreadableYaml(f"line {line}: a name must be plain text")
            if key in result:
                raise UnreadableYaml(f"line {line}: '{key}' is there twice")
            result[key] = _plain(value_node, seen)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, seen) for item in node.value]
    return node.value


def read(path: Path) -> Any:
    """The value of a YAML file. Raises UnreadableYaml, also for bytes that are not UTF-8 or a file that cannot be read."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UnreadableYaml("the file is not saved as UTF-8") from None
    except OSError as error:
        raise UnreadableYaml(f"the file cannot be read ({error.strerror})") from None


def lines(block: str) -> tuple[str, ...]:
    """The messages of a block scalar: one a line, blank lines left out."""
    return tuple(line.strip() for line in block.splitlines() if line.strip())
