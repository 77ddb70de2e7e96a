"""Asks for a PDF from the process that makes them. The library and its fonts stay out of the site's memory."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from finder.settings import ROOT

FONTS = Path(__file__).parent.parent / "static" / "vendor" / "fonts"
LONGEST = 20
"""Seconds."""

AT_ONCE = 2
log = logging.getLogger("finder")
_busy = threading.BoundedSemaphore(AT_ONCE)


def made(description: dict[str, Any]) -> bytes | None:
    """The PDF of a sheet; None when it could not be made in time, or at all. It holds nothing that anybody typed."""
    if not _busy.acquire(timeout=LONGEST):
        return None
    try:
        # The command is ours and holds nothing from outside; the description goes in by standard input.
        done = subprocess.run(  # noqa: S603  # nosec B603
            [sys.executable, "-m", "finder.paper", str(FONTS)],
            input=json.dumps(description).encode(),
            cwd=ROOT,
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.error("a sheet could not be made (%s)", type(error).__name__)
        return None
    finally:
        _busy.release()
    return done.stdout if done.stdout.startswith(b"%PDF") else None
