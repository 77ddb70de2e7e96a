"""Answers in a few sizes, so that an onlooker of encrypted traffic cannot tell by its length which page was opened.

TLS hides what is sent but not how much. Each answer is made up to the next of these sizes, its header lines included, after it
was packed: packing is what makes two services differ. The padding is a header line and not part of the page, so that no page
is packed twice and none changes. `tests/promises/traffic.py` measures what it costs.
"""

from __future__ import annotations

import secrets
from bisect import bisect_left

from flask import Flask, Response, request

KIB = 1024
STEP = 2 * KIB
"""Bytes between two sizes above the table: what is added stays under this, and so does not fill the 4 KiB that a proxy such
as nginx holds an answer's header in."""

SIZES = tuple(int(KIB * size) for size in (1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4.25, 5, 6, 7, 8.5, 10, 12, 14))
"""Bytes. Each is about a fifth more than the one before, so that a tenth is added on average whatever the pages weigh; 14 KiB
is the most that the HTML of a first view may weigh."""

SERVERS_OWN = 92
"""Bytes of what gunicorn adds to each answer: its name, the date, how the connection goes on."""

HEADER = "X-Padding"
_AROUND = len(": \r\n")

# HTTP/2 packs header values. These letters take eight bits there (RFC 7541, appendix B), so the length stays what it is; in a
# new order each time, no two values are the same and none is sent as a reference to one before.
_LETTERS = bytes(ord("X" if number % 2 else "Z") for number in range(256))


def install(app: Flask) -> None:
    """Comes before everything else that changes an answer: Flask calls these in the opposite order."""
    app.after_request(pad)


def pad(response: Response) -> Response:
    """The answer with its padding. Files that are the same for everybody, and streams, are left as they are."""
    body = response.calculate_content_length()
    if request.endpoint == "asset" or body is None:
        return response
    response.content_length = body
    bare = _weight(response, body) + len(HEADER) + _AROUND
    response.headers[HEADER] = secrets.token_bytes(size(bare) - bare).translate(_LETTERS).decode()
    return response


def size(weight: int) -> int:
    """The size that an answer of this weight is made up to; both in bytes."""
    if weight > SIZES[-1]:
        return -(-weight // STEP) * STEP
    return SIZES[bisect_left(SIZES, weight)]


def _weight(response: Response, body: int) -> int:
    """Bytes on the wire. The date is among the server's own lines, whoever has set it."""
    lines = sum(len(name) + len(value) + _AROUND for name, value in response.headers.items() if name != "Date")
    return SERVERS_OWN + len(response.status) + lines + body
