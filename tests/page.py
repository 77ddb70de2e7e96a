"""A page of the site as a tree that tests can ask, and what every page must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask

from finder.web import language
from finder.web.words import gettext, speaking

ROLES = (
    "Home",
    "Find support",
    "Find support, please change something",
    "A service",
    "Privacy",
    "Accessibility",
    "About",
    "Using this site",
    "Something went wrong",
    "Urgent help",
    "Language",
    "Talk",
    "Your rights",
    "For workers",
    "A sheet",
    "Report a problem",
    "Easy Read",
    "British Sign Language",
    "Status",
)
"""All that a title may say beside the site's name: it goes into the browser's history."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INTERACTIVE = ("a", "button", "input", "select", "textarea", "details", "label")
ONLY_WORDS = (*HEADINGS, "p", "span", "button", "label", "legend", "strong", "small", "bdi", "dt", "option")
BLOCKS = ("div", "p", "ul", "ol", "dl", "section", "article", "nav", "form", "fieldset", "details", "table", *HEADINGS)
CHILDREN = {"ul": ("li",), "ol": ("li",), "dl": ("div", "dt", "dd"), "select": ("option", "optgroup")}
REFERENCES = ("for", "form", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")


@dataclass(frozen=True)
class Page:
    """A parsed page. `errors` are what an HTML parser complains about."""

    tree: Element
    errors: tuple[str, ...]

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements with these attributes; `class_` looks for one class among several."""
        return [element for element in self.tree.iter(tag) if all(_has(element, name, value) for name, value in attributes.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}>"
        return found[0]

    def by_id(self, name: str) -> Element | None:
        return next((element for element in self.tree.iter() if element.get("id") == name), None)

    @property
    def title(self) -> str:
        return words(self.one("title"))

    @property
    def text(self) -> str:
        return words(self.tree)

    @property
    def main(self) -> str:
        return words(self.one("main"))

    @property
    def cards(self) -> list[Element]:
        return self.all("article", class_="card")

    @property
    def chips(self) -> dict[str, str]:
        """The chips of what was looked for: the value that takes each away, and its words."""
        return {chip.get("value", ""): words(chip.findall("span")[1]) for chip in self.all("button", name="remove")}

    @property
    def notices(self) -> list[str]:
        return [words(element) for element in self.all("p", class_="inset")]

    @property
    def problems(self) -> dict[str, str]:
        """What must be changed: the field that each sentence leads to."""
        box = self.by_id("errors")
        return {} if box is None else {link.get("href", "").removeprefix("#"): words(link) for link in box.iter("a")}

    def addresses(self) -> Iterator[str]:
        for element in self.tree.iter():
            for name in ("href", "src", "action", "formaction", "hx-post", "hx-get"):
                if (value := element.get(name)) is not None:
                    yield value


def read(html: str) -> Page:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    return Page(tree, tuple(f"{code} at {where}" for where, code, _ in parser.errors))


def read_part(html: str) -> Page:
    """A part of a page, as htmx puts it in place."""
    return read(f"<!doctype html><html lang=en><head><title>-</title></head><body><main>{html}</main></body></html>")


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _has(element: Element, name: str, value: str) -> bool:
    if name == "class_":
        return value in (element.get("class") or "").split()
    return element.get(name) == value


def titles(app: Flask, site_name: str) -> set[str]:
    """Every title there may be, in every language."""
    found = set()
    with app.test_request_context():
        for code in language.offered():
            with speaking(code):
                found |= {f"{site_name} - {gettext(role)}" for role in ROLES}
    return found


def problems(page: Page, whole: bool = True) -> Iterator[str]:
    """What is wrong with a whole page or a part of one, in words."""
    yield from page.errors
    yield from _identities(page, whole)
    yield from _forms(page)
    yield from _content(page)
    yield from _nothing_inline(page)


def problems_of_frame(page: Page) -> Iterator[str]:
    """What a page lacks that every page has."""
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} first headings"
    root = page.one("html")
    code = root.get("lang", "")
    if code not in language.offered():
        yield f"the page says that it is in {code!r}"
    elif root.get("dir") != language.direction(code):
        yield "the text runs the wrong way"
    leave = page.by_id("leave")
    if leave is None or "/leave" not in leave.get("href", "") or not words(leave):
        yield "no way to leave"
    urgent = page.by_id("urgent-help")
    if urgent is None or not any(link.get("href") == "tel:999" for link in urgent.iter("a")):
        yield "no emergency block with 999"
    onward = [link for link in page.one("main").iter() if link.tag in ("a", "button")]
    if not onward:
        yield "no way on from the main part"


def _identities(page: Page, whole: bool) -> Iterator[str]:
    seen: set[str] = set()
    for element in page.tree.iter():
        name = element.get("id")
        if name in seen:
            yield f"the id {name!r} twice"
        if name is not None:
            seen.add(name)
    for element in page.tree.iter():
        named = [name for attribute in REFERENCES for name in (element.get(attribute) or "").split()]
        href = element.get("href", "")
        if href.startswith("#") and len(href) > 1:
            named.append(href[1:])
        # A part by htmx may refer to what stands around it.
        around = [] if whole else [name for name in named if name.startswith("i-") or name == "urgent-help"]
        yield from (f"<{element.tag}> refers to #{name}, which is not there" for name in named if name not in seen and name not in around)


def _forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if not form.get("action"):
            yield "a form without an action"
        if form.get("method") != "post":
            yield "a form that would put what is typed in an address"
        if form.get("autocomplete") != "off":
            yield "a form that the browser may fill in from memory"
    for field in (*page.all("input", type="text"), *page.all("textarea")):
        if (field.get("autocomplete"), field.get("spellcheck")) != ("off", "false"):
            yield f"the field {field.get('name')} may be remembered or sent to a spelling service"


def _content(page: Page) -> Iterator[str]:
    for element in page.tree.iter():
        tag = str(element.tag)
        wanted = CHILDREN.get(tag)
        if wanted and any(child.tag not in wanted for child in element):
            yield f"<{tag}> holds {[child.tag for child in element if child.tag not in wanted]}"
        inside = [str(child.tag) for child in element.iter() if child is not element]
        if tag in ("a", "button") and set(inside) & set(INTERACTIVE):
            yield f"<{tag}> holds something else to press"
        if tag in ONLY_WORDS and set(inside) & set(BLOCKS):
            yield f"<{tag}> holds {sorted(set(inside) & set(BLOCKS))}"
        if tag in ("a", "button") and not words(element):
            yield f"<{tag}> without words"
        if tag in (*HEADINGS, "label", "legend", "summary", "li") and not words(element):
            yield f"an empty <{tag}>"


def _nothing_inline(page: Page) -> Iterator[str]:
    for element in page.tree.iter():
        if any(name == "style" or name.startswith("on") for name in element.attrib) or element.tag == "style":
            yield f"<{element.tag}> has a style or a script of its own"
        if element.tag == "script" and (element.text or not element.get("src", "").startswith("/static/")):
            yield "a script that is not a file of ours"
        if element.tag in ("link", "img", "iframe", "script") and "//" in (element.get("src") or element.get("href") or ""):
            yield f"<{element.tag}> loads something from elsewhere"
        if element.tag == "a" and element.get("href", "").startswith("http") and "noreferrer" not in element.get("rel", ""):
            yield f"a link that tells {element.get('href')} where it was opened"


def total(page: Page) -> int:
    """How many services a page of results says there are."""
    heading = page.by_id("results-title")
    assert heading is not None
    return int(words(heading).split()[0])
