"""Python's search for garbage, put off while something large is opened.

Nothing made then is garbage, and to look for some again and again took a third of the time (`flask check`, the start of the site).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """No search within the block, or within the function that it decorates."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
