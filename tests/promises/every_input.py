"""Every way in: each address with each of its parts, each field of each form, the API, and the lines of a request's head."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Flask
from werkzeug.routing import Rule

from finder.directory.content import short_code
from finder.rights.model import IDS
from finder.web.rights_codes import code as code_of
from tests.promises.left_behind import Canaries
from tests.serving import Server

FIELDS = (
    "q", "q_was", "place", "place_was", "place_code", "age", "language", "crime", "for", "support", "referral", "remove", "without",
    "suggestion", "page", "do", "pick", "not", "who", "risk", "wait", "taking", "reach", "sort", "message", "choice", "say", "kind",
    "day", "month", "year", "code", "0", "1", "2",
)  # fmt: skip
"""Of every form of the site, and of none: each is sent to each address that takes a form."""

JSON_FIELDS = ("q", "place", "language", "referral", "lang", "message", "choice", "conversation", "crime", "for", "support", "age")
QUERY = ("q", "place", "s", "lang", "crime", "text", "postcode", "taxonomy_term_id", "page", "modified_after", "anything")
HEAD = (
    "User-Agent", "Referer", "Cookie", "X-Forwarded-For", "X-Forwarded-Host", "X-Request-ID", "Forwarded", "Accept-Language", "From",
    "Authorization", "HX-Current-URL", "HX-Target", "HX-Prompt", "Origin", "If-None-Match", "Traceparent", "X-Anything",
)  # fmt: skip
PART = re.compile(r"<(?:[^:>]*:)?(\w+)>")
"""A part of a route's address."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Sender:
    """Sends requests to a running site, each with a word of its own in every place that can hold one.

    `given_back`: the inputs whose word came back in the head of an answer, where browsers and proxies keep it.
    """

    def __init__(self, server: Server, canaries: Canaries) -> None:
        self._port = server.port
        self.canaries = canaries
        self.given_back: list[str] = []

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "", **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=40)
        try:
            given = {name: self.canaries.new(f"the line {name} of {method} {path}") for name in HEAD}
            line.request(method, path, body or None, {**given, **({"Content-Type": kind} if kind else {}), **headers})
            response = line.getresponse()
            head = str(response.headers)
            for word in re.findall(r"[a-z]{18,}", path):  # an address may lead on to another with the same part
                head = head.replace(word, "")
            self.given_back += self.canaries.found_in(head.encode())
            return Answer(response.status, response.headers, response.read())
        finally:
            line.close()

    def form(self, path: str, script: bool = False, /, **fields: str) -> Answer:
        """Post a form; the page that the redirect leads to, where there is one."""
        headers = {"HX-Request": "true"} if script else {}
        answer = self.send("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded", **headers)
        return self.send("GET", answer.headers["Location"].partition("#")[0]) if answer.status == 303 else answer

    def json(self, path: str, **fields: object) -> Answer:
        return self.send("POST", path, json.dumps(fields).encode(), "application/json")

    def every_field(self, path: str) -> dict[str, str]:
        return {name: f"my ex {self.canaries.new(f'the field {name} at {path}')} hits me" for name in FIELDS}


def talk(sender: Sender) -> Iterator[Answer]:
    """What goes on to the assistant: the talk's page with and without script, the API, and the end of each."""
    word = sender.canaries.new
    message = f"my ex {word('the talk')} hits me"
    began = sender.send("POST", "/chat", urlencode({"message": message}).encode(), "application/x-www-form-urlencoded")
    at = began.headers["Location"].partition("#")[0]
    yield sender.send("GET", at)
    yield sender.form(at, message=f"i live near {word('the second message')} street in leeds")
    yield sender.form(at, True, message=f"{word('a message in place')} call me on 07700 900123")
    yield sender.form(at, choice=word("a choice"))
    yield sender.form(f"{at}/end", message=word("the end of a talk"))
    answer = sender.json("/api/chat", message=f"someone called {word('the API of the talk')} stole my bag")
    yield answer
    key = json.loads(answer.body)["conversation"]
    yield sender.json("/api/chat", message=f"i am 16 and {word('the API of the talk, again')} knows", conversation=key)
    yield sender.send("DELETE", f"/api/chat/{key}")


def searches(sender: Sender, paths: tuple[str, ...] = ("/find",)) -> Iterator[Answer]:
    """The forms as they are filled in."""
    for path in paths:
        for script in (False, True):
            typed, place = (sender.canaries.new(f"{name} at {path}") for name in ("the search box", "the place box"))
            yield sender.form(path, script, q=f"{typed} stalking", place=place, age="17")
    yield sender.json(
        "/api/find", q=f"{sender.canaries.new('the API of the finder')} fraud", place=sender.canaries.new("a place by the API")
    )


def every_route(app: Flask, sender: Sender) -> Iterator[Answer]:
    """Each address with a word in each of its parts, in its query, its form and its JSON."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments.isdisjoint({"lang"})]
    for rule in rules:
        for path in _paths(rule, sender.canaries) if rule.arguments else (rule.rule,):
            query = urlencode({name: sender.canaries.new(f"{name} in the query of {rule.endpoint}") for name in QUERY})
            yield sender.send("GET", f"{path}?{query}")
            if "POST" in (rule.methods or ()):
                yield sender.form(path, **sender.every_field(path))
                yield sender.form(path, True, **sender.every_field(path))
                yield sender.json(path, **{name: sender.canaries.new(f"{name} in the JSON of {path}") for name in JSON_FIELDS})
            if "DELETE" in (rule.methods or ()):
                yield sender.send("DELETE", path)


def _paths(rule: Rule, canaries: Canaries) -> Iterator[str]:
    """The address of a route with a word in each part, and with parts that lead somewhere."""
    leads = {
        "code": code_of("deadline", "compensation") if rule.endpoint.startswith("rights") else short_code("childline"),
        "codes": short_code("childline"), "version": "0", "name": "about", "size": "large", "step": "agreed",
    }  # fmt: skip

    def word(part: re.Match[str]) -> str:
        return quote(f"{canaries.new(f'the address of {rule.endpoint}')} kühn")

    yield PART.sub(word, rule.rule)
    yield PART.sub(lambda part: leads.get(part[1]) or word(part), rule.rule)


def odd(sender: Sender) -> Iterator[Answer]:
    """What no form of ours sends: files, bodies that are too long or broken, unknown methods and addresses."""
    word = sender.canaries.new
    part = (
        f'--x\r\nContent-Disposition: form-data; name="q"; filename="{word("the name of a file")}.txt"\r\n\r\n{word("a file")}\r\n--x--\r\n'
    )
    yield sender.send("POST", "/find", part.encode(), "multipart/form-data; boundary=x")
    for path in ("/find", "/chat", "/api/find", "/api/chat", "/guide/" + code_of("right", IDS[0])):
        long = (f"q=message={word(f'a body that is too long for {path}')}" * 700).encode()
        yield sender.send("POST", path, long, "application/x-www-form-urlencoded")
        yield sender.send("POST", path, f'{{"q": "{word(f"broken JSON for {path}")}'.encode(), "application/json")
        yield sender.send("POST", path, f"q=%ff%00{word(f'broken bytes for {path}')}".encode(), "application/x-www-form-urlencoded")
    yield sender.send(word("a method").upper(), "/find")
    yield sender.send("GET", "/find", Host=word("the line Host"))
    yield sender.send("GET", quote(f"/{word('an address')}/../{word('another address')}"))
    yield report(sender)


def report(sender: Sender) -> Answer:
    """A report of a wrong number, which is counted, with more than the form asks for."""
    word = sender.canaries.new
    return sender.form(f"/report/{short_code('childline')}", kind="number", more=word("a report"), **{word("the name of a field"): "x"})


def words_of(answer: Answer) -> str:
    """What a person reads of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
