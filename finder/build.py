"""Build everything that is derived from content, verify it, and swap it in whole.

A build is a folder named by the hash of its inputs. A small file, `current`, names the one in use; replacing that file is
the swap, so that a reader sees the old build or the new one and never half of either. A build cut off in the middle
leaves only a folder that nothing points to.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from finder import checked, collector, kept_lessons, sealed
from finder.directory import content as content_store
from finder.directory import opened
from finder.directory.content import Content
from finder.directory.model import Service
from finder.directory.opened import Directory
from finder.directory.problems import BrokenContent, Problem
from finder.directory.search import search
from finder.learning import SHIPPED, Teaching
from finder.rights import copied
from finder.rights.rights import Rights
from finder.understanding.kept_vectors import KeptVectors
from finder.understanding.meaning import Embedder, centred
from finder.understanding.models import Models
from finder.understanding.thesaurus import Thesaurus
from finder.understanding.understand import THESAURUS, URGENT, Understanding

_NOT_COPIED = ("services", "topics", "urgent", "thesaurus.yaml", "confusable.yaml", "pages", "easy", "rights", "*.py", "__pycache__")
"""What the running site does not read from a build: it has the services in columns, the phrases as numbers, and learned what people say."""

KEPT = 2
"""How many builds stay on disk: the one in use and the one before, to go back to."""

_CODE = ("directory", "rights", "understanding", "build.py", "learning.py", "needs.py")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """One build, opened: the directory, what understands a person's words, and the guide to rights."""

    hash: str
    directory: Directory
    understanding: Understanding
    rights: Rights


def input_hash(content: Path) -> str:
    """What a build depends on: every byte of content, and the code that reads it."""
    here = Path(__file__).parent
    return kept_lessons.digest([(content, content), *((here, here / name) for name in _CODE)])


def current(builds: Path) -> str | None:
    """The hash of the build in use, None when there is none."""
    try:
        return (builds / "current").read_text().strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def build(content_folder: Path, builds: Path, say: Say = lambda line: None) -> str:
    """Build, verify, swap in; the hash of the build now in use. Does nothing when the inputs are unchanged.

    Raises BrokenContent, and then the build in use stays in use.
    """
    builds.mkdir(parents=True, exist_ok=True)
    with (builds / "lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        wanted = input_hash(content_folder)
        if current(builds) != wanted or not (builds / wanted).is_dir():
            if _whole(builds / wanted):
                _point_to(builds, wanted)
            else:
                _make(content_folder, builds, wanted, say)
    return wanted


def _whole(folder: Path) -> bool:
    """Is an earlier build of the same inputs still there, as it was?"""
    try:
        sealed.check(folder)
    except (OSError, ValueError):
        return False
    return True


def _make(content_folder: Path, builds: Path, wanted: str, say: Say) -> None:
    say("reading the content")
    content = content_store.load(content_folder)
    teaching = Teaching.of(content)
    half_made = Path(tempfile.mkdtemp(prefix="making-", dir=builds))
    try:
        embed = KeptVectors(builds.parent / "embeddings.npz", say)
        _write(half_made, content, teaching, builds.parent, embed, say)
        sealed.seal(half_made)
        say("trying the golden questions")
        _verify(open_build(half_made, embed), content_folder)
        target = builds / wanted
        half_made.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        half_made.rename(target)
    except BaseException:
        shutil.rmtree(half_made, ignore_errors=True)
        raise
    _point_to(builds, wanted)
    _prune(builds, wanted)


@collector.put_off()
def open_build(folder: Path, embed: Embedder) -> Built:
    """Open a build. Raises OSError or BrokenSeal when it is damaged, and anything when other code made it."""
    sealed.check(folder)
    directory = Directory(folder)
    understanding = Understanding.open(directory.content, folder, embed)
    return Built(folder.name, directory, understanding, Rights.load(folder / "content" / "rights"))


def _write(folder: Path, content: Content, teaching: Teaching, kept: Path, embed: KeptVectors, say: Say) -> None:
    services = opened.listed(content)
    shutil.copytree(content.folder, folder / "content", ignore=shutil.ignore_patterns(*_NOT_COPIED))
    content_store.write_topics(folder / "content", content)
    copied.copy(content.folder / "rights", folder / "content" / "rights")

    teaching.phrases.save(folder / URGENT)
    names = {name: service.id for service in services for name in _names(content, service)}
    Thesaurus.load(content.folder, names).lexicon.save(folder / THESAURUS)

    def learn(into: Path) -> None:
        say("learning from what people say")
        teaching.learn(into, embed)

    kept_lessons.copy_or_learn(kept / "lessons", SHIPPED, teaching.name, folder, learn)
    say(f"reading {len(services)} services")
    raw = embed([f"{service.name}. {service.description}" for service in services])
    embed.save()
    opened.write(folder, content, centred(raw, Models.load(folder / "models.npz").mean))


def _names(content: Content, service: Service) -> Iterable[str]:
    yield service.name
    if service.organisation and service.organisation != service.name:
        yield service.organisation
    yield from content.aliases.get(service.id, ())


def _verify(built: Built, content_folder: Path) -> None:
    """Ask the golden questions of `golden.yaml`; each must find its service on the first page."""
    problems = []
    for question, expected in checked.golden(content_folder).items():
        results = search(built.directory, built.understanding.understand(question))
        if expected not in results.ids:
            problems.append(Problem("golden.yaml", question, f"does not find {expected} on the first page"))
    if problems:
        raise BrokenContent(problems)


def _point_to(builds: Path, name: str) -> None:
    """The site may run as another user than the one who builds, so that both can read what temporary names hide."""
    handle, temporary = tempfile.mkstemp(dir=builds)
    with os.fdopen(handle, "w") as out:
        out.write(name)
        os.fchmod(handle, 0o644)
        out.flush()
        os.fsync(out.fileno())
    Path(temporary).replace(builds / "current")


def _prune(builds: Path, keep: str) -> None:
    for cut_off in builds.glob("making-*"):
        shutil.rmtree(cut_off, ignore_errors=True)
    folders = sorted((p for p in builds.iterdir() if p.is_dir() and p.name != keep), key=lambda p: p.stat().st_mtime)
    for folder in folders[: -(KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)
