"""Our own line drawings for the Easy Read pages, put into a page once each and used beside every idea.

They stand in the page and not in files of their own: only so do they take the colour of the words, in the dark and in
forced colours, and only so does a page stay within five requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from finder.settings import DRAWINGS

_WHOLE = re.compile(r'<svg xmlns="[^"]+" viewBox="([\d ]+)">(.*)</svg>\s*', re.DOTALL)


def sprite(names: Iterable[str]) -> Markup:
    """The symbols of these drawings, each once; `#d-<name>` is the place to use one from."""
    return Markup("\n").join(_symbol(name) for name in sorted(set(names)))


@lru_cache(maxsize=128)
def _symbol(name: str) -> Markup:
    found = _WHOLE.fullmatch((DRAWINGS / f"{name}.svg").read_text(encoding="utf-8"))
    assert found, name  # tests read every drawing
    # The files are ours, and a test allows nothing in them but shapes.
    return Markup(f'<symbol id="d-{name}" viewBox="{found[1]}">{found[2]}</symbol>')  # noqa: S704  # nosec B704
