"""What an editor may write about a service, and what may be shown of it.

One `Service` is one file in `content/services/`. A fact that is not confirmed stays in the record, for the editors'
work-list, but the properties that begin with `shown_` leave it out: nothing else may be put before a person.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from finder.directory.contact import Contact, Phone, Sms, Web, Written
from finder.directory.referring import CannotHelp, Capacity, OnReferring, Reach, Referral, Risk
from finder.directory.values import Basis, OpeningTimes, PartialDate, Record, Slug, Text, WebAddress, telephone_link

__all__ = ["PartialDate", "Phone", "Record", "Service", "Slug", "Sms", "Text", "WebAddress", "telephone_link"]

HIDDEN_FLAGS = frozenset({"at-risk", "may-have-closed"})
NATIONAL = frozenset({"uk", "national-england-wales", "england", "wales"})
PRIVATE_SOURCES = frozenset({"mirror-or-copy", "none"})


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


class Source(Record):
    address: WebAddress | None = None
    kind: Literal["own-site", "official", "third-party", "mirror-or-copy", "none"]
    seen: PartialDate | None = None
    record: Text | None = None
    """Its id in the feed that it was imported from."""


class Evidence(Record):
    field: Literal["phone", "url", "hours", "sms", "email", "languages", "ages", "name"] | OnReferring
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
    capacity: Capacity | None = None
    cannot_help: CannotHelp | None = None
    by_and_for: tuple[Slug, ...] = ()
    """Groups that run it for themselves, such as a service led by deaf people for deaf people."""
    reach: tuple[Reach, ...] = ()
    """All the ways it works with people. Left out when that is not known; see `known_reach`."""
    risk: tuple[Risk, ...] = ()
    """The levels of risk it takes, as workers rate them."""
    after_referral: Text | None = None
    shares_data_with: Text | None = None
    under18_confidentiality: Text | None = None
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
    def known_reach(self) -> tuple[Reach, ...]:
        """How it works with people: as its record says or, where it does not, what its confirmed contacts show.

        Without `reach` in the record, a way that is not named here is not known; it does not mean no.
        """
        follows: dict[Reach, bool] = {
            "in-person": "refuge" in self.support,
            "phone": "helpline" in self.support and self.shown_phone is not None,
            "online": self.shown_webchat is not None,
        }
        return self.reach or tuple(way for way, known in follows.items() if known)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence of the record that people read and translators translate, each once."""
        wait = self.capacity.wait if self.capacity and isinstance(self.capacity.wait, str) else None
        cannot = self.cannot_help.text if self.cannot_help else None
        on_referring = (self.referral.thresholds, wait, cannot, self.after_referral, self.shares_data_with, self.under18_confidentiality)
        return tuple(dict.fromkeys(text for text in (self.description, *self.called.values(), *on_referring) if text))

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
