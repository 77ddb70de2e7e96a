"""What an operator should be told of, found by looking at the files and at the assistant on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from finder import build, checked
from finder.chat.rasa import Assistant
from finder.directory import freshness
from finder.directory.problems import BrokenContent
from finder.sealed import check as check_seal
from finder.settings import Settings

LEAST_FREE = 500 * 1024 * 1024
"""Bytes: a build of a large directory needs some hundred megabytes while the one before still stands."""


def problems(settings: Settings, most_due: int, bot_port: int | None) -> Iterator[str]:
    """One plain line for each. `most_due`: services that may be due for a check; `bot_port`: None when no assistant is meant."""
    yield from _of_the_build(settings)
    yield from _of_the_content(settings, most_due)
    yield from _of_the_disk(settings.var)
    if bot_port is not None and Assistant(bot_port).status() != "ready":
        yield "assistant: it does not answer; the site talks in simple mode"


def _of_the_build(settings: Settings) -> Iterator[str]:
    name = build.current(settings.builds)
    if name is None:
        yield "directory: there is no build; run flask index"
        return
    try:
        check_seal(settings.builds / name)
    except (OSError, ValueError) as error:
        yield f"directory: the build in use is damaged ({type(error).__name__}); run flask index"
        return
    if name != build.input_hash(settings.content):
        yield "directory: the content has changed since the build in use; run flask index"


def _of_the_content(settings: Settings, most_due: int) -> Iterator[str]:
    try:
        content = checked.read_all(settings.content)
    except BrokenContent as broken:
        yield f"content: {len(broken.problems)} errors; run flask check"
        return
    due = len(freshness.due(content.services, date.today()))
    if due > most_due:
        yield f"content: {due} services are due for a check; run flask stale"


def _of_the_disk(var: Path) -> Iterator[str]:
    if not os.access(var, os.W_OK):
        yield "disk: the folder for builds and counts cannot be written"
    elif (free := shutil.disk_usage(var).free) < LEAST_FREE:
        yield f"disk: {free // 2**20} megabytes are free, {LEAST_FREE // 2**20} are needed to build"
