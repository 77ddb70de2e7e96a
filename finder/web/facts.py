"""A service as a worker reads it: every fact in a row of its own, and what two or more services differ in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finder.directory.content import short_code
from finder.directory.model import Service
from finder.directory.opened import Directory
from finder.web import cards, referring
from finder.web.words import gettext

View = dict[str, Any]


def row(directory: Directory, service: Service, card: cards.Card) -> View:
    """A row of a worker's table: the card, and what only workers ask."""
    return {
        **card,
        "route": referring.route(service),
        "who_may": referring.who_may(service),
        "thresholds": referring.thresholds(service),
        "waiting": referring.waiting(service),
        "reach": referring.reach(service),
        "risk": referring.risk(service),
        "cannot_help": referring.cannot_help(service),
        "instead": instead(directory, service),
        "by_and_for": referring.by_and_for(directory.content, service),
        "after_referral": referring.after_referral(service),
        "shares_data_with": referring.shares_data_with(service),
        "under18_confidentiality": referring.under18_confidentiality(service),
    }


def instead(directory: Directory, service: Service) -> list[View]:
    """Services that take whom this one turns away: the code and the name of each."""
    others = service.cannot_help.instead if service.cannot_help else ()
    return [{"code": short_code(one), "name": directory.service(one).name} for one in others if one in directory]


def compared(directory: Directory, services: Sequence[Service]) -> View:
    """Services side by side. `columns`: their rows; `lines`: a fact each, with what every service says and whether all say the
    same. Nobody's word on a fact is an answer too: not known differs from known."""
    rows = [row(directory, service, cards.card(directory.content, service)) for service in services]
    lines = []
    for name, label in _labels().items():
        values = [_value(one, name) for one in rows]
        if any(values):
            lines.append({"label": label, "values": values, "same": len(set(values)) == 1})
    return {
        "columns": rows,
        "lines": lines,
        "differ": [line["label"] for line in lines if not line["same"]],
        "unsaid": [label for name, label in _labels().items() if not any(_value(one, name) for one in rows)],
    }


def _value(one: View, name: str) -> str | None:
    if name == "hours":
        return one["hours"]["text"] if one["hours"] else None
    return one[name] or None


def _labels() -> dict[str, str]:
    """The facts that are compared, most telling first."""
    return {
        "who": gettext("Who it takes"),
        "route": gettext("Who makes contact first"),
        "who_may": gettext("Who may refer"),
        "thresholds": gettext("When it takes a referral"),
        "waiting": gettext("Referrals and waiting"),
        "cost": gettext("Cost"),
        "languages": gettext("Languages"),
        "hours": gettext("Hours"),
        "reach": gettext("How it works with people"),
        "risk": gettext("Risk it takes"),
        "after_referral": gettext("After a referral"),
        "cannot_help": gettext("Who it cannot help"),
        "by_and_for": gettext("Run by the group itself"),
        "shares_data_with": gettext("Who it shares data with"),
        "under18_confidentiality": gettext("What stays private under 18"),
        "coverage": gettext("Where"),
    }
