"""The OpenAPI description of the API, made from the models that its answers are checked against."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from finder.web.api_models import ErrorAnswer, FindAnswer, FindRequest, Live, Ready

_REF = "#/components/schemas/{model}"
_, _SCHEMAS = models_json_schema(
    [(model, "serialization") for model in (FindAnswer, ErrorAnswer, Live, Ready)] + [(FindRequest, "validation")],
    ref_template=_REF,
    by_alias=True,
)
_LISTS = ("crime", "for", "support")
_WORDS = ("language", "place", "referral", "lang")
_NUMBERS = ("page", "per_page")


def _json(model: type[BaseModel], description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}}


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def errors(*codes: int) -> dict[str, Any]:
    return {str(code): _json(ErrorAnswer, "What is wrong, in a plain sentence") for code in codes}


DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Waymark",
        "version": "1",
        "description": "Find support services for victims of crime in England and Wales. Words that a person typed are sent by "
        "POST only; no answer may be kept.",
    },
    "paths": {
        "/api/find": {
            "post": {
                "operationId": "find",
                "summary": "Services that take this person",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": _REF.format(model="FindRequest")}}},
                },
                "responses": {"200": _json(FindAnswer, "Services, best first"), **errors(400, 413, 415, 503)},
            },
            "get": {
                "operationId": "findByCodes",
                "summary": "The same by codes alone; typed words are never read from an address",
                "parameters": [
                    *(_parameter(name, {"type": "array", "items": {"type": "string"}}) for name in _LISTS),
                    *(_parameter(name, {"type": "string"}) for name in _WORDS),
                    *(_parameter(name, {"type": "integer"}) for name in _NUMBERS),
                    _parameter("age", {"type": "array", "items": {"type": "integer"}, "maxItems": 2}),
                ],
                "responses": {"200": _json(FindAnswer, "Services, best first"), **errors(400, 503)},
            },
        },
        "/api/openapi.json": {
            "get": {
                "operationId": "description",
                "responses": {"200": {"description": "This description", "content": {"application/json": {"schema": {"type": "object"}}}}},
            }
        },
        "/health/live": {"get": {"operationId": "live", "responses": {"200": _json(Live, "The site is up")}}},
        "/health/ready": {
            "get": {
                "operationId": "ready",
                "responses": {"200": _json(Ready, "It can be used"), "503": _json(Ready, "There is no directory yet")},
            }
        },
    },
    "components": {"schemas": _SCHEMAS["$defs"]},
}


def posting(asked: type[BaseModel], answered: type[BaseModel], name: str, summary: str, wrong: tuple[int, ...]) -> dict[str, Any]:
    """An operation that takes JSON by POST and answers with JSON; the models join the description."""
    _, schemas = models_json_schema([(answered, "serialization"), (asked, "validation")], ref_template=_REF, by_alias=True)
    DESCRIPTION["components"]["schemas"] |= schemas["$defs"]
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": _REF.format(model=asked.__name__)}}}},
        "responses": {"200": _json(answered, summary), **errors(*wrong)},
    }


def add(path: str, operations: dict[str, Any]) -> None:
    """Describe one more address."""
    DESCRIPTION["paths"][path] = operations
