"""One turn of a talk, without Rasa: what is new in it, what the person is doing, and which question is open then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FACTS = ("topic", "audience", "age", "place", "language", "reported", "stage", "reach")
ASKED = ("topic", "audience", "age", "place")
"""The questions, in their order."""
MEMORY = ("next", "shown", "young", "several")
SKIPPED = "skipped"
WHO = {"child": "child", "friend": "friend", "professional": "client"}
ADULT = 18

NOT_UNDERSTOOD = "nlu_fallback"
TELLING = frozenset({"tell", "inform", "change", "skip", "show_services"})
"""What moves the talk on; anything else is answered, and the open question is asked again."""
SMALL = frozenset({NOT_UNDERSTOOD, "out_of_scope", "greet", "affirm", "deny", "skip"})
"""Read as an answer when there is one in it: "no, in leeds"."""
GUESSED = frozenset({NOT_UNDERSTOOD, "inform", "out_of_scope", "own_behaviour"})
"""Read as telling also when the site only guesses at a crime from the meaning: it has learned more examples of those."""
OVERRULED = GUESSED | SMALL | {"upset", "end", "thank", "not_that", "more", "start_again", "safe_now", "ask_how"}
"""Read as telling when the site found a crime in its words: "stop him hitting me" is no goodbye."""
SURE_TO_END = 0.7
"""Ending clears the talk: below this, the person is asked (calibrate.py: every third goodbye above 0.45 is none)."""
SHOWS = frozenset({"show_services", "more", "own_behaviour"})


@dataclass(frozen=True)
class Turn:
    """`intent`: what the person is doing. `facts`: slots to set, None where something was taken back."""

    intent: str
    facts: dict[str, Any]


def turn(slots: Mapping[str, Any], known: Mapping[str, Any] | None, did: str, intent: str | None, sure: float = 1.0) -> Turn:
    """`slots` before this turn; `known` by the site now (None: it said nothing); `intent` as classified, and how surely."""
    news = _news(slots, known)
    firm = {name: value for name, value in news.items() if not (name == "topic" and (known or {}).get("guess"))}
    intent = _intent(intent or NOT_UNDERSTOOD, did, slots, known, news, firm)
    if intent == "end" and did == "typed" and sure < SURE_TO_END and slots.get("next") != "end":
        intent = "may_end"
    if intent == "start_again":
        return Turn(intent, {**dict.fromkeys((*FACTS, *MEMORY)), "next": "topic", "who": "you", **_QUIET})
    if intent in (NOT_UNDERSTOOD, "out_of_scope"):
        news = firm
    wants = did.partition(":")[2]
    pending = slots.get("next") if slots.get("next") in (*ASKED, "which") else None
    if intent == "skip" and pending and _slot(pending) not in news:
        news[_slot(pending)] = SKIPPED
    after = {name: news.get(name, slots.get(name)) for name in FACTS}
    coming = _next(intent, wants, news, after, slots, pending)
    facts = {**news, "next": coming, **_notes(intent, coming, news, after, slots, known or {})}
    if coming == "services" or intent in SHOWS:
        facts["shown"] = "yes"
    return Turn(intent, facts)


_QUIET = {"note": "none", "early": "no"}


def _slot(question: str) -> str:
    return "topic" if question == "which" else question


def _news(slots: Mapping[str, Any], known: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the site knows now and the slots do not hold; None for what was known and is no longer."""
    news: dict[str, Any] = {}
    for name in FACTS if known is not None else ():
        value, held = (known or {}).get(name), slots.get(name)
        value = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        if value != held and (value is not None or held != SKIPPED):
            news[name] = value
    return news


def _intent(
    intent: str,
    did: str,
    slots: Mapping[str, Any],
    known: Mapping[str, Any] | None,
    news: Mapping[str, Any],
    firm: Mapping[str, Any],
) -> str:
    pending = slots.get("next") in (*ASKED, "which")
    if did not in ("typed", "nothing"):
        intent = did.partition(":")[0]
        if intent == "deny":
            return "skip" if pending else "affirm" if slots.get("next") == "end" else intent
        return intent
    told = {name for name, value in firm.items() if value not in (None, SKIPPED)}
    if (known or {}).get("urgent") and not (known or {}).get("soft"):
        return "urgent"
    if did == "nothing":
        return "inform" if told else NOT_UNDERSTOOD
    if (known or {}).get("own"):
        return "own_behaviour"
    if intent == "not_that" and told:
        return "change"
    if news.get("topic") not in (None, SKIPPED) and intent in (OVERRULED if "topic" in told else GUESSED):
        return "tell"
    if intent == "own_behaviour" and (known or {}).get("own") is False:
        return "tell"
    if intent in SMALL and told:
        return "inform"
    if slots.get("next") == "end" and intent in ("affirm", "deny"):
        return "end" if intent == "affirm" else "affirm"
    if (intent == "deny" and pending) or (intent in SMALL and SKIPPED in news.values()):
        return "skip"
    if intent in (NOT_UNDERSTOOD, "out_of_scope") and (known or {}).get("service"):
        return "show_services"
    if known is not None and intent == "inform" and not told:
        return NOT_UNDERSTOOD
    if known is not None and intent == "tell" and not _topic(slots, news) and slots.get("next") == "which":
        return NOT_UNDERSTOOD
    return intent


def _topic(slots: Mapping[str, Any], news: Mapping[str, Any]) -> str | None:
    topic = news.get("topic", slots.get("topic"))
    return topic if topic != SKIPPED else None


def _next(
    intent: str,
    wants: str,
    news: Mapping[str, Any],
    after: Mapping[str, Any],
    slots: Mapping[str, Any],
    pending: str | None,
) -> str:
    """The question to ask now, or "services" (show them), "done" (nothing is open), "what" (which answer to change)."""
    if wants in ASKED:
        return wants
    if intent == "may_end":
        return "end"
    if intent == "change" and not news:
        return "what"
    if intent == "show_services":
        return "services"
    if slots.get("shown"):
        if intent in TELLING:
            return "services"
        return pending if pending and after[_slot(pending)] is None else "done"
    missing = next((name for name in ASKED if after[name] is None), None)
    if intent == "own_behaviour":
        return "done"
    if missing == "topic" and (intent == "tell" or pending == "which"):
        return "which"
    return missing or "services"


def _notes(
    intent: str,
    coming: str,
    news: Mapping[str, Any],
    after: Mapping[str, Any],
    slots: Mapping[str, Any],
    known: Mapping[str, Any],
) -> dict[str, Any]:
    """What is said beside: that something was told or changed, that there are several things, the line for under 18s."""
    facts: dict[str, Any] = {"who": WHO.get(str(after["audience"]), "you"), **_QUIET}
    if intent not in TELLING:
        return facts
    said = []
    if int(known.get("topics") or 0) > 1 and after["topic"] and not slots.get("several"):
        said.append("several")
        facts["several"] = "yes"
    elif intent == "change" and any(value not in (None, SKIPPED) for value in news.values()):
        said.append("changed")
    elif news.get("topic") not in (None, SKIPPED) and slots.get("topic") is None and intent == "tell":
        said.append("told")
    if _is_young(after["age"]) and not slots.get("young"):
        said.append("young")
        facts["young"] = "yes"
    facts["note"] = "-".join(said) or "none"
    both = all(after[name] not in (None, SKIPPED) for name in ("topic", "place"))
    facts["early"] = "yes" if both and coming in ASKED and not slots.get("shown") else "no"
    return facts


def _is_young(age: str | None) -> bool:
    """Whether everybody of this age ("17" or "16-18", whole years) is under 18."""
    oldest = str(age or "").rpartition("-")[2]
    return oldest.isdigit() and int(oldest) < ADULT
