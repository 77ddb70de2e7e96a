"""Problems in content, gathered so that an editor sees all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong: the file (relative to the content folder), the field, and the reason in plain words."""

    file: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.field}:{self.reason}"


class BrokenContent(Exception):
    """Content that cannot go live; `problems` holds everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems in content")


_PLAIN = {
    "missing": "this is needed",
    "extra_forbidden": "there is no such field; check the spelling",
    "string_too_short": "write something here",
    "too_short": "write at least one",
    "list_type": "write a list in square brackets",
    "tuple_type": "write a list in square brackets",
    "string_type": "write plain text",
    "int_parsing": "write a whole number",
    "bool_parsing": "write yes or no",
    "model_type": "write fields with their values",
    "dict_type": "write fields with their values",
    "string_pattern_mismatch": "use small letters, digits and hyphens only",
}


def from_validation(file: str, error: ValidationError) -> list[Problem]:
    """The problems of one file, from pydantic's error."""
    problems = []
    for detail in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in detail["loc"] if not str(part).startswith(("tuple[", "function-")))
        reason = _PLAIN.get(detail["type"]) or detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        if detail["type"] == "literal_error":
            reason = f"write one of {detail['ctx']['expected']}"
        if not where and ": " in reason:  # a check over the whole record names its field itself
            where, _, reason = reason.partition(": ")
        problems.append(Problem(file, where or "file", reason))
    # A list whose only entry is wrong is not also too short.
    wrong_inside = {problem.field.rpartition(".")[0] for problem in problems}
    return [problem for problem in problems if problem.reason != _PLAIN["too_short"] or problem.field not in wrong_inside]
