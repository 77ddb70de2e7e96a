"""Reading the files of `content/rights/` strictly, keeping everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from finder.directory import strict_yaml
from finder.directory.model import Record
from finder.directory.problems import Problem, from_validation
from finder.rights.model import Right

R = TypeVar("R", bound=Record)


class Reader:
    """Reads files below one folder and keeps what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def rights(self) -> Iterator[tuple[tuple[str, str], Right]]:
        """Each file of `guide/`, by id and version. `7.yaml` is a right; `7.2027.yaml` the same in a later version."""
        seen: dict[tuple[str, str], str] = {}
        for path in sorted((self.folder / "guide").glob("*.yaml")):
            file = f"guide/{path.name}"
            right_id, _, named = path.stem.partition(".")
            value = self._value(file)
            right = None if value is None else self._record(file, Right, {**value, "id": right_id})
            if right is None:
                continue
            key = (right.id, right.version)
            if key in seen or (named and named != right.version):
                self.problems.append(Problem(file, "version", f"'{right.version}' does not fit the file's name"))
            seen[key] = file
            yield key, right

    def whole(self, file: str, model: type[R]) -> R | None:
        value = self._value(file)
        return None if value is None else self._record(file, model, value)

    def table(self, file: str, model: type[R]) -> dict[str, R]:
        rows = {key: self._record(file, model, row, key) for key, row in (self._value(file) or {}).items()}
        return {key: row for key, row in rows.items() if row is not None}

    def _value(self, file: str) -> dict[str, Any] | None:
        try:
            value = strict_yaml.read(self.folder / file)
        except strict_yaml.UnreadableYaml as error:
            self.problems.append(Problem(file, "file", str(error)))
            return None
        if isinstance(value, dict):
            return value
        self.problems.append(Problem(file, "file", "write names with their values"))
        return None

    def _record(self, file: str, model: type[R], value: Any, prefix: str = "") -> R | None:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            for problem in from_validation(file, error):
                self.problems.append(Problem(file, f"{prefix}.{problem.field}" if prefix else problem.field, problem.reason))
            return None
