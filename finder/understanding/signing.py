"""What the page for British Sign Language, text and relay shows beside its words, and where those were read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError
from pydantic.dataclasses import dataclass

from finder.directory import strict_yaml
from finder.directory.model import PartialDate, WebAddress
from finder.directory.problems import BrokenContent, Problem, from_validation
from finder.understanding.contacts import STRICT, Contact, Text

FILE = "pages/bsl.yaml"


@dataclass(frozen=True, config=STRICT)
class Statement:
    """One statement of the page, where it was read, and the date which that page bears, or "undated"."""

    what: Text
    source: WebAddress
    seen: PartialDate | Literal["undated"]


@dataclass(frozen=True, config=STRICT)
class Signing:
    """`police`: ways to the police when it is not an emergency. `facts`: what the page's words rest on."""

    police: Annotated[tuple[Contact, ...], Field(min_length=1)]
    facts: Annotated[tuple[Statement, ...], Field(min_length=1)]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read it from a content folder. Raises BrokenContent."""
        try:
            return cls(**strict_yaml.read(folder / FILE))
        except strict_yaml.UnreadableYaml as error:
            raise BrokenContent([Problem(FILE, "file", str(error))]) from None
        except ValidationError as error:
            raise BrokenContent(list(from_validation(FILE, error))) from None
        except TypeError:
            raise BrokenContent([Problem(FILE, "file", "write names with their values")]) from None

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence that is shown."""
        return tuple(words for contact in self.police for words in (contact.label, contact.note) if words)
