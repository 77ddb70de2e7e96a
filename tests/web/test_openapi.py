"""The API's own description, tried against the running parts: every request it allows is answered as it says."""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings

from finder.web import openapi, site
from tests.visitor import Visitor

assert site  # Every room adds itself to the description.
described = schemathesis.openapi.from_dict(openapi.DESCRIPTION)


@described.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_request_that_the_description_allows_is_answered_as_it_says(case: Any, app: Flask) -> None:
    case.call_and_validate(app=app, headers={"Accept-Encoding": "identity"})


def test_the_description_names_every_address_of_the_api(client: Visitor, app: Flask) -> None:
    described = client.get("/api/openapi.json").get_json()["paths"]
    there = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/health/"))
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, operations in described.items() for method in operations} == there


def test_every_operation_says_what_it_is_and_every_field_is_named(client: Visitor) -> None:
    description = client.get("/api/openapi.json").get_json()
    assert description["openapi"].startswith("3.1")
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    wanted = {"q", "crime", "age", "language", "place", "for", "support", "referral", "page", "per_page", "lang"}
    assert description["components"]["schemas"]["FindRequest"]["properties"].keys() == wanted
    by_codes = {parameter["name"] for parameter in description["paths"]["/api/find"]["get"]["parameters"]}
    assert by_codes == wanted - {"q"}
