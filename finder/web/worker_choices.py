"""The choices of a worker's own terms, and the chips of those that were chosen. A choice that no record answers is left out."""

from __future__ import annotations

from typing import Any

from finder.directory.search import Results
from finder.directory.terms import EXCLUDED, WAITS, Terms
from finder.web import referring
from finder.web.choices import NOT_ASKED
from finder.web.state import built
from finder.web.words import gettext

Choice = dict[str, Any]


def of(terms: Terms, results: Results) -> dict[str, Any]:
    """Every filter's choices; `not` holds, for each kind of fact, what services may be left out for."""
    chosen: dict[str, tuple[str, ...]] = {
        "who": (terms.who,) if terms.who else (),
        "reach": terms.reach,
        "risk": (terms.risk,) if terms.risk else (),
        "wait": () if terms.wait is None else (str(terms.wait),),
        "taking": ("yes",) if terms.taking else (),
    }
    found = {
        name: [
            _choice(value, label, results.facets[name].get(value), value in chosen[name])
            for value, label in labels.items()
            if value in results.facets[name] or value in chosen[name]
        ]
        for name, labels in _labels().items()
    }
    sorts = [_choice(value, label, None, value == terms.sort) for value, label in referring.sorts().items()]
    answered = bool(results.facets["wait"])
    return {
        **found,
        "sort": [one for one in sorts if one["value"] != "wait" or answered or one["chosen"]],
        "not": {name: _left_out(name, terms, results) for name in EXCLUDED},
    }


def _choice(value: str, label: str, count: int | None, chosen: bool) -> Choice:
    return {"value": value, "label": label, "count": count, "chosen": chosen}


def _left_out(name: str, terms: Terms, results: Results) -> list[Choice]:
    labels = _names(name)
    values = [_choice(f"{name}:{value}", label, None, f"{name}:{value}" in terms.without) for value, label in labels.items()]
    known = [one for one in values if one["chosen"] or results.facets[name].get(one["value"].partition(":")[2])]
    return sorted(known, key=lambda one: str(one["label"]))


def _names(name: str) -> dict[str, str]:
    """The names of the values that a service may be left out for."""
    content = built().directory.content
    match name:
        case "crime":
            return {slug: gettext(topic.name) for slug, topic in content.crimes.items()}
        case "support":
            return {slug: gettext(label.label) for slug, label in content.support.items()}
        case "for":
            return {slug: gettext(group.label) for slug, group in content.groups.items() if slug not in NOT_ASKED}
        case _:
            return referring.reaches()


def _labels() -> dict[str, dict[str, str]]:
    return {
        "who": referring.referrers(),
        "reach": referring.reaches(),
        "risk": referring.risks(),
        "wait": {str(weeks): referring.longest_wait(weeks) for weeks in WAITS},
        "taking": {"yes": gettext("Takes referrals now")},
    }


def chips(terms: Terms) -> list[dict[str, str]]:
    """What was chosen, each with the value that takes it away again."""
    labels = _labels()
    found = [(labels["who"][terms.who], "who")] if terms.who else []
    found += [(labels["reach"][one], f"reach:{one}") for one in terms.reach]
    found += [(labels["risk"][terms.risk], "risk")] if terms.risk else []
    found += [(referring.longest_wait(terms.wait), "wait")] if terms.wait is not None else []
    found += [(labels["taking"]["yes"], "taking")] if terms.taking else []
    for one in terms.without:
        name, _, value = one.partition(":")
        found.append((gettext("Not: %(choice)s", choice=_names(name)[value]), f"not:{one}"))
    return [{"label": label, "value": value} for label, value in found]
