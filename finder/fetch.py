"""Reading a feed from an address, page by page. With `finder.chat.rasa` the only module that opens a socket.

What has come is kept on disk as it comes, so that a reading that was cut off goes on where it stopped. Nothing is
written into the content from here.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from finder.oruk import feed
from finder.oruk.feed import Version
from finder.oruk.slips import BadFeed, Slip

Say = Callable[[str], None]
TIMEOUT, TRIES, PAUSE = 30, 3, 0.5
"""Seconds to wait for an answer, how often to ask, and seconds before asking again, doubled each time."""
LARGEST = 256 * 1024 * 1024
MOST_PAGES = 20_000
KEPT_FOR = 24 * 3600
"""Seconds that pages of an unfinished reading are used for; older ones would be mixed with new."""


class Fetched:
    """A feed at an address. `kept` is a folder of its own below `folder`; `done()` clears it away."""

    def __init__(self, address: str, folder: Path, say: Say) -> None:
        """Raises BadFeed for what is no web address."""
        if not _can_be_asked(address):
            raise BadFeed(f"{address} is no address that starts with https://")
        self._say = say
        self.kept = folder / hashlib.blake2s(address.encode(), digest_size=8).hexdigest()
        if self.kept.exists() and time.time() - self.kept.stat().st_mtime > KEPT_FOR:
            shutil.rmtree(self.kept)
        self.kept.mkdir(parents=True, exist_ok=True)
        self.list_address = address
        self._all_at_once = self._look(address)

    def _look(self, address: str) -> tuple[Version, tuple[Any, ...]] | None:
        """Every record, when all are at the address itself; else the list is there, or below it. Raises BadFeed."""
        body = self._body(address, "first")
        if feed.is_lines(body) or body.lstrip().startswith(b"["):
            return feed.whole_file(body, address)
        value = feed.json_of(body, f"the answer of {address}")
        if isinstance(value, dict) and not isinstance(value.get("contents", value.get("content")), list):
            feed.check_version(value, address)
            parts = urlsplit(address)
            self.list_address = urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/services"))
        return None

    def records(self, slips: list[Slip]) -> Iterator[tuple[Version, Any]]:
        """Every record, whole, with its version; one that cannot be had is added to `slips`. Raises BadFeed."""
        if self._all_at_once:
            version, every = self._all_at_once
            yield from ((version, record) for record in every)
            return
        seen: set[str] = set()
        for number in range(1, MOST_PAGES + 1):
            found = feed.page(self._json(_with(self.list_address, page=number, full="true"), f"page-{number}"), f"page {number}")
            ids = {str(record.get("id")) for record in found.records if isinstance(record, dict)}
            if ids and ids <= seen and found.pages is None:
                return  # It has one page, whichever is asked for.
            if ids and ids <= seen:
                raise BadFeed(f"page {number} holds what came before it: the feed gives one page again and again")
            seen |= ids
            self._say(f"page {number}{f' of {found.pages}' if found.pages else ''}: {len(found.records)} records")
            for record in found.records:
                yield found.version, record if feed.is_whole(record) else self._whole(record, slips)
            if found.last or (found.pages is not None and number >= found.pages):
                return
        raise BadFeed(f"it has more than {MOST_PAGES} pages")

    def _whole(self, record: Any, slips: list[Slip]) -> Any:
        """The whole record by its id; the short one, and a word about it, when that cannot be had."""
        if not isinstance(record, dict) or not isinstance(record.get("id"), (str, int)):
            return record
        own = str(record["id"])
        parts = urlsplit(self.list_address)
        address = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{quote(own, safe='')}", query=""))
        try:
            value = self._json(address, "one-" + hashlib.blake2s(own.encode(), digest_size=8).hexdigest())
        except BadFeed as why:
            slips.append(Slip(own, str(record.get("name") or ""), f"{why}; only its short form could be read"))
            return record
        return value if isinstance(value, dict) else record

    def _json(self, address: str, name: str) -> Any:
        return feed.json_of(self._body(address, name), f"the answer of {address}")

    def _body(self, address: str, name: str) -> bytes:
        """What is at an address, from disk when an earlier reading has it. Raises BadFeed."""
        path = self.kept / name
        if path.exists():
            return path.read_bytes()
        body = _get(address)
        if not feed.is_lines(body):
            feed.json_of(body, f"the answer of {address}")  # Only what can be read is kept.
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(body)
        unfinished.replace(path)
        return body

    def done(self) -> None:
        shutil.rmtree(self.kept, ignore_errors=True)


def _can_be_asked(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _with(address: str, **asked: Any) -> str:
    """An address with these things asked as well."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), **asked})))


def _get(address: str) -> bytes:
    """What is at an address; asked for again when the other side is at fault. Raises BadFeed."""
    why = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE * 2 ** (attempt - 1))
        try:
            # Only web addresses come here, and a redirect leads to no other kind.
            request = urllib.request.Request(address, headers={"Accept": "application/json", "User-Agent": "Waymark"})  # noqa: S310
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  # nosec B310
                body: bytes = answer.read(LARGEST + 1)
                # With a limit, the library says nothing of an answer that is shorter than it said it would be.
                if answer.length and len(body) <= LARGEST:
                    raise EOFError
        except urllib.error.HTTPError as error:
            why = f"{address} answered with {error.code}"
            if error.code < 500 and error.code != 429:
                break
        except Exception as error:  # besides OSError, the library has errors of its own for what is no HTTP, or breaks off
            why = f"{address} cannot be reached, or broke off ({type(error).__name__})"
        else:
            if len(body) > LARGEST:
                raise BadFeed(f"{address} is larger than {LARGEST // 1024**2} MB")
            return body
    raise BadFeed(why)
