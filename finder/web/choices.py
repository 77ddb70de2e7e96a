"""The choices of the form with a count beside each, the chips of what was understood, and a suggestion."""

from __future__ import annotations

from typing import Any
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

from finder.directory.search import Results
from finder.needs import Needs
from finder.web import sentences
from finder.web.forms import Asked
from finder.web.state import built
from finder.web.words import gettext

LIKE_ENOUGH = 80
"""How alike (0 to 100) a typed text and a topic's name must be to be suggested."""

# Groups a person is asked about; the others come from the age, or from the text.
NOT_ASKED = frozenset({"children", "young-people", "older-people", "professionals", "witnesses"})


def of(needs: Needs, results: Results) -> dict[str, list[dict[str, Any]]]:
    """Every filter's choices. A choice that no record answers is left out, unless it is chosen."""
    content = built().directory.content
    chosen = {
        "crime": needs.crimes,
        "for": needs.groups,
        "support": needs.support,
        "language": (needs.language,) if needs.language else (),
        "referral": (needs.referral,) if needs.referral else (),
    }
    labels = {
        "crime": {slug: gettext(topic.name) for slug, topic in content.crimes.items()},
        "for": {slug: gettext(group.label) for slug, group in content.groups.items() if slug not in NOT_ASKED},
        "support": {slug: gettext(label.label) for slug, label in content.support.items()},
        "language": {code: sentences.language_name(content, code) for code in content.languages},
        "referral": {
            "self": gettext("You, or someone you know"),
            "professional": gettext("A worker, such as police, school or doctor"),
        },
    }
    return {
        name: [
            {"value": value, "label": label, "count": _count(results, name, value), "chosen": value in chosen[name]}
            for value, label in sorted(labels[name].items(), key=lambda pair: _alphabetical(pair[1]))
            if value in chosen[name] or results.facets[name].get(value) or name == "language"
        ]
        for name in labels
    }


def _alphabetical(label: str) -> tuple[str, str]:
    """Letters with marks stand beside those without, as readers of most alphabets expect."""
    bare = "".join(c for c in normalize("NFKD", label.casefold().replace("ł", "l")) if not combining(c))
    return bare, label


def _count(results: Results, name: str, value: str) -> int | None:
    """The count beside a choice. Languages hide nothing, so only those that staff speak have one."""
    count = results.facets[name].get(value, 0)
    return count if count or name != "language" else None


def chips(needs: Needs, asked: Asked) -> list[dict[str, str]]:
    """What was understood or chosen, each with the value that takes it away again."""
    content = built().directory.content
    found = [(gettext(content.topics[slug].name), f"crime:{slug}") for slug in needs.crimes]
    if needs.place:
        found.append((needs.place.label, "place"))
    if needs.age:
        found.append((sentences.ages(needs.age), "age"))
    if needs.language:
        found.append((sentences.language_name(content, needs.language), "language"))
    found += [(gettext(content.groups[slug].label), f"for:{slug}") for slug in needs.groups]
    found += [(gettext(content.support[slug].label), f"support:{slug}") for slug in needs.support]
    if needs.referral:
        words = gettext("You make contact") if needs.referral == "self" else gettext("A worker makes contact")
        found.append((words, "referral"))
    return [{"label": label, "value": value} for label, value in found]


def suggestion(needs: Needs, results: Results) -> dict[str, str] | None:
    """A topic that is spelt like what was typed, when the text was not understood."""
    if not needs.rest or (needs.crimes and not needs.guess) or needs.services or needs.support or needs.rights:
        return None
    names = {gettext(topic.name): topic.name for topic in built().directory.content.crimes.values()}
    best = process.extractOne(needs.rest, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, processor=str.casefold)
    return {"text": best[0], "q": best[0]} if best else None
