"""A browser's profile as somebody who picks the phone up could read it: every byte of every file, unpacked where it is packed."""

from __future__ import annotations

import os
import re
import signal
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.walking import ELSEWHERE, Tab
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS
from tests.serving import Server

GZIP = re.compile(rb"\x1f\x8b\x08")
NOT_A_VISIT = re.compile(r"(hyphen|Dictionaries|optimization_guide|WidevineCdm|Subresource Filter|TrustTokenKeyCommitments)", re.I)
"""What Chromium brings with it."""


@contextmanager
def profile(chromium: Any, folder: Path, server: Server, script: bool = True, **how: Any) -> Iterator[Tab]:
    """A tab in a browser that keeps its profile in `folder`, with its disk cache as usual. Closed cleanly, or found killed, at the end."""
    context = chromium.browser_type.launch_persistent_context(
        folder,
        executable_path=CHROMIUM,
        args=CHROMIUM_FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
        java_script_enabled=script,
        viewport={"width": 320, "height": 640},
        **how,
    )
    tab = Tab(context.pages[0], server.url, script)
    context.route(lambda url: not url.startswith(server.url), lambda route: route.fulfill(body=ELSEWHERE, content_type="text/html"))
    try:
        yield tab
    finally:
        if alive(folder):
            time.sleep(1)  # Chromium writes some files a moment after the page has changed.
            context.close()


def alive(folder: Path) -> list[int]:
    """The processes of the browser that uses this profile."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes():
                    found.append(int(process.name))
            except OSError:
                continue
    return found


def crash(folder: Path) -> None:
    """kill -9 of the whole browser, as when a battery dies."""
    for process in alive(folder):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    until = time.monotonic() + 10
    while alive(folder) and time.monotonic() < until:
        time.sleep(0.05)


def found(folder: Path, words: Iterable[str]) -> list[str]:
    """Each word that is in any file of the profile, with the file: in UTF-8, in UTF-16, as an address writes it, or packed."""
    looked = {
        word: [word.encode(), word.encode("utf-16-le"), word.replace(" ", "+").encode(), word.replace(" ", "%20").encode()]
        for word in words
    }
    hits = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or NOT_A_VISIT.search(str(path.relative_to(folder))):
            continue
        data = path.read_bytes()
        for piece in (data, *unpacked(data)):
            low = piece.lower()
            hits += [
                f"{word} in {path.relative_to(folder)}" for word, forms in looked.items() if any(form.lower() in low for form in forms)
            ]
    return hits


def unpacked(data: bytes) -> Iterator[bytes]:
    """What is packed with gzip inside these bytes."""
    for start in (match.start() for match in GZIP.finditer(data)):
        try:
            yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[start:])
        except zlib.error:
            continue
