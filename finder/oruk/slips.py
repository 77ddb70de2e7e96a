"""What a reading of somebody else's records leaves behind: for each that cannot be used, which it is and why."""

from __future__ import annotations

from dataclasses import dataclass


class BadFeed(Exception):
    """A feed that cannot be read at all; the message says why, and what was seen instead, in plain words."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A record that cannot be used: its id or place in the feed, its name if it has one, and the reason."""

    record: str
    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.record}: {self.name or 'no name'}: {self.reason}"


class Unusable(Exception):
    """One record that cannot be used; the message is the reason."""
