"""Every sentence that stands for a code: notices, reasons, names of choices, dates. All of them can be translated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from finder.directory.content import Content
from finder.directory.search import Reason
from finder.needs import OLDEST, Age, Notice
from finder.web import days
from finder.web.words import gettext, locale, ngettext


def notice(content: Content, said: Notice) -> str:
    """The plain sentence of a notice."""
    words = dict(said.words)
    match said.field, said.code:
        case "place", "unknown":
            return gettext("We do not know this place. Try a town, or the first part of a postcode, such as PL4.")
        case "place", "scotland":
            return gettext(
                "This place is in Scotland. Services here are for England and Wales. In Scotland, look for Victim Support Scotland."
            )
        case "place", "northern-ireland":
            return gettext(
                "This place is in Northern Ireland. Services here are for England and Wales. "
                "In Northern Ireland, look for Victim Support NI."
            )
        case "place", "unknown-code":
            return gettext("We do not know this code of a place. We left it out.")
        case "place", _:
            return gettext("This place is not in England or Wales. Use the support services of that country.")
        case "age", "out-of-range":
            return gettext("Write an age from 1 to %(oldest)s. For a baby, write 1.", oldest=OLDEST)
        case "age", _:
            return gettext("Write the age in numbers, such as 17 or 16-18.")
        case "q", "too-long":
            most = words.get("most", "1000")
            return gettext("That was long. We read the first %(most)s letters. Please use fewer words.", most=most)
        case "support", "relaxed":
            return gettext("No service here gives that kind of help to this person. We show other kinds of help.")
        case "referral", "relaxed":
            return gettext("No service here can be reached that way. We show the others.")
        case "terms", "relaxed":
            return gettext("No service here fits all that you chose. We show the others.")
        case "crime", "relaxed":
            return gettext("No service here is for that alone. We show services that may help.")
        case "picked", "compare":
            return gettext("Tick two, three or four services to compare them.")
        case "picked", "sheet":
            return gettext("Tick one to five services to make a sheet.")
        case "sort", "no-place":
            return gettext("Give a town or a postcode to see the nearest first.")
        case "crime" | "for" | "support" | "language" | "referral", "unknown-code":
            return gettext("One of your choices is not on our list. We left it out.")
        case "q", "not-in-address":
            return gettext("Send words in the body of a POST, never in an address.")
        case "page" | "per_page", "out-of-range":
            return gettext("That page number is out of range. We used the nearest one.")
        case "page", _:
            return gettext("There are no more services. Go back a page.")
        case "personal", _:
            return gettext("We left out names, numbers or addresses. You do not need to give them.")
    if said.code == "unknown-code":
        return gettext("One of your choices is not on our list. We left it out.")
    return gettext("We could not use part of what you gave. We used the rest.")


def reason(content: Content, why: Reason) -> str:
    """Why a service is shown."""
    words = dict(why.words)
    match why.code:
        case "named":
            return gettext("You named it")
        case "crime":
            topic = content.topics[words["crime"]]
            return gettext("Helps with: %(crime)s", crime=gettext(topic.name))
        case "any-crime":
            return gettext("Helps after any crime")
        case "group":
            group = content.groups[words["group"]]
            return gettext(group.only)
        case "age":
            return gettext("Made for this age")
        case "speaks":
            return gettext("Speaks %(language)s", language=language_name(content, words["language"]))
        case "interpreters":
            return gettext("Has interpreters")
        case "place":
            return gettext("Takes people in %(place)s", place=words["place"])
        case _:
            return gettext("Takes people from all over the country")


def language_name(content: Content, code: str) -> str:
    """A language's name in the language of the page; CLDR has none for British Sign Language."""
    name = locale().languages.get(code)
    return str(name or gettext(content.languages[code].name))


def ages(age: Age | tuple[int | None, int | None]) -> str:
    """A range of ages in words; empty when it is open on both sides."""
    low, high = (age.low, age.high) if isinstance(age, Age) else age
    if low is not None and low == high:
        return ngettext("%(num)s year old", "%(num)s years old", low)
    if low and (high is None or high >= OLDEST):
        return gettext("%(age)s and over", age=low)
    if high is not None and not (low or 0) > 1:
        return gettext("up to %(age)s", age=high)
    return gettext("%(low)s to %(high)s", low=low, high=high) if low and high else ""


def checked(when: str | None) -> str:
    """When a service's facts were last seen; `when` is '2025-01-30', '2025-01' or '2025'."""
    return gettext("Checked %(date)s", date=day(when)) if when else gettext("Undated")


def day(when: str) -> str:
    """A date, a month or a year as people write it."""
    year, *rest = (int(part) for part in when.split("-"))
    if not rest:
        return str(year)
    return days.written(date(year, *rest)) if len(rest) > 1 else days.month(date(year, rest[0], 1))


def listed(parts: Sequence[str]) -> str:
    return gettext(", ").join(part for part in parts if part)
