"""Reads the description of a sheet from standard input and writes the PDF to standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from finder.paper.sheet import Sheet

if __name__ == "__main__":
    fonts = Path(sys.argv[1])
    sys.stdout.buffer.write(Sheet(json.load(sys.stdin), fonts).pdf())
