"""Who to turn to when it is urgent: the lines on the urgent card, as the content files give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from finder.directory.model import PartialDate, WebAddress, telephone_link
from finder.needs import OLDEST, Age

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Nation = Literal["england", "wales"]
STRICT = ConfigDict(extra="forbid")


def _phone(value: str) -> str:
    telephone_link(value)
    return value


def _ages(value: object) -> object:
    if isinstance(value, Age) or value is None:
        return value
    if not isinstance(value, Mapping) or not value or not value.keys() <= {"from", "to"}:
        raise ValueError("write {from: 16, to: 24}, or one of the two")
    try:
        age = Age(int(value.get("from", 0)), int(value.get("to", OLDEST)))
    except ValueError:
        raise ValueError("write ages as whole years") from None
    if not 0 <= age.low <= age.high <= OLDEST:
        raise ValueError(f"write ages from 0 to {OLDEST}, the lower one first")
    return age


@dataclass(frozen=True, config=STRICT)
class Contact:
    """One way to get help now: a service of the directory by its id, or a line of its own with its source.

    `emergency` lines stay on top for everyone. `for_ages`, `language` and `nation` say whom a line is for;
    `silent` says that no speaking is needed, `signed` that it is in British Sign Language. `relay` is a
    number as Relay UK takes it, which is no link. `seen` is a date or "undated".
    """

    service: Text | None = None
    label: Text | None = None
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    sms: Annotated[str, AfterValidator(_phone)] | None = None
    relay: Annotated[str, StringConstraints(pattern=r"^18001( \d+)+$")] | None = None
    url: WebAddress | None = None
    note: Text | None = None
    source: WebAddress | None = None
    seen: PartialDate | Literal["undated"] | None = None
    for_ages: Annotated[Age | None, BeforeValidator(_ages)] = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = None
    nation: Nation | None = None
    emergency: bool = False
    silent: bool = False
    signed: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        own = (self.label, self.phone, self.sms, self.relay, self.url, self.source, self.seen)
        if self.service is not None and any(own):
            raise ValueError("service: a service brings its own name and numbers; write only a note beside it")
        if self.service is None and not (self.label and self.source and self.seen):
            raise ValueError("label: a line of its own needs a label, a source, and the date the source was seen")
        if self.service is None and not (self.phone or self.sms or self.relay or self.url):
            raise ValueError("phone: write a phone, an sms, a relay number or a url")
        return self

    def takes(self, age: Age | None, language: str | None, nation: str | None) -> bool:
        """True unless the line is known not to be for this person. What is not known never shuts anyone out."""
        if self.for_ages and age and (age.high < self.for_ages.low or age.low > self.for_ages.high):
            return False
        if self.language is not None and self.language != language:
            return False
        return nation is None or self.nation is None or self.nation == nation

    def made_for(self, age: Age | None, language: str | None) -> bool:
        """True when the line is there for just such a person: their language, or their age when that is known."""
        return (self.language is not None and self.language == language) or (bool(self.for_ages) and age is not None)


@dataclass(frozen=True, config=STRICT)
class Card:
    """What the urgent card says for one kind. `soft_intro` is for when it is about someone else or the past."""

    title: Annotated[Text, Field(max_length=60)]
    intro: Text
    soft_intro: Text
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _way_without_speaking(self) -> Self:
        if not any(contact.silent for contact in self.contacts):
            raise ValueError("contacts: name at least one way that needs no speaking, with 'silent: yes'")
        return self

    def contacts_for(self, age: Age | None, language: str | None, nation: str | None) -> tuple[Contact, ...]:
        """The contacts that take this person: emergency lines, then those made for them, then the others."""
        fit = [contact for contact in self.contacts if contact.takes(age, language, nation)]
        return tuple(sorted(fit, key=lambda one: 0 if one.emergency else 1 if one.made_for(age, language) else 2))


def card_from(written: Mapping[str, Any]) -> Card:
    """The card of a content file. Raises pydantic's ValidationError."""
    return Card(**{field: value for field, value in written.items() if field != "phrases"})
