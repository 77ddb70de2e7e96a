"""What the API cannot read is told in a sentence, as JSON, with the field that must change."""

from __future__ import annotations

import pytest

from tests.visitor import Visitor
from tests.web.described import matches


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (b"{", 400, "not-json", None),
        (b"", 400, "not-json", None),
        (b"[]", 400, "not-json", None),
        (b'"x"', 400, "not-json", None),
        (b"\xff\xfe", 400, "not-json", None),
        (b'{"q": 5}', 400, "wrong-type", "q"),
        (b'{"crime": "fgm"}', 400, "wrong-type", "crime"),
        (b'{"crime": [1]}', 400, "wrong-type", "crime"),
        (b'{"age": "17"}', 400, "wrong-type", "age"),
        (b'{"age": true}', 400, "wrong-type", "age"),
        (b'{"age": [1, 2, 3]}', 400, "wrong-type", "age"),
        (b'{"age": 17.5}', 400, "wrong-type", "age"),
        (b'{"for": {}}', 400, "wrong-type", "for"),
        (b'{"page": "1"}', 400, "wrong-type", "page"),
        (b'{"place": ["Leeds"]}', 400, "wrong-type", "place"),
        (b'{"lang": 5}', 400, "wrong-type", "lang"),
        (b'{"q": "' + b"x" * 20_000 + b'"}', 413, "too-large", None),
    ],
)
def test_what_is_of_the_wrong_kind_is_told_in_a_sentence(client: Visitor, body: bytes, status: int, code: str, field: str | None) -> None:
    response = client.post("/api/find", data=body, content_type="application/json")
    assert response.status_code == status
    error = matches(client, response)["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"].endswith(".")


def test_anything_but_json_is_turned_away(client: Visitor) -> None:
    for content_type in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""):
        response = client.post("/api/find", data=b'{"q": "x"}', content_type=content_type)
        assert response.status_code == 415
        assert matches(client, response)["error"]["code"] == "not-json"


@pytest.mark.parametrize("query", ["page=x", "per_page=", "age=old", "age=1&age=2&age=3", "age=17&age=x", "page=1.5"])
def test_what_is_no_number_in_an_address_is_told_in_a_sentence(client: Visitor, query: str) -> None:
    response = client.get(f"/api/find?{query}")
    assert response.status_code == 400
    assert matches(client, response)["error"]["field"] == query.partition("=")[0]


def test_a_wrong_address_or_method_is_told_as_json(client: Visitor) -> None:
    gone, wrong = client.get("/api/lost"), client.delete("/api/find")
    assert [r.status_code for r in (gone, wrong)] == [404, 405]
    assert [r.get_json()["error"]["code"] for r in (gone, wrong)] == ["not-found", "method-not-allowed"]
    assert {"GET", "POST"} <= {name.strip() for name in wrong.headers["Allow"].split(",")}
    assert all(r.get_json()["error"].keys() == {"code", "message", "field"} for r in (gone, wrong))
