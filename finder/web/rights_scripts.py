"""Words to say or write when a right was not kept, filled with nothing but what a person picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from finder.rights.model import Right, Script
from finder.web import language
from finder.web.words import gettext

View = dict[str, Any]


def scripts(right: Right, chosen: tuple[int, Mapping[str, str]] | None) -> list[View]:
    """Every script of a right; the one that was filled stands open, as does the only one."""
    filled, picked = chosen or (None, {})
    return [
        {**script(one, number, picked if number == filled else {}), "open": number == filled or len(right.say) == 1}
        for number, one in enumerate(right.say)
    ]


def script(one: Script, number: int, chosen: Mapping[str, str]) -> View:
    """A script filled with what was picked, by number; the first of each choice where nothing usable was picked.

    Whoever must act reads English, so the English words stand there beside those in another language.
    """
    picked = {name: _pick(words, chosen.get(name, "")) for name, words in one.choices.items()}
    english = one.filled({name: one.choices[name][at] for name, at in picked.items()})
    words = gettext(one.words)
    for name, at in picked.items():
        words = words.replace("{" + name + "}", gettext(one.choices[name][at]))
    return {
        "number": number,
        "when": gettext(one.when),
        "words": words,
        "english": english if language.current() != language.ENGLISH else None,
        "choices": [
            {
                "name": name,
                "options": [{"value": at, "label": gettext(word), "chosen": at == picked[name]} for at, word in enumerate(words_of)],
            }
            for name, words_of in one.choices.items()
        ],
    }


def _pick(words: tuple[str, ...], value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 and int(value) < len(words) else 0
