"""Read a typed text once: what is urgent, what must be cut out, and what the person needs.

Words answer first (urgent phrases, places, ages, the thesaurus, names of services); meaning answers where words do not, and
looks for danger in every text.
Nothing here keeps or logs anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from finder.directory.content import NOT_CRIME_TYPES, Content
from finder.directory.places import PlaceMention
from finder.needs import Needs, Notice, Place, UrgentKind
from finder.understanding import age as ages
from finder.understanding.alarm import alarm
from finder.understanding.classifier import Features
from finder.understanding.cues import Cues
from finder.understanding.meaning import Embedder, pieces
from finder.understanding.models import Models
from finder.understanding.named import audience_in, first, once, values
from finder.understanding.redact import redact
from finder.understanding.rights_asked import MOST_RIGHTS, with_rights
from finder.understanding.thesaurus import Found, Thesaurus
from finder.understanding.urgent import UrgentPhrases
from finder.understanding.words import words
from finder.understanding.written import Languages

URGENT, THESAURUS = "urgent.npz", "thesaurus.npz"
"""The files of a build that hold the urgent phrases, and the thesaurus with the names of services."""

LONGEST = 1000
"""Characters that are read; what is longer is cut, and said."""

HARM: frozenset[UrgentKind] = frozenset({"danger", "child"})
"""Where this is noticed, somebody harms somebody."""

SECOND_BEST = 0.4
"""A second topic counts when it is at least this likely in comparison with the first."""

PLAIN = 0.5
"""How likely a topic must be to stand beside one that the words themselves name."""

TELLING = 5
"""A text of at least this many words, once places and the like are taken away, tells something and is read for meaning."""

FEWEST_WORDS = 2
"""A text of fewer words is screened by the phrases alone: one word by itself means too little."""

MOST_CRIMES = 3

NEAREST = 3
"""How many topics are named as the nearest in meaning."""


@dataclass(frozen=True)
class Understanding:
    """What is needed to understand a text, of one build. Safe for threads."""

    content: Content
    cues: Cues
    urgent: UrgentPhrases
    thesaurus: Thesaurus
    models: Models
    languages: Languages
    embed: Embedder

    @classmethod
    def open(cls, content: Content, folder: Path, embed: Embedder) -> Understanding:
        """`folder`: a build, which holds the phrases and names made ready, and the models."""
        return cls(
            content=content,
            cues=Cues.load(content.folder),
            urgent=UrgentPhrases.open(folder / URGENT),
            thesaurus=Thesaurus.open(folder / THESAURUS),
            models=Models.load(folder / "models.npz"),
            languages=Languages.load(folder / "languages.npz"),
            embed=embed,
        )

    def understand(self, text: str, needs: Needs | None = None, in_talk: bool = False) -> Needs:
        """The needs in a text, laid over those already known: what was chosen stays, what was not is filled in.

        `in_talk`: find `vector` and `about` also when words alone answer, since a talk asks what a person is doing.
        """
        known = needs or Needs()
        if len(text) > LONGEST:
            known = known.with_(notices=(*known.notices, Notice("q", "too-long")))
        redacted = redact(text[:LONGEST], self.cues)
        found = self.thesaurus.find(redacted.text)
        age = ages.find(redacted.text, self.cues)
        mentions = [m for m in self.content.places.find_in(redacted.text) if not _inside_a_service(m, found)]
        spans = [(m.start, m.end) for m in mentions] + ([(age.start, age.end)] if age else [])
        spans += [(f.start, f.end) for f in found if f.kind in ("groups", "language", "audience", "referral")]
        rest = _rest(redacted.text, spans, self.cues.fillers)
        # What only answers a question ("it's me, I'm 26, in Leeds") is no sign of danger by its meaning; a phrase always is.
        told = bool(rest) and len(words(redacted.text)) >= FEWEST_WORDS
        features = self._features(redacted.text) if told else None
        urgent = alarm(self.urgent.screen(text[:LONGEST]), features, self.models)
        result = known.with_(
            text=redacted.text,
            rest=rest,
            urgent=once((*known.urgent, *urgent)),
            redacted=redacted.cut,
            written_in=self.languages.of(redacted.text) or known.written_in,
            age=known.age or (age.age if age else None),
            language=known.language or first(found, "language"),
            groups=once((*known.groups, *values(found, "groups"))),
            audience=known.audience or audience_in(found),
            support=known.support or values(found, "support"),
            services=once((*known.services, *values(found, "service"))),
            referral=known.referral or ("professional" if first(found, "referral") else None),
            crimes=known.crimes or values(found, "crimes")[:MOST_CRIMES],
            rights=values(found, "rights")[:MOST_RIGHTS],
        )
        return self._by_meaning(_with_place(_with_own_groups(result), mentions), features, in_talk)

    def _features(self, text: str) -> Features | None:
        """The one reading of a text for its meaning; None when there is nothing in it to read."""
        parts = pieces(text)
        return self.models.features(parts, self.embed) if parts else None

    def _by_meaning(self, needs: Needs, features: Features | None, in_talk: bool) -> Needs:
        """See which crime types a text is about that tells something, or that words alone did not answer."""
        answered = bool(not needs.rest or needs.crimes or needs.services)
        if answered and not (in_talk and words(needs.text)) and len(words(needs.rest)) < TELLING:
            return needs
        features = features or self._features(needs.text)
        if features is None:
            return needs
        vector = features.vectors.mean(axis=0)
        needs = needs.with_(vector=(vector / max(float(np.linalg.norm(vector)), 1e-6)).astype(np.float32))
        needs, asks = with_rights(needs, features, self.models)
        if needs.support and not in_talk:
            return needs
        likely = self.models.topics.probabilities(features).max(axis=0)
        if any(one.kind in HARM for one in needs.urgent):  # then "no crime at all" is no answer
            likely[[name == "none" for name in self.models.topics.names]] = 0
        best = [(self.models.topics.names[i], float(likely[i])) for i in np.argsort(-likely)[:NEAREST]]
        needs = needs.with_(about=tuple(best))
        if answered:
            return _with_another(needs, *best[0])
        if needs.support or asks:
            return needs
        crimes = tuple(
            name
            for name, chance in best[:2]
            if chance >= max(self.models.topic_floor, best[0][1] * SECOND_BEST) and name not in NOT_CRIME_TYPES
        )
        if best[0][0] in NOT_CRIME_TYPES:
            crimes = ()
        return needs.with_(crimes=crimes, guess=bool(crimes))


def _with_own_groups(needs: Needs) -> Needs:
    """After a killing, "my son" and "my sister" say who was killed, not who needs help."""
    if "homicide-bereavement" not in needs.crimes:
        return needs
    return needs.with_(groups=tuple(group for group in needs.groups if group not in ("women", "men", "children")))


def _with_another(needs: Needs, topic: str, chance: float) -> Needs:
    """Words settled one crime type; put the one the whole text is about beside it when that is another and plain."""
    if not needs.crimes or topic in needs.crimes or topic in NOT_CRIME_TYPES or chance < PLAIN:
        return needs
    return needs.with_(crimes=(needs.crimes[0], topic, *needs.crimes[1:])[:MOST_CRIMES])


def _with_place(needs: Needs, mentions: list[PlaceMention]) -> Needs:
    if needs.place or not mentions:
        return needs
    first = next((m.resolution for m in mentions if m.resolution.place), None)
    if first is None:
        problem = mentions[0].resolution.problem
        return needs.with_(notices=(*needs.notices, Notice("place", problem))) if problem else needs
    place: Place | None = first.place
    return needs.with_(place=place, place_choices=first.choices)


def _inside_a_service(mention: PlaceMention, found: tuple[Found, ...]) -> bool:
    """ "Women's Aid Wirral" names a service; the place in it is not where the person is, unless said again."""
    return any(f.kind == "service" and f.start <= mention.start and mention.end <= f.end for f in found)


def _rest(text: str, spans: list[tuple[int, int]], fillers: frozenset[str]) -> str:
    """The text without these spans, which may overlap; empty when only words without a need of their own are left."""
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    left = " ".join(" ".join([*kept, text[at:]]).split())
    telling = [word for word in words(left) if word not in fillers and (len(word) > 1 or not word.isascii())]
    return left if telling else ""
