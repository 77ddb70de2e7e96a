"""What a visit leaves on our side: every file that the processes hold or that changed since, searched for the words typed."""

from __future__ import annotations

import base64
import secrets
import stat
import string
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from finder.settings import ROOT
from tests.promises.profile import unpacked

SHARED = (Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108
OURS = (ROOT / "var", ROOT / "bot", Path.home() / ".cache", Path.home() / ".config")
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le")
LARGEST = 256 * 1024 * 1024
"""Bytes of one file that are looked at."""


class Canaries:
    """Random words, one for each input, so that a word that is found names the input it came in by.

    All begin alike, so that a search of many files looks for one thing.
    """

    def __init__(self) -> None:
        self._start = _letters(12)
        self._forms = _forms(self._start)
        self.where: dict[str, str] = {}

    def new(self, where: str) -> str:
        """A word of 18 letters, which no text holds by chance and nothing cuts out."""
        word = self._start + _letters(6)
        self.where[word] = where
        return word

    def found_in(self, data: bytes) -> list[str]:
        """The inputs whose words stand in these bytes, however they are written."""
        pieces = [piece for raw in (data, *unpacked(data)) for piece in (raw, raw.lower())]
        if not any(form in piece for form in self._forms for piece in pieces):
            return []
        named = [where for word, where in self.where.items() if any(form in piece for form in _forms(word) for piece in pieces)]
        return named or ["an input, in part"]


def _letters(number: int) -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(number))


def _forms(word: str) -> set[bytes]:
    """A word as text of one, two and four bytes a letter, as an address with every letter escaped, and in base 64."""
    raw = word.encode()
    escaped = "".join(f"%{byte:02x}" for byte in raw).encode()
    # Whole groups of three bytes look alike in base 64 wherever they begin.
    packed = {base64.b64encode(raw[start : start + 9]) for start in range(3)}
    return {raw, *(word.encode(wide) for wide in WIDE), escaped, *packed}


class Watch:
    """Begun before anything is typed: what has not changed since cannot hold a word made up later.

    `folders`: where our programs may write, beside the places that programs write to unasked. Those are shared: what stood
    in them before belongs to others, and only what is new there is looked at.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = (*OURS, *folders)
        self._since = time.time() - 1
        self._others = {path for shared in SHARED for path in _listed(shared)}
        self.canaries = Canaries()

    def hits(self, *processes: int) -> list[str]:
        """Each input and the file that holds its word. `processes`: whose open and mapped files to look at; their children's too."""
        files = {**self._held(processes), **self._changed()}
        return sorted(f"{where} in {name}" for name, path in files.items() for where in self.canaries.found_in(_read(path)))

    def _held(self, processes: Iterable[int]) -> dict[str, Path]:
        """Files that a process has open or mapped, deleted ones too."""
        found = {}
        for process in descendants(processes):
            for path in (*_listed(Path(f"/proc/{process}/fd")), *_listed(Path(f"/proc/{process}/map_files"))):
                if _is_newer(path, self._since):
                    found[str(_target(path))] = path
        return found

    def _changed(self) -> dict[str, Path]:
        new = [path for shared in SHARED for path in _listed(shared) if path not in self._others]
        paths = [path for folder in (*self._folders, *new) for path in _files(folder)]
        return {str(path): path for path in paths if _is_newer(path, self._since)}


def descendants(processes: Iterable[int]) -> list[int]:
    """These processes and all that they started."""
    every = list(processes)
    for process in every:
        for task in _listed(Path(f"/proc/{process}/task")):
            every += map(int, _read(task / "children").split())
    return every


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, or the file itself, without following links."""
    try:
        mode = folder.lstat().st_mode
    except OSError:
        return
    if stat.S_ISREG(mode):
        yield folder
    elif stat.S_ISDIR(mode):
        for path in _listed(folder):
            yield from _files(path)


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # gone, or not ours to read
        return []


def _is_newer(path: Path, since: float) -> bool:
    try:
        seen = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(seen.st_mode) and max(seen.st_mtime, seen.st_ctime) >= since


def _target(path: Path) -> Path:
    try:
        return path.readlink()
    except OSError:
        return path


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as held:
            return held.read(LARGEST)
    except OSError:
        return b""
