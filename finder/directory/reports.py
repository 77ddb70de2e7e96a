"""Problems that people report with a record: how often each kind, and when last. Nothing says who reported, or from where."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from finder.directory.model import Service

Kind = Literal["number", "closed", "moved", "referral", "wait", "other"]
KINDS: tuple[str, ...] = get_args(Kind)
MOST = 999
"""A count stops here: more says nothing new."""

Counts = Mapping[str, Mapping[str, tuple[int, str]]]
"""Service, kind, then how often and the day of the last one."""

_SAID = {
    "number": "the number is wrong",
    "closed": "it has closed",
    "moved": "it has moved",
    "referral": "it does not take this kind of referral",
    "wait": "the wait is long",
    "other": "something else",
}


class Reports:
    """The counts in one small file. Safe for threads and processes: a lock, and the file is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Counts:
        """What was reported; nothing when there is no file or it is damaged."""
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            return {one: {kind: (int(times), str(last)) for kind, (times, last) in kinds.items()} for one, kinds in held.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def add(self, service_id: str, kind: str, today: date) -> None:
        """Count one report. Raises OSError when it cannot be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as one_at_a_time:
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            held = {one: dict(kinds) for one, kinds in self.read().items()}
            times, _ = held.setdefault(service_id, {}).get(kind, (0, ""))
            held[service_id][kind] = (min(times + 1, MOST), today.isoformat())
            handle, temporary = tempfile.mkstemp(dir=self._path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(held, out, sort_keys=True)
            Path(temporary).replace(self._path)


def worklist(services: Iterable[Service], counts: Counts) -> str:
    """The part of the editors' work-list that people reported, most often first. A record checked since is left out."""
    lines = []
    for service in services:
        kinds = {kind: one for kind, one in counts.get(service.id, {}).items() if one[1] >= (service.checked or "")}
        if kinds:
            said = "; ".join(f"{_SAID.get(kind, kind)} ({times}, last {last})" for kind, (times, last) in sorted(kinds.items()))
            lines.append((-sum(times for times, _ in kinds.values()), f"- [ ] `{service.id}`: {said}"))
    if not lines:
        return ""
    head = ["", "# Reported", "", "What people said is wrong. Look, mend the record, and date its evidence: then it leaves this list.", ""]
    return "\n".join([*head, *(line for _, line in sorted(lines))]) + "\n"
