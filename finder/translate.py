"""One catalogue a language for everything a person reads: templates, Python, and the wording in content files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask import Flask
from markdown_it import MarkdownIt

from finder.directory import content as content_store
from finder.rights.rights import Rights
from finder.settings import ROOT, Settings
from finder.understanding.signing import Signing
from finder.understanding.urgent_content import read_cards

FOLDER = ROOT / "translations"
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_OPTIONS = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


@dataclass(frozen=True)
class Status:
    """How far a catalogue is: strings in all, and those without a whole translation (each missing plural counts)."""

    language: str
    total: int
    missing: tuple[str, ...]
    checked: str
    """Who speaks it and has checked it, as the catalogue's header says: `nobody` until a native speaker has."""


def template(content_folder: Path) -> Catalog:
    """Every string to translate."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT / "finder", _METHODS, _OPTIONS, _KEYWORDS, ("Translators:",), directory_filter=_own)
    for _, _, message, comments, context in found:
        catalogue.add(message, auto_comments=comments, context=context)
    for message in _of_content(content_folder):
        catalogue.add(" ".join(message.split()) if "\n" in message else message)
    return catalogue


def _own(path: str) -> bool:
    return Path(path).name not in ("static", "__pycache__")


def _of_content(folder: Path) -> Iterator[str]:
    content = content_store.load(folder)
    for topic in content.topics.values():
        yield from (topic.name, topic.meaning)
    for group in content.groups.values():
        yield from (group.label, group.only)
    for label in content.support.values():
        yield from (label.label, label.meaning)
    for service in (one for one in content.services if one.listed):
        yield from service.texts
    for card in read_cards(folder / "urgent").values():
        yield from (card.title, card.intro, card.soft_intro)
        yield from (words for contact in card.contacts for words in (contact.label, contact.note) if words)
    yield from Rights.load(folder / "rights").texts
    yield from Signing.load(folder).texts
    for page in sorted((folder / "pages").glob("*.md")):
        yield from (token.content for token in MarkdownIt().parse(page.read_text("utf-8")) if token.type == "inline")


def _new(language: str) -> Catalog:
    name = Locale.parse(language).get_display_name(language) or language
    header = f"# {name[:1].upper()}{name[1:]} ({language}): interface and content of Waymark.\n# Checked by: nobody\n"
    return Catalog(
        locale=language, fuzzy=False, header_comment=header, project="Waymark", version="1", copyright_holder="the Waymark authors"
    )


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/messages.po"))


def read(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, language: str) -> None:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)


def status(language: str, wanted: Catalog) -> Status:
    catalogue = read(language)
    missing = [message for message in wanted if message.id and not _whole(catalogue, message)]
    names = [m.id if isinstance(m.id, str) else m.id[0] for m in missing]
    checked = next((line.partition(":")[2].strip() for line in catalogue.header_comment.splitlines() if "Checked by" in line), "")
    return Status(language, sum(1 for m in wanted if m.id), tuple(names), checked or "nobody")


def _whole(catalogue: Catalog, wanted: Message) -> bool:
    """pybabel counts a plural as translated when any form is; a person meets each form."""
    found = catalogue.get(wanted.id, wanted.context)
    if found is None or found.fuzzy:
        return False
    forms = found.string if isinstance(found.string, (tuple, list)) else (found.string,)
    return all(forms) and (not found.pluralizable or len(forms) == catalogue.num_plurals)


def install(app: Flask, settings: Settings) -> None:
    """Add `flask translate`."""

    @app.cli.group()
    def translate() -> None:
        """The catalogues: extract, update, compile, status."""

    @translate.command()
    def extract() -> None:
        """Count the strings there are to translate."""
        click.echo(f"{sum(1 for m in template(settings.content) if m.id)} strings")

    @translate.command()
    @click.argument("new", nargs=-1)
    def update(new: tuple[str, ...]) -> None:
        """Bring every catalogue up to date with the strings there are; NEW adds languages."""
        wanted = template(settings.content)
        for language in sorted({*languages(), *new}):
            held = read(language) if language in languages() else _new(language)
            held.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
            write(held, language)
            click.echo(f"{language}: {len(status(language, wanted).missing)} to translate")

    @translate.command("compile")
    def compile_all() -> None:
        """Make the files that the site reads."""
        for language in languages():
            compile_one(language)

    @translate.command("status")
    def show_status() -> None:
        """How far each catalogue is, and who has checked it."""
        wanted = template(settings.content)
        for language in languages():
            one = status(language, wanted)
            click.echo(f"{one.language}: {one.total - len(one.missing)} of {one.total}; checked by {one.checked}")


def compile_one(language: str) -> None:
    """Write one language's compiled catalogue whole, so that a running site never reads half of it."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.mo"
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        write_mo(file, read(language))
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
