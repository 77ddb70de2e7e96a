"""What an area says about itself, in its `area.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from finder.area import colours
from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent, Problem, from_validation
from finder.directory.values import Record, Text

FILE = "area.yaml"


class Area(Record):
    """`name`: the site's name there. `colours`: by scheme, then by name. `hide`: ids of national services not shown there."""

    name: Text
    colours: Annotated[dict[colours.Scheme, dict[str, str]], Field(default_factory=dict)]
    hide: tuple[str, ...] = ()


def read(folder: Path) -> Area:
    """What the folder's `area.yaml` says. Raises BrokenContent with all that is wrong in it."""
    try:
        area = Area.model_validate(strict_yaml.read(folder / FILE))
    except strict_yaml.UnreadableYaml as error:
        raise BrokenContent([Problem(FILE, "file", str(error))]) from None
    except ValidationError as error:
        raise BrokenContent(list(from_validation(FILE, error))) from None
    if found := list(_problems(area)):
        raise BrokenContent(found)
    return area


def _problems(area: Area) -> Iterator[Problem]:
    for scheme, own in area.colours.items():
        for name, why in colours.problems(scheme, own):
            yield Problem(FILE, f"colours.{scheme}.{name}", why)
