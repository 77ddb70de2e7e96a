"""One way to read words, shared by the urgent screen, the thesaurus and the search.

People type at night: without accents, with numbers for letters, with letters stretched or spaced out, in any script.
`words` makes the same word of all these spellings, so that everything that compares words compares like with like.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from finder.understanding.letters import INVISIBLE, LETTER_MAP, MARKS, SAME_LENGTH

_W = rf"[\w{MARKS}{INVISIBLE}]"
# An apostrophe, star, @ or $ belongs to a word when letters are on both sides: don't, r*pe, @ and $ for letters.
# An exclamation mark does only after a first letter (k!ll): "no!he is here" is two words.
_WORD = re.compile(rf"{_W}(?:{_W}|['*@$](?={_W})|(?<=(?<!\w)[A-Za-z])!(?=[A-Za-z]{{2}}))*")
_STAND_IN = re.compile(r"(?<=[^\W\d_])[013457@$!]+(?=[^\W\d_])")
_LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_ONE_PLAIN_WORD = re.compile(r"(?!.*(.)\1\1)[a-z]+")
_NOT_PLAIN = re.compile(r"[a-z][0-9'*@$!]|[0-9][a-z]|_")


class Token(NamedTuple):
    """One word as compared (`word`), and where it stands in the text: characters `start` up to, not with, `end`."""

    word: str
    start: int
    end: int


def words(text: str) -> tuple[str, ...]:
    """The words of a text, each in the one spelling that is compared. Any text is fine; none gives ()."""
    if _ONE_PLAIN_WORD.fullmatch(text):  # as most pieces of the urgent phrases are
        return (text,)
    return tuple(token.word for token in tokens(text))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with their places in it. The work grows with the length of the text, never faster."""
    if text.isascii():
        even = text.lower()
        if _NOT_PLAIN.search(even) is None:  # most messages: nothing to undo but stretched letters
            found = [Token(match.group(), *match.span()) for match in _PLAIN_WORD.finditer(even)]
            return _finished(found, text)
    even = text.translate(SAME_LENGTH)
    found = [Token(_fold(match.group()), *match.span()) for match in _WORD.finditer(even)]
    return _finished(found, text)


def _finished(found: list[Token], text: str) -> tuple[Token, ...]:
    if _STRETCHED.search(text.lower()):
        found = [Token(_STRETCHED.sub(r"\1\1", token.word), token.start, token.end) for token in found]
    if all(len(token.word) > 1 for token in found):
        return tuple(found)
    return _join_spaced([token for token in found if token.word], text)


def _fold(raw: str) -> str:
    """One word without case, accents, invisible characters and stand-ins for letters."""
    if raw.isascii():
        if raw.isalpha():
            return raw.lower()
        word = raw.lower().replace("'", "").replace("*", "")
    else:
        word = unicodedata.normalize("NFKD", raw).casefold().translate(LETTER_MAP)
        word = "".join(unicodedata.normalize("NFC", word).split())
    return word if word.isalpha() else _STAND_IN.sub(_letters_for, word)


def _letters_for(match: re.Match[str]) -> str:
    return match.group().translate(_LOOKS_LIKE)


def _join_spaced(found: list[Token], text: str) -> tuple[Token, ...]:
    """Three or more single letters in a row with one same character between them are one word: "k m s", "k.m.s"."""
    joined: list[Token] = []
    position, count = 0, len(found)
    while position < count:
        last = position
        if _single(found[position]):
            while last + 1 < count and _single(found[last + 1]) and _spaced(found, position, last, text):
                last += 1
        if last - position >= 2:
            word = "".join(token.word for token in found[position : last + 1])
            joined.append(Token(_STRETCHED.sub(r"\1\1", word), found[position].start, found[last].end))
        else:
            joined.extend(found[position : last + 1])
        position = last + 1
    return tuple(joined)


def _single(token: Token) -> bool:
    return len(token.word) == 1 and token.word.isalpha()


def _spaced(found: list[Token], first: int, last: int, text: str) -> bool:
    """True when one character stands after `last`, the same one as after `first`."""
    gap = text[found[last].end : found[last + 1].start]
    return len(gap) == 1 and gap == text[found[first].end : found[first].end + 1]
