"""What a worker asks before they refer: who may, when, how long it takes, and who is better helped elsewhere.

All of it is optional. What a record does not say is not known, and people are told to ask.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from finder.directory.values import PartialDate, Record, Slug, Text, WebAddress

Reach = Literal["in-person", "phone", "online", "outreach"]
"""How a service works with people; outreach is going to where they are."""

Risk = Literal["standard", "medium", "high"]
Referrer = Literal[
    "any-professional", "police", "health", "social-care", "education", "housing", "probation", "courts", "charities", "family"
]
"""Who may refer; family is anyone who is not at work, such as a parent or a friend."""

OnReferring = Literal[
    "referral", "cannot_help", "by_and_for", "reach", "risk", "after_referral", "shares_data_with", "under18_confidentiality"
]
"""Facts for workers that a line of evidence confirms; `capacity` names its own source."""


def _weeks_or_words(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


Wait = Annotated[Annotated[int, Field(ge=0, le=260)] | Text, BeforeValidator(_weeks_or_words)]
"""Whole weeks as a number; anything else in words."""


class Referral(Record):
    by_self: Annotated[bool | None, Field(alias="self")] = None
    by_professional: Annotated[bool | None, Field(alias="professional")] = None
    who: tuple[Referrer, ...] = ()
    thresholds: Text | None = None
    """What must be so before a referral is taken, such as a score or a level of need."""
    address: WebAddress | None = None

    @model_validator(mode="after")
    def _somebody_may(self) -> Referral:
        if self.by_professional is False and set(self.who) - {"family"}:
            raise ValueError("it names who may refer, and says that no professional may; take one out")
        return self


class Capacity(Record):
    """Whether it takes referrals now, and how long people wait, on the day this was seen."""

    taking_referrals: bool | None = None
    wait: Wait | None = None
    seen: PartialDate
    """Needed: this changes from month to month, and is shown with its date."""
    address: WebAddress | None = None
    told: Literal["phone", "email", "in-person"] | None = None
    """How the service said it, when it is on no page."""

    @model_validator(mode="after")
    def _says_something_and_from_where(self) -> Capacity:
        if self.taking_referrals is None and self.wait is None:
            raise ValueError("write taking_referrals or wait, or take it out")
        if not self.address and not self.told:
            raise ValueError("write the address of the page that says it, or how you were told")
        return self


class CannotHelp(Record):
    """Whom it turns away, in plain words, and the services that take them instead."""

    text: Text
    instead: tuple[Slug, ...] = ()
