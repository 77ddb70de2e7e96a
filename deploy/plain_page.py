"""Write what nginx answers when no replica does: the plain page with the emergency lines, the API's errors, and their headers.

PYTHONPATH=. .venv/bin/python deploy/plain_page.py <folder of the pages> <folder of the headers>
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from finder import create_app
from finder.web import errors, headers, plain

CODES = {413: "too-large", 429: "too-many", 503: "not-ready"}


def write(pages: Path, lines: Path) -> None:
    """`pages`: the folder that nginx serves them from. `lines`: the one that it includes the headers from."""
    app = create_app()
    (pages / "waymark-plain.html").write_text(plain.page(app), "utf-8")
    with app.test_request_context():
        for status, code in CODES.items():
            error = {"code": code, "message": ". ".join(errors.sentence(status)), "field": None}
            (pages / f"waymark-{status}.json").write_text(json.dumps({"error": error}), "utf-8")
    always = {**headers.ALWAYS, "Cache-Control": headers.NOT_KEPT}
    (lines / "headers.conf").write_text("".join(f'add_header {name} "{value}" always;\n' for name, value in always.items()))


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
