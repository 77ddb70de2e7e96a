"""The urgent screen whole: phrases and meaning. Either raises the card.

Phrases need no model. Where meaning is at hand it adds what no phrase noticed, and takes back a phrase in a text that is
plainly about something else ("my phone is dying"). What somebody says about ending their life is never taken back.
"""

from __future__ import annotations

from collections.abc import Sequence

from finder.needs import Urgent
from finder.understanding.classifier import Features
from finder.understanding.models import SOFT, Models
from finder.understanding.urgent_content import KINDS

ALSO = 0.5
"""A second kind is shown when it is at least this likely in comparison with the first."""


def alarm(by_phrases: Sequence[Urgent], features: Features | None, models: Models) -> tuple[Urgent, ...]:
    """What is urgent in a text: each kind once, what is now and about the writer first.

    `features`: the text as classifiers read it; None when it is too short or could not be read for its meaning.
    """
    if features is None:
        return tuple(by_phrases)
    likely, shares = models.urgent_in(features)
    if likely < models.urgent_doubt:
        return tuple(one for one in by_phrases if one.kind == "suicide")
    if likely < models.urgent_floor:
        return tuple(by_phrases)
    kinds = [kind for kind in KINDS if kind in shares]
    most = max(shares[kind] for kind in kinds)
    soft = shares.get(SOFT, 0.0) > likely / 2
    meant = [Urgent(kind, soft) for kind in kinds if shares[kind] == most or not by_phrases and shares[kind] >= most * ALSO]
    noticed = {one.kind for one in by_phrases}
    found = [*by_phrases, *(one for one in meant if one.kind not in noticed)]
    return tuple(sorted(found, key=lambda urgent: urgent.soft))
