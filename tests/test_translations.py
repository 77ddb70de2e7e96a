"""The catalogues: whole, unbroken, and in the words that the glossary agrees on."""

from __future__ import annotations

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from finder import translate
from finder.directory import strict_yaml
from finder.settings import Settings
from finder.web import language as language_of
from finder.web.language import direction, own_name

LANGUAGES = translate.languages()
COUNTS = (*range(26), 99, 100, 101, 102, 103, 111, 112, 121, 200)

# A text between quotation marks: as English writes them, and as any language does.
HIGH, QUOTED = "“([^”]+)”", "[«„“]([^»”“]+)[»”“]"

KEPT = (
    "SITE_NAME", "SHOUT", "Shout", "register", "yes", "Childline", "Samaritans", "Papyrus HOPELINE247", "NSPCC", "NHS 111", "Relay UK",
    "999 BSL", "Victim Support", "FGM", "IDVA", "ISVA", "LGBT+", "JavaScript", "JSON", "PL4", "CICA", "CPS",
    "Crimestoppers", "Report Remove", "Witness Care Unit", "Victim Contact Scheme", "Victims' Right to Review", "Crown Court",
)  # fmt: skip
"""Names, and words a person has to text or say in English."""

NOT_TERMS = re.compile(
    r"Victim Support|Victims[’']s? Code|Victims[’'] Right to Review|Victim (?:Contact Scheme|Liaison Officer|Personal Statement)"
    r"|[Ww]itness (?:Service|Care Unit|care officer)|Crown Court|refugees?"
)
"""Names that hold a term of the glossary without using it."""

MARKS = (r"\*\*", r"</?\w+>", r"\]\(\w+\)", r"\n")


@cache
def catalogue(language: str) -> Catalog:
    return translate.read(language)


@cache
def wanted() -> Catalog:
    return translate.template(Settings.from_environment().content)


def forms(language: str) -> Iterator[tuple[str, str]]:
    """Every English sentence with each form of its translation."""
    for message in catalogue(language):
        english = message.id if isinstance(message.id, str) else message.id[-1]
        own = message.string or ""
        if english:
            yield from ((english, form) for form in ((own,) if isinstance(own, str) else own))


def placeholders(text: str) -> Counter[str]:
    """What the site puts in: %(name)s, and {name} in words that a person picks."""
    return Counter(re.findall(r"%(?:\(\w+\))?[sd]|\{\w+\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_whole(language: str) -> None:
    found = translate.status(language, wanted())
    assert not found.missing, f"{language} lacks {len(found.missing)}: {found.missing[:5]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_filled(language: str) -> None:
    assert catalogue(language).num_plurals == Catalog(locale=language).num_plurals
    for message in catalogue(language):
        if message.id and message.pluralizable:
            held = [form.strip() for form in message.string or () if form.strip()]
            assert len(held) == catalogue(language).num_plurals, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept_in_every_form(language: str) -> None:
    broken = [(english, own) for english, own in forms(language) if placeholders(english) != placeholders(own)]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_percent_sign_is_part_of_a_placeholder(language: str) -> None:
    broken = [own for english, own in forms(language) if placeholders(english) and re.search(r"%(?!\(\w+\)[sd])", own)]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_are_kept(language: str) -> None:
    def ends(text: str) -> tuple[int, int]:
        return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())

    broken = [(english, own) for english, own in forms(language) if ends(english) != ends(own) or "  " in own]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_bears_its_own_name_and_runs_as_its_letters_do(language: str) -> None:
    known = Locale.parse(language)
    assert own_name(language).casefold() == (known.get_display_name(language) or "").casefold()
    assert direction(language) == known.text_direction


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_that_nobody_has_checked_it(language: str) -> None:
    assert "# Checked by: nobody" in catalogue(language).header_comment
    assert translate.status(language, wanted()).checked == "nobody"


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_are_kept(language: str) -> None:
    broken = [(e, own) for e, own in forms(language) for mark in MARKS if re.findall(mark, e) != re.findall(mark, own)]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_numbers_are_kept(language: str) -> None:
    """Phone numbers, ages, widths. A single digit may become a word (2 minutes is one word in Arabic)."""

    def numbers(text: str) -> set[str]:
        return set(re.findall(r"\d{2,}", text))

    broken = [(english, own) for english, own in forms(language) if numbers(english) != numbers(own)]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_words_to_text_are_kept(language: str) -> None:
    def lost(english: str, own: str) -> list[str]:
        return [name for name in KEPT if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", english) and name not in own]

    broken = [(name, own) for english, own in forms(language) for name in lost(english, own) if name != "yes" or "reply" in english]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_called_by_its_own_words(language: str) -> None:
    own_words = dict(forms(language))
    for english, own in forms(language):
        named = [own_words[name] for name in re.findall(HIGH, english) if name in own_words]
        assert all(name in re.findall(QUOTED, own) for name in named), (english, own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiles_and_counts(language: str) -> None:
    """Every number picks a form that shows it."""
    file = io.BytesIO()
    write_mo(file, catalogue(language))
    file.seek(0)
    compiled = gettext.GNUTranslations(file)
    plurals = [message.id for message in catalogue(language) if not isinstance(message.id, str)]
    assert plurals
    for one, many in plurals:
        for count in COUNTS:
            shown = compiled.ngettext(one, many, count) % {"num": count}
            assert str(count) in shown
            assert shown not in (one % {"num": count}, many % {"num": count}), "left in English"


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_not_left_in_english(language: str) -> None:
    """Three English words in a row mean that a sentence, or a part of it, was copied."""
    english_words = re.compile(r"(?:\b[a-z]{2,}\b ){3,}[a-z]{2,}\b")
    copied = [own for english, own in forms(language) if own == english and english_words.search(own)]
    assert not copied


def test_polish_does_not_guess_a_gender() -> None:
    """Past forms with "you" or "I" say whether a man or a woman is meant."""
    guessed = re.compile(r"\w(?:łeś|łaś)\b|[aeiyuąó]ł[ea]m\b|\b(?:powinieneś|powinnaś)\b")
    assert not [own for _, own in forms("pl") if guessed.search(own)]


def test_arabic_does_not_guess_a_gender() -> None:
    """A bare imperative to the reader says whether a man or a woman is meant."""
    guessed = re.compile(r"(?:^|[.:؟] )(?:اتصل|اضغط|اكتب|اختر|ارجع|انتظر|أرسل|ابحث|احذف|استخدم|انظر)(?=[\s،.؟:]|$)")
    assert not [own for _, own in forms("ar") if guessed.search(own)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_glossary_are_used(language: str) -> None:
    glossary = strict_yaml.read(translate.FOLDER / "glossary" / f"{language}.yaml")
    broken = []
    for term, entry in glossary.items():
        accepted = [part.casefold() for part in strict_yaml.lines(entry["accept"])]
        assert accepted, term
        assert entry["say"].strip(), term
        uses = re.compile(rf"\b{re.escape(term)}(?:s|es)?\b", re.I)
        for english, own in forms(language):
            if uses.search(NOT_TERMS.sub("", english)) and not any(part in own.casefold() for part in accepted):
                broken.append((term, english, own))
    assert not broken, broken


def test_glossaries_have_the_same_terms() -> None:
    terms = [set(strict_yaml.read(translate.FOLDER / "glossary" / f"{language}.yaml")) for language in LANGUAGES]
    assert all(one == terms[0] for one in terms)
    assert set(terms[0]) >= {"victim", "support", "advocate", "refuge", "consent", "stalking", "court", "witness", "police", "referral"}


def test_a_catalogue_that_lost_its_first_lines_is_unchecked_and_still_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    monkeypatch.setattr(language_of, "TRANSLATIONS", tmp_path)
    head = language_of._head.__wrapped__("pl")
    assert head == ("Polski", "nobody")
