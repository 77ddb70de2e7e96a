"""Two services for the tests of Open Referral UK: one that says all that workers ask, one of which nothing is confirmed."""

from __future__ import annotations

BASE = "/api/oruk/v3"
LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
FOR_WORKERS = {
    "organisation": "Example Trust",
    "ages": {"from": "11", "to": "18"},
    "only_for": ["women", ["deaf", "disabled"]],
    "by_and_for": ["deaf"],
    "interpreters": "yes",
    "referral": {"self": "no", "professional": "yes", "who": ["police"], "thresholds": "A score of 14 or more."},
    "capacity": {"taking_referrals": "no", "wait": "6", "seen": "2026-10-01", "told": "phone"},
    "cannot_help": {"text": "People who have hurt a partner."},
    "after_referral": "They ring you.",
    "risk": ["high"],
    "contact": {
        "phone": {"number": "020 7946 0000", "basis": "page", "free": "yes"},
        "sms": {"to": "07700 900123", "basis": "page", "say": "HELP"},
        "web": {"address": "https://example.org/", "basis": "page"},
        "webchat": {"address": "https://example.org/chat", "basis": "page"},
    },
    "hours": {"open": "Mo-Fr 09:00-17:00; PH off", "basis": "page"},
    "cost": "free",
    "coverage": ["Plymouth", "england"],
    "base": "Plymouth",
}
SHY = {
    "contact": {
        "phone": {"number": "020 7946 0999", "basis": "unconfirmed"},
        "sms": {"to": "07700 900999", "basis": "unconfirmed"},
        "email": {"to": "shy@example.org", "basis": "unconfirmed"},
        "web": {"address": "https://shy.example.org/", "basis": "not-checked"},
        "webchat": {"address": "https://shy.example.org/chat", "basis": "not-checked"},
    },
    "hours": {"open": "Mo 09:01-17:01", "basis": "unconfirmed"},
    "notes": "The zyzzyva rang twice.",
}
