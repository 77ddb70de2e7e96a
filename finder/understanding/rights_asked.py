"""Which rights a text asks about: what its words name comes before what it means."""

from __future__ import annotations

from finder.needs import Needs
from finder.understanding.classifier import Features
from finder.understanding.models import Models

MOST_RIGHTS = 2
"""How many rights a text is taken to ask about."""

SECOND_BEST = 0.4
"""A second right counts when it is at least this likely in comparison with the first."""

ALONE = 0.5
"""How likely it must be that a text asks about rights for its crime type not to be guessed at."""


def with_rights(needs: Needs, features: Features, models: Models) -> tuple[Needs, bool]:
    """The needs with the rights that a text asks about, best first, and whether it asks about nothing else.

    `features`: its pieces as classifiers read them; `needs.rights` are those that its words name.
    """
    asks, likely = models.rights_in(features)
    if asks < models.rights_floor and not needs.rights:
        return needs, False
    meant = tuple(right for right, chance in likely[:MOST_RIGHTS] if chance >= likely[0][1] * SECOND_BEST)
    rights = tuple(dict.fromkeys((*needs.rights, *meant)))[:MOST_RIGHTS]
    return needs.with_(rights=rights), asks >= ALONE or bool(needs.rights)
