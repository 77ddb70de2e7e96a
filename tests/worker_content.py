"""A small directory whose records say what workers ask, so that every worker's filter has something to answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from finder.build import Built
from finder.directory.content import short_code
from tests import small_content

SAID = {"seen": "2026-01-05", "told": "phone"}

SERVICES: Mapping[str, Mapping[str, Any]] = {
    "police-only": {"referral": {"self": "no", "professional": "yes", "who": ["police"]}, "risk": ["high"]},
    "any-worker": {"referral": {"self": "no", "professional": "yes", "who": ["any-professional"]}, "risk": ["standard", "medium"]},
    "no-worker": {"referral": {"self": "yes", "professional": "no"}},
    "family-may": {"referral": {"self": "yes", "who": ["family", "health"]}},
    "taking": {"capacity": {"taking_referrals": "yes", "wait": "2", **SAID}},
    "full": {"capacity": {"taking_referrals": "no", **SAID}},
    "long-wait": {"capacity": {"taking_referrals": "yes", "wait": "30", **SAID}},
    "wait-in-words": {"capacity": {"wait": "until spring", **SAID}},
    "in-person-only": {"reach": ["in-person"]},
    "goes-out": {"reach": ["in-person", "outreach"]},
    "a-refuge": {"support": ["refuge"], "only_for": ["women"]},
    "says-more": {
        "cannot_help": {"text": "People who need a bed tonight.", "instead": ["a-refuge"]},
        "after_referral": "A worker rings within two days.",
        "shares_data_with": "The council.",
        "under18_confidentiality": "They tell a parent only if you agree.",
        "by_and_for": ["deaf"],
        "cost": "free",
        "evidence": [{"field": "after_referral", "address": "https://example.org/", "seen": "2026-01-05"}],
    },
    "refer-here": {"referral": {"self": "yes", "professional": "yes", "address": "https://example.org/refer-here"}},
}


FIVE = (
    "national-domestic-abuse-helpline",
    "victim-support-supportline",
    "childline",
    "galop-helpline",
    "karma-nirvana",
)
"""Real services that fill one side of paper."""


def codes(*ids: str) -> str:
    """The services as the address of a list names them."""
    return "-".join(short_code(one) for one in ids)


def write(folder: Path) -> Path:
    """A content folder with these services beside a few real ones."""
    small_content.write(folder)
    for name, changes in SERVICES.items():
        small_content.add(folder, name, {"name": name.replace("-", " ").capitalize(), **changes})
    return folder


def made(folder: Path) -> Built:
    return small_content.made(write(folder / "content"), folder / "var" / "builds")
