"""Needs: the one value that flows from what a person typed or chose to what they are shown.

Everything here is plain frozen data with no behaviour beyond combining, so that a person is understood the
same way in the form, the chat, the simple mode and the API.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

UrgentKind = Literal["danger", "suicide", "child", "medical"]
Audience = Literal["self", "child", "friend", "professional"]
Referral = Literal["self", "professional"]

OLDEST = 120
"""The highest age in whole years that is taken as an age."""


@dataclass(frozen=True, slots=True)
class Age:
    """An age or a range of ages in whole years, both ends included (0 to 120)."""

    low: int
    high: int

    @property
    def is_child(self) -> bool:
        """True when everyone in the range is under 18."""
        return self.high < 18


@dataclass(frozen=True, slots=True)
class Place:
    """A place resolved to local authority districts.

    `code` is what a link may carry: a district code or our own number for a town, postcode district or sector.
    `districts` are ONS district codes (all that the name can mean). `force` is the police force area when
    there is just one. `point` is easting and northing in metres on the British National Grid, when known.
    """

    code: str
    label: str
    districts: tuple[str, ...]
    force: str | None = None
    point: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Urgent:
    """A sign of danger in a typed text; `soft` when it is about somebody else or about the past."""

    kind: UrgentKind
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing we could not use or had to change, to be said to the person.

    `field` is the field it is about, `code` names the reason, `words` fill the sentence (never typed text).
    """

    field: str
    code: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Needs:
    """What a person needs, as far as it is understood. Every part may be empty; lists are best first.

    `text` is the typed text after personal details were cut out; `rest` is what is left of it once places, ages,
    languages and groups were understood. `reported`: were the police told; `stage`: where a case stands; `reach`: how the
    person can be reached. `guess` says that the crime types rest on meaning alone. `vector` is the one embedding of the
    text (float32, unit length). `about` are the topics nearest in meaning with their probability, best first, also those
    that are no crime type.
    """

    text: str = ""
    rest: str = ""
    crimes: tuple[str, ...] = ()
    age: Age | None = None
    language: str | None = None
    place: Place | None = None
    place_choices: tuple[Place, ...] = ()
    groups: tuple[str, ...] = ()
    audience: Audience | None = None
    support: tuple[str, ...] = ()
    referral: Referral | None = None
    rights: tuple[str, ...] = ()
    reported: bool | None = None
    stage: str | None = None
    reach: str | None = None
    services: tuple[str, ...] = ()
    urgent: tuple[Urgent, ...] = ()
    written_in: str | None = None
    guess: bool = False
    redacted: bool = False
    about: tuple[tuple[str, float], ...] = ()
    notices: tuple[Notice, ...] = ()
    vector: np.ndarray[Any, np.dtype[np.float32]] | None = field(default=None, compare=False, repr=False)

    @property
    def help_language(self) -> str | None:
        """The language help is best given in: the one asked for, else the one the text is written in."""
        return self.language or self.written_in

    def with_(self, **changes: Any) -> Needs:
        """The same needs with some parts changed."""
        return replace(self, **changes)
