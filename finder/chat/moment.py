"""Where a talk stands when a reply is to be made."""

from __future__ import annotations

from dataclasses import dataclass

from finder.chat.talk import Talk
from finder.directory.content import Content
from finder.needs import Needs


@dataclass(frozen=True)
class Moment:
    """`talk` is as it was before; `needs` and `skipped` as they are now.

    `found` is what this message alone says; `did` is "typed" or what a pressed choice stands for; `doing` are names of
    small talk in the message; `own_behaviour`: the writer worries about what they do themselves.
    """

    talk: Talk
    needs: Needs
    found: Needs
    skipped: frozenset[str]
    did: str
    doing: frozenset[str]
    content: Content
    own_behaviour: bool = False

    @property
    def who(self) -> str:
        return self.needs.audience or "self"

    @property
    def told(self) -> bool:
        """Did this message say something that helps to find services?"""
        found = self.found
        return bool(found.crimes or found.age or found.place or found.audience or found.groups or found.support or found.services)

    @property
    def unanswered(self) -> tuple[str, ...]:
        return self.talk.with_(skipped=self.skipped).unanswered(self.needs)
