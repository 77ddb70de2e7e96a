"""A list of services as a short code: their codes of 8 characters, one after the other. It holds nothing about a person.

The code is made from the services' ids, which never change, so a list opens after the directory was rebuilt. A service that
is no longer in it is counted, so that the page can say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from finder.directory.content import short_code
from finder.directory.model import Service
from finder.directory.opened import Directory, UnknownService

MOST = 5
"""Services on one list: a sheet of paper holds them."""

_SIZE = 8
_CODE = re.compile(rf"[0-9a-hjkmnp-tv-z]{{{_SIZE}}}")
# Letters that are left out of the codes because they look like another one.
_READ_AS = str.maketrans("ilou", "110v")


@dataclass(frozen=True)
class Listed:
    """The services that are there, in order; `gone`: how many are not; `code`: the list as an address writes it."""

    services: tuple[Service, ...]
    gone: int
    code: str


def code(service_ids: Sequence[str]) -> str:
    """The code of a list."""
    return "-".join(short_code(service_id) for service_id in service_ids)


def read(written: str, directory: Directory, most: int = MOST) -> Listed | None:
    """The list of a code, also as people copy one by hand; None when it is no such code."""
    bare = re.sub(r"[\s-]", "", written.lower()).translate(_READ_AS)
    if not 0 < len(bare) <= most * _SIZE:
        return None
    codes = list(dict.fromkeys(bare[start : start + _SIZE] for start in range(0, len(bare), _SIZE)))
    if not all(_CODE.fullmatch(one) for one in codes):
        return None
    found = []
    for one in codes:
        try:
            found.append(directory.by_code(one))
        except UnknownService:
            continue
    return Listed(tuple(found), len(codes) - len(found), "-".join(codes))
