"""How well people are understood: prints the figures and writes docs/assistant.md. `make evaluate`.

The gold set gives totals only. The worst misses that are shown come from the development part: messages the site learns
from, each read by classifiers that had not learned from it.
"""

from __future__ import annotations

import sys
from collections import Counter

from finder import build
from finder.directory import content as content_store
from finder.learning import Teaching
from finder.settings import ROOT, Settings
from finder.understanding.kept_vectors import KeptVectors
from finder.understanding.understand import Understanding
from tests.bot import development
from tests.bot.development import WAYS, Development
from tests.bot.gold.load import SECOND, THIRD, messages
from tests.bot.measure import FIGURES, Answered, Share, answered, figures, misspelt

PAGE = ROOT / "docs" / "assistant.md"
BEGIN, END = "<!-- figures: written by make evaluate -->", "<!-- end of figures -->"
LATER = {
    SECOND: "The second gold set, written later by a writer who had seen nothing but the meaning of the labels:",
    THIRD: "The third, written in the same way by another:",
}
WORST = 20
FALSE = 0.05


def main() -> None:
    settings = Settings.from_environment()
    name = build.build(settings.content, settings.builds, lambda line: print(f"  {line}", flush=True))
    embed = KeptVectors(settings.builds.parent / "embeddings.npz")
    understanding = build.open_build(settings.builds / name, embed).understanding
    every = (*messages(), *messages(SECOND), *messages(THIRD))
    embed([text for one in every for text in (one.text, *([misspelt(one.text)] if one.topics else []))])
    gold = answered(messages(), understanding)
    given = Teaching.of(content_store.load(settings.content)).lessons(embed)
    topics, urgent = development.of_topics(given), development.of_urgent(given)
    later = [line for of, said in LATER.items() for line in ("", said, *_columns(answered(messages(of), understanding)))]
    embed.save()
    text = "\n".join([*_gold(gold), *later, *_confusion(gold, topics), *_ways(topics, urgent), *_floors(understanding)])
    print(text)
    print(f"\nThe {WORST} urgent messages of the development part that seem the least so:")
    print("\n".join(f"  {one.group} {one.language}: {one.text}" for one in development.least_noticed(urgent, WORST)))
    before, _, after = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after.partition(END)[2]}", encoding="utf-8")


def _columns(gold: list[Answered]) -> list[str]:
    other = [one for one in gold if one.message.language != "en"]
    english = [one for one in gold if one.message.language == "en"]
    columns = {"all": figures(gold), "English": figures(english), "others": figures(other)}
    lines = ["", "| figure | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    return lines + [f"| {name} | " + " | ".join(str(of[name]) for of in columns.values()) + " |" for name in FIGURES]


def _gold(gold: list[Answered]) -> list[str]:
    lines = _columns(gold)
    languages = sorted({one.message.language for one in gold})
    kept = [name for name in FIGURES if name not in ("U1 explicit", "U1 indirect", "U2 hard negatives")]
    lines += ["", "| language | " + " | ".join(kept) + " |", "|---|" + "---|" * len(kept)]
    for language in languages:
        of = figures([one for one in gold if one.message.language == language])
        lines.append(f"| {language} | " + " | ".join(_short(of[name]) for name in kept) + " |")
    return lines


def _short(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.0%} ({low:.0%} to {high:.0%})"


def _confusion(gold: list[Answered], topics: Development) -> list[str]:
    wrong = Counter(
        (one.message.topics[0], one.types[0] if one.types else "none")
        for one in gold
        if one.message.topics and one.message.topics[0] not in one.types
    )
    lines = ["", "Gold messages whose topic is not among the first two: the right topic, the first one taken, how often.", ""]
    lines += [f"- {right} → {taken}: {times}" for (right, taken), times in wrong.most_common(15)]
    lines += ["", "The same in the development part (first topic alone).", ""]
    return lines + [f"- {right} → {taken}: {times}" for right, taken, times in development.taken_for(topics, 15)]


def _ways(topics: Development, urgent: Development) -> list[str]:
    lines = ["", f"| read by (development part) | topic among the first two | urgent noticed at {FALSE:.0%} false |", "|---|---|---|"]
    for way in WAYS:
        right = development.first_two(topics, way)
        noticed = development.noticed_at(urgent, way, FALSE)
        lines.append(f"| {way} | {sum(right) / len(right):.1%} | {noticed:.1%} |")
    return lines


def _floors(understanding: Understanding) -> list[str]:
    models = understanding.models
    return [
        "",
        f"Thresholds of this build: urgent from {models.urgent_floor:.2f}, a phrase doubted under {models.urgent_doubt:.3f}, "
        f"topic from {models.topic_floor:.2f}, rights from {models.rights_floor:.2f}.",
    ]


if __name__ == "__main__":
    sys.exit(main())
