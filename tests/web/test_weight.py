"""Weight on a slow phone: what crosses the network for a first view, and for the next."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import brotli
import pytest

from finder.rights.easy import HOME, NAMES
from finder.web.easy import code_of
from tests import page as pages
from tests.serving import Server

FIRST_HTML, FIRST_VIEW, SECOND_VIEW = 14 * 1024, 45 * 1024, 10 * 1024
REQUESTS = 5


class Phone:
    """Counts bytes as they come, headers included, and keeps what may be kept."""

    def __init__(self, server: Server, encoding: str) -> None:
        self.server, self.encoding = server, encoding
        self.kept: set[str] = set()

    def get(self, path: str, method: str = "GET", body: str | None = None) -> tuple[int, bytes, http.client.HTTPMessage]:
        """Bytes on the wire, the body as it came, the headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Accept-Encoding": self.encoding, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        raw = response.read()
        connection.close()
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        return head + len(raw), raw, response.headers

    def view(self, path: str) -> tuple[int, int, int]:
        """A page as a phone loads it: bytes of the HTML, bytes of everything, requests."""
        html, raw, headers = self.get(path)
        assert headers["Content-Encoding"] == self.encoding
        total, requests = html, 1
        for address in self._needed(self._unpacked(raw)):
            if address not in self.kept:
                weight, _, headers = self.get(address)
                total, requests = total + weight, requests + 1
                if "immutable" in headers["Cache-Control"]:
                    self.kept.add(address)
        return html, total, requests

    def _unpacked(self, raw: bytes) -> str:
        unpack = brotli.decompress if self.encoding == "br" else gzip.decompress
        return str(unpack(raw).decode())

    def _needed(self, html: str) -> Iterator[str]:
        page = pages.read(html)
        yield from (str(link.get("href")) for link in page.all("link") if link.get("rel") in ("stylesheet", "icon", "prefetch"))
        yield from (str(script.get("src")) for script in page.all("script") if script.get("src"))


@pytest.fixture
def found(server: Server) -> str:
    """A page of results, with all that may be on one."""
    _, _, headers = Phone(server, "br").get(
        "/find", "POST", urlencode({"q": "domestic abuse", "age": "17", "language": "pl", "place": "PL4"})
    )
    return headers["Location"].partition("#")[0]


EASY = [f"/easy/{code_of(name)}" for name in NAMES if name != HOME]
ROOMS = ["/", "/find", "/workers", "/safety", "/chat", "/guide", "/ar/", "/bsl", "/ar/bsl", "/easy", *EASY, "found"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("room", ROOMS)
def test_a_first_view_is_light(server: Server, found: str, room: str, encoding: str) -> None:
    html, total, requests = Phone(server, encoding).view(found if room == "found" else room)
    assert html <= FIRST_HTML
    assert total <= FIRST_VIEW
    assert requests <= REQUESTS


@pytest.mark.parametrize("room", ROOMS)
def test_a_second_view_is_lighter_still(server: Server, found: str, room: str) -> None:
    phone = Phone(server, "br")
    phone.view("/find")
    phone.view("/about" if room != "/about" else "/")
    _, total, requests = phone.view(found if room == "found" else room)
    assert total <= SECOND_VIEW
    assert requests <= 2


def test_a_change_of_filter_sends_a_part_and_not_the_page(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Accept-Encoding": "br", "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/find", urlencode({"q": "stalking", "place": "Leeds"}), headers)
    part = connection.getresponse()
    size = len(part.read())
    connection.close()
    assert part.headers["Content-Encoding"] == "br"
    assert size <= SECOND_VIEW


def test_an_answer_of_the_api_is_packed(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", "/api/find", json.dumps({}), {"Accept-Encoding": "gzip", "Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.headers["Content-Encoding"] == "gzip"


def test_no_letter_shapes_are_loaded(server: Server) -> None:
    for room in ROOMS[:-1]:
        _, raw, _ = Phone(server, "identity").get(room)
        sheet = next(str(link.get("href")) for link in pages.read(raw.decode()).all("link") if link.get("rel") == "stylesheet")
        _, css, _ = Phone(server, "identity").get(sheet)
        assert b"@font-face" not in css
        assert b"url(" not in css
