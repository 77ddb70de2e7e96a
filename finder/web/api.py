"""The public API: `/api/find` and its description. Others build on it; see `api_models` for its shapes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

from finder.directory import hours
from finder.directory.content import NOT_CRIME_TYPES
from finder.directory.model import Service
from finder.directory.search import Results, search
from finder.needs import OLDEST, Age, Needs, Notice
from finder.web import choices, counting, language, openapi, sentences, urgent, words
from finder.web import forms as form_fields
from finder.web.api_models import MOST_A_PAGE, FindAnswer, FindRequest
from finder.web.errors import BadRequest
from finder.web.forms import Asked
from finder.web.state import built
from finder.web.words import gettext

rooms = Blueprint("api", __name__, url_prefix="/api")

PER_PAGE = 10
_WHOLE = re.compile(r"-?[0-9]{1,1000}")
BY_CODE_ONLY = ("q",)
"""Never taken from an address, where it would be kept by browsers and servers on the way."""


@rooms.get("/openapi.json")
def description() -> Response:
    return jsonify(openapi.DESCRIPTION)


@rooms.post("/find")
def find_by_post() -> Response:
    sent = request.get_json(silent=True, cache=False) if request.is_json else None
    if not request.is_json:
        raise BadRequest(415, "not-json", None)
    if not isinstance(sent, dict):
        raise BadRequest(400, "not-json", None)
    speak(sent.get("lang"))
    return _answer(_checked(sent), [])


@rooms.get("/find")
def find_by_get() -> Response:
    """By codes alone: lists by repeating a name, a place by its code."""
    given = request.args
    ignored = [Notice(name, "not-in-address") for name in BY_CODE_ONLY if name in given]
    sent: dict[str, Any] = {name: given.get(name) for name in ("language", "place", "referral", "lang") if name in given}
    sent |= {name: given.getlist(name) for name in ("crime", "for", "support") if name in given}
    for name in ("age", "page", "per_page"):
        numbers = [int(value) if _WHOLE.fullmatch(value) else value for value in given.getlist(name)]
        if numbers:
            sent[name] = numbers if name == "age" and len(numbers) > 1 else numbers[0]
    if (code := sent.get("place")) and built().directory.content.places.by_code(code) is None:
        del sent["place"]
        ignored.append(Notice("place", "unknown-code"))
    speak(sent.get("lang"))
    return _answer(_checked(sent), ignored)


def speak(lang: Any) -> None:
    """Answer in `lang`, or in English where it is not offered; what is wrong with the call is said in it too."""
    words.speak(lang if isinstance(lang, str) and lang in language.offered() else language.ENGLISH)


def _checked(sent: dict[str, Any]) -> FindRequest:
    try:
        return FindRequest.model_validate(sent)
    except ValidationError as error:
        raise BadRequest(400, "wrong-type", str(error.errors(include_input=False)[0]["loc"][0])) from None


def _answer(wanted: FindRequest, ignored: list[Notice]) -> Response:
    page = 1 if wanted.page is None else wanted.page
    per_page = PER_PAGE if wanted.per_page is None else wanted.per_page
    if page < 1:
        page, ignored = 1, [*ignored, Notice("page", "out-of-range")]
    if not 1 <= per_page <= MOST_A_PAGE:
        per_page, ignored = max(1, min(per_page, MOST_A_PAGE)), [*ignored, Notice("per_page", "out-of-range")]
    needs, notices = _needs(wanted)
    results = search(built().directory, needs, page, per_page)
    counting.search(needs)
    notices = [*ignored, *notices, *needs.notices, *results.notices]
    answer = FindAnswer.model_validate(
        {
            "total": results.total,
            "page": page,
            "results": [service(service_id, results) for service_id in results.ids],
            "always": [service(service_id, results) for service_id in results.always],
            "facets": _facets(needs, results),
            "urgent": [urgent.as_data(card) for card in urgent.cards(needs)],
            "place": _place(needs),
            "place_choices": [{"code": place.code, "label": place.label} for place in needs.place_choices],
            "notices": [notice(said) for said in notices],
            "suggestion": (choices.suggestion(needs, results) or {}).get("text"),
            "rights": needs.rights,
        }
    )
    return jsonify(answer.model_dump())


def _needs(wanted: FindRequest) -> tuple[Needs, list[Notice]]:
    """The needs of a request, by the same reading as the form's; an age out of range is left out and said."""
    asked = Asked(
        q=(wanted.q or "").replace("\0", " ").strip(),
        place=(wanted.place or "").strip(),
        place_code=(wanted.place or "").strip(),
        language=wanted.language or "",
        referral=wanted.referral or "",
        crime=tuple(wanted.crime or ()),
        groups=tuple(wanted.for_ or ()),
        support=tuple(wanted.support or ()),
    )
    age, wrong = _age(wanted.age)
    read = form_fields.read(asked, built(), Needs(age=age))
    return read.needs, [*read.errors, *wrong]


def _age(given: int | list[int] | None) -> tuple[Age | None, list[Notice]]:
    if given is None:
        return None, []
    low, high = (given, given) if isinstance(given, int) else (min(given), max(given))
    if not 1 <= low <= high <= OLDEST:
        return None, [Notice("age", "out-of-range")]
    return Age(low, high), []


def service(service_id: str, results: Results) -> dict[str, Any]:
    """A service as the API gives it; why it is shown and how far away it is come from `results`."""
    content = built().directory.content
    record: Service = built().directory.service(service_id)
    phone, web = record.shown_phone, record.shown_web
    return {
        "id": record.id,
        "name": record.name,
        "description": gettext(record.description),
        "crime_types": [slug for slug in record.crimes if slug not in NOT_CRIME_TYPES],
        "coverage": record.coverage,
        "phone": {"display": phone.number, "tel": phone.tel} if phone else None,
        "url": web.address if web else None,
        "open_now": hours.opening(record.shown_hours, datetime.now(UTC)).open,
        "distance_km": results.distance_km.get(service_id),
        "only_for": list(record.groups_it_is_for),
        "why": [{"code": why.code, "text": sentences.reason(content, why)} for why in results.reasons.get(service_id, ())],
        "checked": record.checked,
    }


def _facets(needs: Needs, results: Results) -> dict[str, list[dict[str, Any]]]:
    """The choices of the form; those that find nothing are left out."""
    rows = choices.of(needs, results)
    return {
        name: [{"value": row["value"], "label": row["label"], "count": row["count"]} for row in rows[name] if row["count"]] for name in rows
    }


def _place(needs: Needs) -> dict[str, Any] | None:
    if needs.place is None:
        return None
    return {"label": needs.place.label, "districts": needs.place.districts, "force": needs.place.force}


def notice(said: Notice) -> dict[str, str]:
    return {"field": said.field, "code": said.code, "text": sentences.notice(built().directory.content, said)}
