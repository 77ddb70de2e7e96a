"""The kinds of value a record may hold, each with the check that an editor's typing goes through."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

import opening_hours
import phonenumbers
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Basis = Literal["page", "unconfirmed"]
"""`page`: seen on a published page. Only these are shown."""

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("https", "http") or not parts.hostname or " " in value:
        raise ValueError("write a whole web address that starts with https://")
    return value


def _partial_date(value: str) -> str:
    """A day, a month or a year ('2025-01-30', '2025-01', '2025') that is not in the future."""
    parts = [int(part) for part in value.split("-")] if _DATE.fullmatch(value) else []
    try:
        whole = date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        raise ValueError("write the date as 2025, 2025-01 or 2025-01-30") from None
    if whole > date.today():
        raise ValueError("this date is in the future")
    return value


def _phone(value: str) -> str:
    telephone_link(value)
    return value


def _hours(value: str) -> str:
    if not opening_hours.validate(value):
        raise ValueError("write the hours in the OpenStreetMap way, such as Mo-Fr 09:00-17:00")
    return value


def telephone_link(number: str) -> str:
    """The `tel:` target of a number as printed: '+44...' for ordinary ones, the digits alone for short ones.

    Raises ValueError when the number is none that can be rung in the United Kingdom.
    """
    digits, _, extension = number.lower().partition("ext")
    bare = digits.replace(" ", "")
    if bare.isascii() and bare.isdigit() and len(bare) <= 6 and bare[0] != "0":  # no +44 form exists
        return bare
    try:
        parsed = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        raise ValueError("this is not a phone number") from None
    # Whole numbers only: one without its area code is "possible" too. Childline's, though short, is whole.
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError("this phone number is too long or too short")
    link = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return f"{link};ext={extension.strip(' .')}" if extension else link


WebAddress = Annotated[str, AfterValidator(_web_address)]
PartialDate = Annotated[str, AfterValidator(_partial_date)]
Number = Annotated[Text, AfterValidator(_phone)]
OpeningTimes = Annotated[Text, AfterValidator(_hours)]


class Record(BaseModel):
    """The base of everything read from content: no unknown fields, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
