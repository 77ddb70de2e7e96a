"""Records as the files that editors keep: written as they write them, so that a file can be read and changed by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml

from finder.directory import strict_yaml
from finder.directory.model import Service

Fields = dict[str, Any]
"""A record as its file has it, without its id: dicts, lists and text only."""


class _Plain(yaml.CSafeDumper):
    """Everything is text to the one who reads it back, so that `no` and 2025 need no quotes."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own)


def fields_of(service: Service) -> Fields:
    """What a service's file says, in the order of the model; what is not said is left out."""
    said: Fields = _as_text(service.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"id"}))
    return said


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def text_of(fields: Fields) -> str:
    """The text of a file."""
    text: str = yaml.dump(fields, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
    return text


def read_all(folder: Path) -> dict[str, Fields]:
    """What every readable file of a content folder's services says, by id; broken ones are for `flask check` to name."""
    found = {}
    for path in sorted((folder / "services").glob("*.yaml")):
        try:
            fields = strict_yaml.read(path)
        except strict_yaml.UnreadableYaml:
            continue
        if isinstance(fields, dict):
            found[path.stem] = fields
    return found


def write(folder: Path, service_id: str, fields: Fields) -> None:
    """Write one file whole, in place of the one before it."""
    services = folder / "services"
    services.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=services, prefix=f".{service_id}-", delete=False) as file:
        file.write(text_of(fields))
    path = Path(file.name)
    path.chmod(0o644)
    path.replace(services / f"{service_id}.yaml")
