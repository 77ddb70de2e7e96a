"""The Open Referral addresses in our OpenAPI description. The shapes are those of the published schemas, with our additions."""

from __future__ import annotations

from typing import Any

from finder.web import openapi
from finder.web.oruk_asked import UUID, parameters

BASE = "/api/oruk/v3"
_TEXT, _ID, _NUMBER = {"type": "string"}, {"type": "string", "format": "uuid"}, {"type": "number"}
_MOMENT, _COUNT, _YES_NO = {"type": "string", "format": "date-time"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
_WEB = {"type": "string", "format": "uri"}
_ROWS = {"type": "array", "items": {"type": "object", "required": ["id"], "properties": {"id": _ID}}}


def _shape(required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": {"id": _ID, **properties}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


SHAPES: dict[str, dict[str, Any]] = {
    "OrukDetails": {
        "type": "object",
        "required": ["version", "profile", "openapi_url"],
        "properties": {"version": _TEXT, "profile": _WEB, "openapi_url": _WEB},
    },
    "OrukService": _shape(
        "id",
        **dict.fromkeys(("slug", "name", "description", "email", "eligibility_description", "wait_time", "alert"), _TEXT),
        **dict.fromkeys(("application_process", "interpretation_services", "assured_date"), _TEXT),
        **dict.fromkeys(("phones", "schedules", "service_areas", "service_at_locations", "languages", "cost_options", "attributes"), _ROWS),
        **dict.fromkeys(("last_modified", "modified_date"), _MOMENT),
        additional_urls=_ROWS,
        organization_id=_ID,
        url=_WEB,
        status={"enum": ["active"]},
        minimum_age=_NUMBER,
        maximum_age=_NUMBER,
        organization=_ref("OrukOrganization"),
    ),
    "OrukOrganization": _shape(
        "id name description", name=_TEXT, description=_TEXT, services={"type": "array", "items": _ref("OrukService")}
    ),
    "OrukServiceAtLocation": _shape(
        "id service_id location",
        service_id=_ID,
        location_id=_ID,
        service=_ref("OrukService"),
        location=_shape("id location_type name", location_type={"enum": ["physical"]}, name=_TEXT, latitude=_NUMBER, longitude=_NUMBER),
    ),
    "OrukTaxonomy": _shape(
        "id name description", name=_TEXT, description=_TEXT, taxonomy_terms={"type": "array", "items": _ref("OrukTaxonomyTerm")}
    ),
    "OrukTaxonomyTerm": _shape(
        "id name description taxonomy taxonomy_id code", name=_TEXT, description=_TEXT, taxonomy=_TEXT, taxonomy_id=_ID, code=_TEXT
    ),
}
_PAGE: dict[str, Any] = {
    **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), _COUNT),
    **dict.fromkeys(("first_page", "last_page", "empty"), _YES_NO),
}
_PAGED, _SORTED = ("search", "page", "per_page", "format"), ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
COLLECTIONS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("services", "OrukService", (*_PAGED, *_SORTED, "minimal", "full"), ()),
    ("service_at_locations", "OrukServiceAtLocation", (*_PAGED, *_SORTED, "full", "postcode", "proximity"), ()),
    ("organizations", "OrukOrganization", (*_PAGED, "full", "full_service"), ("full_service",)),
    ("taxonomies", "OrukTaxonomy", _PAGED, ()),
    ("taxonomy_terms", "OrukTaxonomyTerm", (*_PAGED, "taxonomy_id", "top_only", "parent_id"), ()),
)
"""Each list: its name, the shape of its records, what it may be asked, and what one record may be asked."""


def describe() -> None:
    """Add every address to the description."""
    openapi.DESCRIPTION["components"]["schemas"] |= SHAPES
    openapi.add(f"{BASE}/", {"get": _operation("orukDetails", "Which standard this is", _answer(_ref("OrukDetails")), (), (503,))})
    for name, shape, asked, asked_of_one in COLLECTIONS:
        contents = {"type": "array", "items": _ref(shape)}
        listed = _answer({"type": "object", "required": [*_PAGE, "contents"], "properties": {**_PAGE, "contents": contents}})
        listed["content"]["application/x-ndjson"] = {"schema": _TEXT}
        openapi.add(f"{BASE}/{name}", {"get": _operation(f"oruk_{name}", f"A page of {name}", listed, asked, (400, 503))})
        one = _operation(f"oruk_{name}_one", f"One of {name}, whole", _answer(_ref(shape)), asked_of_one, (400, 404, 503))
        one["parameters"].append({"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": UUID}})
        openapi.add(f"{BASE}/{name}/{{id}}", {"get": one})


def _operation(name: str, summary: str, answer: dict[str, Any], asked: tuple[str, ...], wrong: tuple[int, ...]) -> dict[str, Any]:
    responses = {"200": answer, **openapi.errors(*wrong)}
    return {"operationId": name, "summary": summary, "parameters": parameters(*asked), "responses": responses}


def _answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": "Open Referral UK 3.0; fields that hold nothing are left out",
        "content": {"application/json": {"schema": schema}},
    }
