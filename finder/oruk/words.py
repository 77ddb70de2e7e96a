"""What the standard wants as sentences: who is taken, how to refer, how long it takes. Plain English, and only what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from finder.directory.content import Content
from finder.directory.model import Service
from finder.directory.published import Kind
from finder.oruk.older import rows

ASK = "Ask to be sure."
FOR, FOR_ANY, WELCOMES, RUN_BY = "only for", "only for (any of these, {})", "knows well", "run by and for"
"""How a group stands to a service; a number tells the lists apart of which a person must fit one each."""

_FOR_ANY = re.compile(r"only for \(any of these, (\d+)\)")
_REFERRERS = {
    "any-professional": "anyone at work",
    "police": "the police",
    "health": "health workers",
    "social-care": "social workers",
    "education": "schools and colleges",
    "housing": "housing workers",
    "probation": "probation workers",
    "courts": "courts",
    "charities": "charities",
    "family": "family and friends",
}

_SENTENCES = {
    "You can ask for help yourself.": ("self", "yes"),
    "You cannot ask for help yourself.": ("self", "no"),
    "A professional can refer.": ("professional", "yes"),
    "A professional cannot refer.": ("professional", "no"),
}
REFER_AT = "Referral"
"""The label of the address where a referral is made."""


def eligibility(service: Service, content: Content) -> str:
    """Who is taken, and who is not."""
    entries = [(entry,) if isinstance(entry, str) else entry for entry in service.only_for]
    told = [" or ".join((content.groups[entry[0]].only, *(content.groups[slug].label for slug in entry[1:]))) for entry in entries]
    low, high = service.ages.low, service.ages.high
    if low is not None or high is not None:
        ages = f"From {low} to {high}" if low is not None and high is not None else f"From {low}" if high is None else f"Up to {high}"
        told.append(f"{ages} years old{'' if service.confirmed('ages') else ' (ask to be sure)'}")
    if service.risk:
        told.append(f"Takes {', '.join(service.risk)} risk")
    if service.cannot_help:
        told.append(f"Cannot help: {service.cannot_help.text.rstrip('.')}")
    return " ".join(f"{text}." for text in told)


def waiting(service: Service) -> str | None:
    """How long people wait, with the day it was said."""
    if service.capacity is None or service.capacity.wait is None:
        return None
    wait = service.capacity.wait
    return f"{f'{wait} weeks' if isinstance(wait, int) and wait != 1 else '1 week' if wait == 1 else wait} (said {service.capacity.seen})"


def alert(service: Service) -> str | None:
    """That nobody is taken now."""
    closed = service.capacity is not None and service.capacity.taking_referrals is False
    return f"Not taking referrals (said {service.capacity.seen})." if service.capacity and closed else None


def referral(service: Service) -> str:
    """Who may ask for this service, and when."""
    refer = service.referral
    said = {"self": refer.by_self, "professional": refer.by_professional}
    told = [sentence.rstrip(".") for sentence, (name, value) in _SENTENCES.items() if said[name] is (value == "yes")]
    if refer.who:
        told.append(f"Takes referrals from {', '.join(_REFERRERS[who] for who in refer.who)}")
    if refer.thresholds:
        told.append(refer.thresholds.rstrip("."))
    if service.after_referral:
        told.append(f"After a referral: {service.after_referral.rstrip('.')}")
    return " ".join(f"{text}." for text in told)


def interpreters(service: Service) -> str | None:
    return None if service.interpreters is None else "Interpreters can be had." if service.interpreters else "There are no interpreters."


def sorted_with_labels(service: Service) -> Iterator[tuple[str, Kind, str]]:
    """The service's terms, each with what it is to the service."""
    for crime in service.crimes:
        yield "helps with", "crime", crime
    for support in service.support:
        yield "gives", "support", support
    for number, entry in enumerate(service.only_for, 1):
        for slug in (entry,) if isinstance(entry, str) else entry:
            yield FOR if isinstance(entry, str) else FOR_ANY.format(number), "group", slug
    for slug in service.welcomes:
        yield WELCOMES, "group", slug
    for slug in service.by_and_for:
        yield RUN_BY, "group", slug


def list_number(label: str) -> int | None:
    """The number of the list that a label of ours puts a group into."""
    match = _FOR_ANY.fullmatch(label)
    return int(match[1]) if match else None


def read_back(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What our own sentences of eligibility and referral say, as fields of a record."""
    eligible, refer = str(raw.get("eligibility_description") or ""), str(raw.get("application_process") or "")
    found: dict[str, Any] = {}
    if risk := re.search(r"(?:^| )Takes ((?:standard|medium|high)(?:, (?:standard|medium|high))*) risk\.", eligible):
        found["risk"] = risk[1].split(", ")
    if cannot := re.search(r"(?:^| )Cannot help: (.+\.)$", eligible):
        found["cannot_help"] = {"text": cannot[1]}
    if after := re.search(r"(?:^| )After a referral: (.+\.)$", refer):
        found["after_referral"] = after[1]
        refer = refer[: after.start()]
    referral: dict[str, Any] = {}
    for sentence, (name, value) in _SENTENCES.items():
        if sentence in refer:
            referral[name], refer = value, refer.replace(sentence, "", 1)
    if who := re.match(r" *Takes referrals from ([^.]+)\.", refer):
        names = {name: code for code, name in _REFERRERS.items()}
        referral["who"], refer = [names[one] for one in who[1].split(", ") if one in names], refer[who.end() :]
    referral |= {"thresholds": refer.strip()} if refer.strip() else {}
    addresses = [row.get("url") for row in rows(raw, "additional_urls") if row.get("label") == REFER_AT]
    referral |= {"address": addresses[0]} if addresses else {}
    return found | ({"referral": referral} if referral else {})
