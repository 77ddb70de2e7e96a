"""Addresses of the guide: opaque codes, as those of services, so that a browser's history does not say what was read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from finder.directory.content import short_code
from finder.rights import deadlines
from finder.rights.model import IDS
from finder.rights.rights import STAGES

Kind = Literal["right", "stage", "page", "deadline", "all", "deadlines"]


class Room(NamedTuple):
    """What a code leads to: a right, a stage, a page for some readers or a deadline by its id, or one of the two lists."""

    kind: Kind
    id: str = ""


def code(kind: Kind, room_id: str = "") -> str:
    """The code of a page in its address: 8 characters that never change."""
    return short_code(f"{kind}:{room_id}")


@lru_cache(maxsize=4)
def rooms(pages: tuple[str, ...]) -> Mapping[str, Room]:
    """Every page of the guide by its code. `pages`: the names of the pages for some readers."""
    every = [
        Room("all"),
        Room("deadlines"),
        *(Room("right", one) for one in IDS),
        *(Room("stage", one) for one in STAGES),
        *(Room("deadline", one) for one in get_args(deadlines.Kind)),
        *(Room("page", one) for one in pages),
    ]
    return {code(room.kind, room.id): room for room in every}
