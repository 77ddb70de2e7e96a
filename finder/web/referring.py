"""What workers ask about a service, in words: who may refer, how it works, how long people wait. Not known is None."""

from __future__ import annotations

from finder.directory.content import Content
from finder.directory.model import Service
from finder.web import sentences
from finder.web.words import gettext, ngettext


def referrers() -> dict[str, str]:
    """Every kind of referrer, by its code."""
    return {
        "any-professional": gettext("Any worker"),
        "police": gettext("Police"),
        "health": gettext("Health"),
        "social-care": gettext("Social care"),
        "education": gettext("Schools and colleges"),
        "housing": gettext("Housing"),
        "probation": gettext("Probation"),
        "courts": gettext("Courts"),
        "charities": gettext("Charities"),
        "family": gettext("Family or a friend"),
    }


def reaches() -> dict[str, str]:
    """Every way of working with people, by its code."""
    return {
        "in-person": gettext("Face to face"),
        "phone": gettext("By phone"),
        "online": gettext("Online"),
        "outreach": gettext("They come to the person"),
    }


def risks() -> dict[str, str]:
    """Every level of risk, by its code."""
    return {"standard": gettext("Standard risk"), "medium": gettext("Medium risk"), "high": gettext("High risk")}


def sorts() -> dict[str, str]:
    """Every order of results, by its code."""
    return {
        "fit": gettext("Best fit"),
        "distance": gettext("Nearest"),
        "wait": gettext("Shortest wait"),
        "fresh": gettext("Checked most recently"),
    }


def longest_wait(weeks: int) -> str:
    """A choice of the longest wait."""
    return gettext("No wait") if weeks == 0 else ngettext("Up to %(num)s week", "Up to %(num)s weeks", weeks)


def route(service: Service) -> str | None:
    """Who makes the first contact: the person, a worker, or only some workers."""
    referral = service.referral
    only = referral.by_self is False and referral.who and "any-professional" not in referral.who
    if only:
        return gettext("Only through: %(who)s", who=who_may(service))
    if referral.by_self and referral.by_professional:
        return gettext("The person, or a worker")
    if referral.by_self:
        return gettext("The person") if referral.by_professional is False else gettext("The person. Ask about workers.")
    if referral.by_professional:
        return gettext("A worker") if referral.by_self is False else gettext("A worker. Ask if the person can.")
    return None


def who_may(service: Service) -> str | None:
    """The kinds of worker that may refer."""
    names = referrers()
    return _to_be_sure(service, "referral", sentences.listed([names[one] for one in service.referral.who]))


def thresholds(service: Service) -> str | None:
    return _to_be_sure(service, "referral", gettext(service.referral.thresholds) if service.referral.thresholds else "")


def reach(service: Service) -> str | None:
    """How it works with people. What follows from a confirmed number or chat needs no evidence of its own."""
    names = reaches()
    said = sentences.listed([names[one] for one in service.known_reach])
    return _to_be_sure(service, "reach", said) if service.reach else said or None


def risk(service: Service) -> str | None:
    names = risks()
    return _to_be_sure(service, "risk", sentences.listed([names[one] for one in service.risk]))


def waiting(service: Service) -> str | None:
    """Are referrals taken now, how long is the wait, and when was that said."""
    capacity = service.capacity
    if capacity is None:
        return None
    said = []
    if capacity.taking_referrals is not None:
        said.append(gettext("Takes referrals now.") if capacity.taking_referrals else gettext("Takes no referrals now."))
    if isinstance(capacity.wait, int):
        weeks = ngettext("Wait: about %(num)s week.", "Wait: about %(num)s weeks.", capacity.wait)
        said.append(weeks if capacity.wait else gettext("No wait."))
    elif capacity.wait:
        said.append(gettext("Wait: %(wait)s.", wait=gettext(capacity.wait).rstrip(".")))
    return " ".join([*said, gettext("(Said %(date)s)", date=sentences.day(capacity.seen))])


def cannot_help(service: Service) -> str | None:
    return _to_be_sure(service, "cannot_help", gettext(service.cannot_help.text) if service.cannot_help else "")


def by_and_for(content: Content, service: Service) -> str | None:
    """The groups that run it for themselves."""
    names = [gettext(service.called.get(slug) or content.groups[slug].label) for slug in service.by_and_for]
    return _to_be_sure(service, "by_and_for", sentences.listed(names))


def after_referral(service: Service) -> str | None:
    return _to_be_sure(service, "after_referral", gettext(service.after_referral) if service.after_referral else "")


def shares_data_with(service: Service) -> str | None:
    return _to_be_sure(service, "shares_data_with", gettext(service.shares_data_with) if service.shares_data_with else "")


def under18_confidentiality(service: Service) -> str | None:
    said = gettext(service.under18_confidentiality) if service.under18_confidentiality else ""
    return _to_be_sure(service, "under18_confidentiality", said)


def _to_be_sure(service: Service, field: str, said: str) -> str | None:
    """A fact; one that was seen on no page says so."""
    if not said:
        return None
    return said if service.confirmed(field) else gettext("%(fact)s (ask to be sure)", fact=said)
