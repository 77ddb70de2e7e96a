"""What an editor may write about a service, and what may be shown of it.

One `Service` is one file in `content/services/`. A fact that is not confirmed stays in the record, for the editors'
work-list, but the properties that begin with `shown_` leave it out: nothing else may be put before a person.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from finder.directory.values import Basis, Number, OpeningTimes, PartialDate, Record, Slug, Text, WebAddress, telephone_link

__all__ = ["PartialDate", "Phone", "Record", "Service", "Slug", "Text", "WebAddress", "telephone_link"]

HIDDEN_FLAGS = frozenset({"at-risk", "may-have-closed"})
NATIONAL = frozenset({"uk", "national-england-wales", "england", "wales"})
PRIVATE_SOURCES = frozenset({"mirror-or-copy", "none"})


class Phone(Record):
    number: Number
    basis: Basis
    free: bool | None = None

    @property
    def tel(self) -> str:
        return telephone_link(self.number)


class Written(Record):
    """A way to be reached in writing: an e-mail address or a relay number."""

    to: Text
    basis: Basis


class Sms(Written):
    """A number that takes texts, and the word to send where one is asked for."""

    say: Text | None = None


class Web(Record):
    address: WebAddress
    basis: Literal["page", "not-checked"]

    @property
    def host(self) -> str:
        return (urlsplit(self.address).hostname or "").removeprefix("www.")


class Contact(Record):
    phone: Phone | None = None
    relay: Written | None = None
    sms: Sms | None = None
    email: Written | None = None
    webchat: Web | None = None
    web: Web | None = None


class Ages(Record):
    """Whole years, both ends included; an absent end is open."""

    low: Annotated[int | None, Field(alias="from", ge=0, le=120)] = None
    high: Annotated[int | None, Field(alias="to", ge=0, le=120)] = None

    @model_validator(mode="after")
    def _in_order(self) -> Ages:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("the lower age is above the higher")
        return self


class Hours(Record):
    open: OpeningTimes
    basis: Basis


class Referral(Record):
    by_self: Annotated[bool | None, Field(alias="self")] = None
    by_professional: Annotated[bool | None, Field(alias="professional")] = None
    address: WebAddress | None = None


class Source(Record):
    address: WebAddress | None = None
    kind: Literal["own-site", "official", "third-party", "mirror-or-copy", "none"]
    seen: PartialDate | None = None


class Evidence(Record):
    field: Literal["phone", "url", "hours", "sms", "email", "languages", "ages", "name"]
    address: WebAddress
    seen: PartialDate | None = None


class Service(Record):
    """One support service, as its file says it. `id` is the file's name."""

    id: Slug
    name: Text
    organisation: Text | None = None
    description: Text
    crimes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    support: tuple[Slug, ...] = ()
    ages: Ages = Ages()
    only_for: tuple[Slug | tuple[Slug, ...], ...] = ()
    welcomes: tuple[Slug, ...] = ()
    called: Annotated[dict[Slug, Text], Field(default_factory=dict)]
    """Plainer names for a group on this service's card, such as Gypsy, Roma and Traveller people."""
    coverage: Annotated[tuple[Text, ...], Field(min_length=1)]
    languages: Annotated[tuple[Slug, ...], Field(min_length=1)]
    interpreters: bool | None = None
    contact: Contact = Contact()
    hours: Hours | None = None
    referral: Referral = Referral()
    cost: Text | None = None
    base: Text | None = None
    """The town it works from; never given for a refuge."""
    confidence: Literal["high", "medium", "low"]
    flag: Text | None = None
    source: Source
    evidence: tuple[Evidence, ...] = ()
    notes: Text | None = None
    """For editors; never shown."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_left_empty(cls, values: Any) -> Any:
        if isinstance(values, dict):
            empty = [key for key, value in values.items() if value == ""]
            if empty:
                raise ValueError(f"{', '.join(empty)}: left empty; take the line out instead")
        return values

    @model_validator(mode="after")
    def _a_refuge_has_no_place(self) -> Service:
        if self.base and "refuge" in self.support:
            raise ValueError("base: a service with a refuge must not say where it is")
        return self

    @property
    def listed(self) -> bool:
        """May people see it? Not when we doubt that it runs."""
        return self.confidence != "low" and self.flag not in HIDDEN_FLAGS

    @property
    def national(self) -> bool:
        return any(name in NATIONAL for name in self.coverage)

    @property
    def groups_it_is_for(self) -> tuple[str, ...]:
        """Every group named in `only_for`, each once."""
        return tuple(dict.fromkeys(g for entry in self.only_for for g in ((entry,) if isinstance(entry, str) else entry)))

    @property
    def shown_phone(self) -> Phone | None:
        phone = self.contact.phone
        return phone if phone and phone.basis == "page" else None

    @property
    def shown_hours(self) -> str | None:
        return self.hours.open if self.hours and self.hours.basis == "page" else None

    @property
    def shown_web(self) -> Web | None:
        """The web address; the reader is told when its basis is `not-checked`."""
        return self.contact.web

    @property
    def shown_source(self) -> str | None:
        return None if self.source.kind in PRIVATE_SOURCES else self.source.address

    @property
    def shown_sms(self) -> Sms | None:
        sms = self.contact.sms
        return sms if sms and sms.basis == "page" else None

    def shown_written(self, way: Literal["email", "relay"]) -> str | None:
        written: Written | None = getattr(self.contact, way)
        return written.to if written and written.basis == "page" else None

    @property
    def shown_webchat(self) -> str | None:
        chat = self.contact.webchat
        return chat.address if chat and chat.basis == "page" else None

    @property
    def checked(self) -> str | None:
        """The newest date that any of its facts was seen: '2025-01-30', '2025-01', '2025' or None (undated)."""
        dates = [e.seen for e in self.evidence if e.seen] + ([self.source.seen] if self.source.seen else [])
        return max(dates, default=None)

    def confirmed(self, field: str) -> bool:
        """Was this fact seen on a page?"""
        return any(e.field == field for e in self.evidence)
