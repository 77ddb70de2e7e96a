"""Files of a content folder read into records, strictly, with everything that is wrong kept to be named at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from finder.directory import strict_yaml
from finder.directory.problems import Problem, from_validation
from finder.directory.values import Record

R = TypeVar("R", bound=Record)


class Reader:
    """Reads files below one folder and keeps what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def value(self, name: str) -> dict[str, Any]:
        try:
            value = strict_yaml.read(self.folder / name)
        except strict_yaml.UnreadableYaml as error:
            self.problems.append(Problem(name, "file", str(error)))
            return {}
        if not isinstance(value, dict):
            self.problems.append(Problem(name, "file", "write names with their values"))
            return {}
        return value

    def record(self, name: str, model: type[R], value: dict[str, Any], prefix: str = "") -> R | None:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            for problem in from_validation(name, error):
                field = f"{prefix}.{problem.field}" if prefix else problem.field
                self.problems.append(Problem(name, field, problem.reason))
            return None

    def table(self, name: str, model: type[R]) -> dict[str, R]:
        """A file that holds many small records under their slugs."""
        rows = {key: self.record(name, model, value, key) for key, value in self.value(name).items()}
        return {key: row for key, row in rows.items() if row is not None}

    def folder_of(self, name: str, model: type[R], **named: str) -> Iterator[tuple[str, R]]:
        """A folder of records, one a file, in order of file name; `named` puts the file's stem into a field."""
        for path in sorted((self.folder / name).glob("*.yaml"), key=lambda path: path.stem):
            file = f"{name}/{path.name}"
            before = len(self.problems)
            value = self.value(file)
            if len(self.problems) > before:
                continue
            for field in named:
                value = {field: path.stem, **value}
            record = self.record(file, model, value)
            if record is not None:
                yield path.stem, record
