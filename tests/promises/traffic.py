"""What somebody who watches the line sees of a visit: how many bytes come back. `python -m tests.promises.traffic` prints it.

The bytes are counted as a socket gives them, header lines included. Encryption adds the same to each, so that what can be told
apart here can be told apart there.
"""

from __future__ import annotations

import re
import socket
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from finder import build
from finder.build import Built
from finder.directory.content import short_code
from finder.rights.model import IDS
from finder.settings import Settings
from finder.understanding.meaning import Embedder
from finder.web.rights_codes import code as code_of
from tests.serving import Server, start_server, stop_server

TYPED = (
    "stalking", "my ex hits me", "someone stole my bag", "I sent a man 2000 pounds", "my son was murdered", "childline", "",
    "neighbours shout racist things", "refuge for women", "can the police drop my case", "boję się męża", "i am 14 and scared",
)  # fmt: skip
PLACES = ("", "PL4", "Leeds", "Cardiff")
PADDING = re.compile(rb"^X-Padding: .*\r\n", re.M | re.I)


@dataclass(frozen=True)
class Seen:
    """One answer: its bytes on the wire, and what they would be without the padding."""

    wire: int
    bare: int


def answer(server: Server, method: str, path: str, body: str = "", **headers: str) -> bytes:
    """All that comes back on a line of its own."""
    sent = {"Accept-Encoding": "gzip, deflate, br, zstd", "Content-Type": "application/x-www-form-urlencoded", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items())
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{lines}{length}\r\n{body}".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def seen(raw: bytes) -> Seen:
    head = raw.partition(b"\r\n\r\n")[0] + b"\r\n"
    return Seen(len(raw), len(raw) - sum(map(len, PADDING.findall(head))))


def services(server: Server, built: Built, lang: str = "", every: int = 1) -> Iterator[Seen]:
    """The page of each service, or of one in so many."""
    for service_id in built.directory.columns.ids[::every]:
        yield seen(answer(server, "GET", f"{lang}/service/{short_code(service_id)}"))


def rights(server: Server) -> Iterator[Seen]:
    for right_id in IDS:
        yield seen(answer(server, "GET", f"/guide/{code_of('right', right_id)}"))


def searches(server: Server, part: bool, lang: str = "", places: Iterable[str] = PLACES) -> Iterator[Seen]:
    """What is found: the part that htmx puts in place, or the page that the redirect leads to."""
    for place in places:
        for text in TYPED:
            form = urlencode({"q": text, "place": place})
            raw = answer(server, "POST", f"{lang}/find", form, **({"HX-Request": "true"} if part else {}))
            found = re.search(rb"^Location: (\S+?)(#\S*)?\r\n", raw, re.M)
            yield seen(answer(server, "GET", found[1].decode()) if found else raw)


def added(answers: Iterable[Seen]) -> float:
    """What padding adds, as a share of what would be sent without it."""
    known = list(answers)
    return sum(one.wire for one in known) / sum(one.bare for one in known) - 1


def bits(sizes: Iterable[int]) -> float:
    """What one size tells about which page it was, when each is as likely: the entropy of the sizes, in bits."""
    counts = Counter(sizes)
    total = counts.total()
    return sum(count / total * log2(total / count) for count in counts.values())


def main() -> None:
    settings = Settings.from_environment()
    built = build.open_build(settings.builds / build.build(settings.content, settings.builds), Embedder())
    with TemporaryDirectory() as folder:
        server = start_server(Path(folder))
        try:
            kinds = {
                "services": [*services(server, built)],
                "services in Arabic": [*services(server, built, "/ar")],
                "found, a page": [*searches(server, part=False)],
                "found, a part": [*searches(server, part=True)],
                "found in Polish": [*searches(server, part=False, lang="/pl", places=PLACES[:1])],
                "rights": [*rights(server)],
            }
        finally:
            stop_server(server)
    for name, answers in {**kinds, "all": [*chain(*kinds.values())]}.items():
        bare, wire = {one.bare for one in answers}, {one.wire for one in answers}
        told = f"{bits(one.bare for one in answers):.1f} -> {bits(one.wire for one in answers):.1f} bits"
        sys.stdout.write(f"{name:20} {len(answers):4} answers, {len(bare):3} -> {len(wire):2} sizes, {told}, {added(answers):+.1%}\n")


if __name__ == "__main__":
    main()
