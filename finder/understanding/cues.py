"""Cues: short word patterns with a number in them ("im N", "over N"), read from content and matched over words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent, Problem
from finder.understanding.words import Token, words

Pattern = tuple[str, ...]
"""Words to match in a row; the first number's slot is "n", the second's "m"."""


@dataclass(frozen=True)
class Cues:
    """What stands around ages and names, normalised. `ages` are single, `ranges` by kind, `stages` by word.

    `units` after a number say that it is no age; `not_names` are no names; `fillers` carry no need.
    """

    ages: tuple[Pattern, ...]
    ranges: Mapping[str, tuple[Pattern, ...]]
    stages: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, int]
    names: tuple[Pattern, ...]
    units: frozenset[str]
    not_names: frozenset[str]
    fillers: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> Cues:
        """From `cues.yaml` in a content folder. Raises BrokenContent."""
        try:
            return cls._of(strict_yaml.read(folder / "cues.yaml"))
        except strict_yaml.UnreadableYaml as error:
            problem = Problem("cues.yaml", "file", str(error))
        except KeyError as error:
            problem = Problem("cues.yaml", str(error.args[0]), "this is needed")
        except ValueError:
            problem = Problem("cues.yaml", "stages", "write the lowest and the highest age, such as 13-19")
        except (AttributeError, TypeError):
            problem = Problem("cues.yaml", "file", "write each block of phrases under its language")
        raise BrokenContent([problem])

    @classmethod
    def _of(cls, raw: Mapping[str, Any]) -> Cues:
        return cls(
            ages=tuple(pattern for block in raw["ages"].values() for pattern in _patterns(block)),
            ranges={kind: tuple(_patterns(block)) for kind, block in raw["ranges"].items()},
            stages={" ".join(words(word)): _pair(ages) for word, ages in raw["stages"].items()},
            numbers={word: value for block in raw["numbers"].values() for value, word in enumerate(block.split())},
            names=tuple(sorted((p for block in raw["names"].values() for p in _patterns(block)), key=len, reverse=True)),
            units=frozenset(raw["units"].split()),
            not_names=frozenset(raw["not_names"].split()),
            fillers=frozenset(raw["fillers"].split()),
        )

    def number(self, word: str) -> int | None:
        """The number a word stands for, in digits or letters; None when it is none."""
        return int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else self.numbers.get(word)

    def match(self, patterns: Sequence[Pattern], found: Sequence[Token]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Each place where a pattern stands: index of its first token, index after its last, the numbers in its slots."""
        for start in range(len(found)):
            for pattern in patterns:
                numbers = self._at(pattern, found, start)
                if numbers is not None:
                    yield start, start + len(pattern), numbers

    def _at(self, pattern: Pattern, found: Sequence[Token], start: int) -> tuple[int, ...] | None:
        if start + len(pattern) > len(found):
            return None
        numbers = []
        for part, token in zip(pattern, found[start:], strict=False):
            if part in ("n", "m"):
                value = self.number(token.word)
                if value is None:
                    return None
                numbers.append(value)
            elif part != token.word:
                return None
        return tuple(numbers)


def _patterns(block: str) -> Iterator[Pattern]:
    for line in strict_yaml.lines(block):
        # Word by word: "N y o" as a whole would be read as one word spelt out, like "k m s".
        yield tuple(word for part in line.split() for word in words(part))


def _pair(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high)
