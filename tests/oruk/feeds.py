"""A feed of another directory, served by a real web server in a thread, that answers as each test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, bytes]
BASE = "/oruk"


@dataclass
class Feed:
    """`answer` takes a path and what was asked, and gives a status and bytes; `asked` is every address so far."""

    answer: Callable[[str, dict[str, str]], Answer]
    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[str, dict[str, str]], Answer]) -> Iterator[Feed]:
    feed = Feed(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feed.asked.append(self.path)
            parts = urlsplit(self.path)
            status, body = feed.answer(parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()})
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            # An answer that breaks off says that it is longer than it is.
            self.send_header("Content-Length", str(len(body) + (10 if body.endswith(BREAKS_OFF) else 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    feed.address = f"http://127.0.0.1:{server.server_port}{BASE}"
    try:
        yield feed
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


BREAKS_OFF = b"<breaks off>"


def record(number: int, **changes: Any) -> dict[str, Any]:
    """A service as many feeds have it, whole, in version 3.0."""
    return {
        "id": f"ac148810-d857-441c-9679-{number:012d}",
        "name": f"Example Service {number}",
        "description": "<p>Help after a crime,&nbsp;for anyone.</p>",
        "status": "active",
        "url": "https://example.org/help",
        "assured_date": "2025-03-01",
        "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Example Trust", "description": "A charity."},
        "service_areas": [{"id": "1", "name": "Plymouth City Council"}],
        "phones": [{"id": "2", "number": "020 7946 0000"}],
        "attributes": [{"id": "3", "taxonomy_term": {"id": "4", "name": "Hate crime", "description": ""}}],
        **changes,
    }


def older(number: int, **changes: Any) -> dict[str, Any]:
    """The same in version 1.0."""
    return {
        "id": f"old-{number}",
        "name": f"Older Service {number}",
        "description": "Help after a crime, for anyone.",
        "status": "active",
        "organization": {"id": "o", "name": "Example Trust"},
        "service_areas": [{"id": "1", "service_area": "Plymouth"}],
        "languages": [{"id": "l", "language": "Polish"}],
        "eligibilitys": [{"id": "e", "minimum_age": 11, "maximum_age": 18}],
        "contacts": [{"id": "c", "name": "Desk", "phones": [{"id": "p", "number": "020 7946 0000"}]}],
        "regular_schedules": [{"id": "s", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "17:00:00"}],
        "service_taxonomys": [{"id": "t", "taxonomy": {"id": "x", "name": "Hate crime", "vocabulary": "crime"}}],
        "service_at_locations": [{"id": "a", "location": {"id": "b", "name": "Hall", "physical_addresses": [{"city": "Plymouth"}]}}],
        **changes,
    }


def short(whole: dict[str, Any]) -> dict[str, Any]:
    """The short form that lists have: no lists in it."""
    return {key: value for key, value in whole.items() if not isinstance(value, list)}


def pages(records: list[Any], size: int = 2, version: str = "3.0") -> Callable[[str, dict[str, str]], Answer]:
    """A well-behaved feed of these records, paged, with each by its id."""
    names = ("contents", "total_pages", "last_page") if version == "3.0" else ("content", "totalPages", "last")
    by_id = {record["id"]: record for record in records if isinstance(record, dict) and "id" in record}

    def answer(path: str, asked: dict[str, str]) -> Answer:
        if path in (BASE, f"{BASE}/"):
            details = {"version": "HSDS-UK-3.0", "profile": "https://example.org/", "openapi_url": "https://example.org/"}
            return (200, json.dumps(details).encode()) if version == "3.0" else (200, b"{}")
        if path == f"{BASE}/services":
            number, total = int(asked.get("page", "1")), max(1, -(-len(records) // size))
            own = records[(number - 1) * size : number * size]
            return 200, json.dumps({names[0]: own, names[1]: total, names[2]: number >= total}).encode()
        wanted = path.rpartition("/")[2]
        return (200, json.dumps(by_id[wanted]).encode()) if wanted in by_id else (404, b"{}")

    return answer
