"""The shapes of the API: what may be sent and what comes back. The OpenAPI description is made from these.

They are a contract that others build on: a field is never taken away, and a list is always a list.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MOST_A_PAGE = 50


def _no_bool(value: Any) -> Any:
    """JSON's true is no number."""
    if isinstance(value, bool):
        raise ValueError("write a whole number")
    return value


Whole = Annotated[int, BeforeValidator(_no_bool)]
Words = Annotated[list[str], Field(max_length=50)]


class FindRequest(BaseModel):
    """What is looked for. All of it may be left out. `language` is the one help is wanted in, `lang` that of the answer."""

    model_config = ConfigDict(strict=True, extra="ignore", populate_by_name=True)

    q: str | None = None
    crime: Words | None = None
    age: Whole | Annotated[list[Whole], Field(min_length=2, max_length=2)] | None = None
    language: str | None = None
    place: str | None = None
    for_: Annotated[Words | None, Field(alias="for")] = None
    support: Words | None = None
    referral: str | None = None
    page: Whole | None = None
    per_page: Whole | None = None
    lang: str | None = None


class Answer(BaseModel):
    model_config = ConfigDict(populate_by_name=True)


class PhoneOut(Answer):
    display: str
    tel: str


class WhyOut(Answer):
    code: str
    text: str


class ServiceOut(Answer):
    """A service. `checked` is the date its facts were last seen; `open_now` is null when that is not known."""

    id: str
    name: str
    description: str
    crime_types: list[str]
    coverage: list[str]
    phone: PhoneOut | None
    url: str | None
    open_now: bool | None
    distance_km: float | None
    only_for: list[str]
    why: list[WhyOut]
    checked: str | None


class FacetOut(Answer):
    value: str
    label: str
    count: int


class UrgentContactOut(Answer):
    label: str
    phone: str | None
    tel: str | None
    sms: str | None
    url: str | None
    note: str | None


class UrgentOut(Answer):
    kind: Literal["danger", "suicide", "child", "medical"]
    soft: bool
    contacts: list[UrgentContactOut]


class PlaceOut(Answer):
    label: str
    districts: list[str]
    force: str | None


class PlaceChoiceOut(Answer):
    code: str
    label: str


class NoticeOut(Answer):
    field: str
    code: str
    text: str


class FindAnswer(Answer):
    """One page of services. `always` are national services that are not in `results`; it is never empty."""

    total: int
    page: int
    results: list[ServiceOut]
    always: list[ServiceOut]
    facets: dict[str, list[FacetOut]]
    urgent: list[UrgentOut]
    place: PlaceOut | None
    place_choices: list[PlaceChoiceOut]
    notices: list[NoticeOut]
    suggestion: str | None
    rights: list[str]


class ErrorBody(Answer):
    code: str
    message: str
    field: str | None


class ErrorAnswer(Answer):
    error: ErrorBody


class Live(Answer):
    live: bool


class Ready(Answer):
    ready: bool
    index: str | None
    services: int
    assistant: Literal["ready", "starting", "down"]
