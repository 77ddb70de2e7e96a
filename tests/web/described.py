"""The API as its own description has it: answers are held against it."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
from werkzeug.test import TestResponse

from tests.visitor import Visitor


def matches(visitor: Visitor, response: TestResponse) -> Any:
    """The JSON of an answer, after it was held against the description of its address, method and status."""
    description = visitor.get("/api/openapi.json").get_json()
    operation = description["paths"][_path(description, response.request.path)][response.request.method.lower()]
    status = str(response.status_code)
    assert status in operation["responses"], f"{response.request.method} {response.request.path}: {status} is not described"
    schema = operation["responses"][status]["content"]["application/json"]["schema"]
    assert response.mimetype == "application/json"
    answer = response.get_json()
    jsonschema_rs.validator_for({**schema, "components": description["components"]}).validate(answer)
    return answer


def _path(description: dict[str, Any], path: str) -> str:
    if path in description["paths"]:
        return path
    return next(known for known in description["paths"] if "{" in known and path.startswith(known.partition("{")[0]))
