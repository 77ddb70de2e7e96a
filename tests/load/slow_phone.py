"""The pages as on a slow phone, looked at by Lighthouse: prints the figures and writes docs/performance.md. `make lighthouse`.

Lighthouse's own mobile settings: a screen of 412 pixels, a processor four times slower, 1.6 Mbit/s with 150 ms to and fro, nothing kept
from before. Each page is looked at three times; the middle is told.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finder.directory.content import short_code
from finder.settings import ROOT
from tests.load.site_bench import serving

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by make lighthouse -->", "<!-- end of figures of make lighthouse -->"
LIGHTHOUSE = Path(__file__).parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
TIMES = 3
LEAST, SLOWEST = 98, 1.2
"""Points of 100, and seconds until the largest part of the page is there (the goals of performance and of LCP)."""


@dataclass(frozen=True)
class Looked:
    """Points of 100; seconds until the largest part is there; how far things jump about; milliseconds in which taps wait."""

    performance: float
    accessibility: float
    best_practices: float
    largest: float
    shift: float
    blocked: float


def main() -> int:
    with serving(BOT_PORT="9") as server:
        found = {name: middle([look(server.url + path) for _ in range(TIMES)]) for name, path in pages(server.url).items()}
    text = "\n".join(told(found))
    print(text)
    before, _, after = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after.partition(END)[2]}", encoding="utf-8")
    return 0


def pages(url: str) -> dict[str, str]:
    """Every kind of page, with an address of each."""
    return {
        "home": "/",
        "find": "/find",
        "results": _after(url, "/find", {"crime": "stalking-harassment", "place": "Leeds"}),
        "a service": f"/service/{short_code('childline')}",
        "a talk": _after(url, "/chat", {"message": "someone follows me home"}),
        "an urgent reply": _after(url, "/chat", {"message": "he is outside my door with a knife"}),
        "rights": "/guide",
        "home in Arabic": "/ar/",
        "privacy": "/privacy",
    }


def _after(url: str, path: str, fields: dict[str, str]) -> str:
    """Where a form leads that was sent without JavaScript."""
    with urllib.request.urlopen(url + path, urllib.parse.urlencode(fields).encode()) as answer:
        return urllib.parse.urlsplit(answer.url).path


def look(address: str) -> Looked:
    """Raises CalledProcessError when Lighthouse cannot look at the page."""
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--chrome-flags={BROWSER}"]
    command.append("--only-categories=performance,accessibility,best-practices")
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    said: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)
    points = {name: 100 * category["score"] for name, category in said["categories"].items()}
    audits = {name: said["audits"][name]["numericValue"] for name in _AUDITS}
    return Looked(
        points["performance"],
        points["accessibility"],
        points["best-practices"],
        audits["largest-contentful-paint"] / 1000,
        audits["cumulative-layout-shift"],
        audits["total-blocking-time"],
    )


_AUDITS = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")


def middle(looks: list[Looked]) -> Looked:
    """The middle of each figure."""
    return Looked(*(statistics.median(values) for values in zip(*(vars(one).values() for one in looks), strict=True)))


def told(found: dict[str, Looked]) -> list[str]:
    """The figures as Markdown."""
    rows = [
        "",
        "| page | performance | accessibility | best practices | largest part | jumps | taps wait | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, of in found.items():
        met = of.performance >= LEAST and of.accessibility == 100 and of.largest <= SLOWEST and of.shift == 0
        points = " | ".join(f"{value:.0f}" for value in (of.performance, of.accessibility, of.best_practices))
        rows.append(
            f"| {name} | {points} | {of.largest:.2f} s | {of.shift:.2f} | {of.blocked:.0f} ms | {'met' if met else '**falls short**'} |"
        )
    return rows


if __name__ == "__main__":
    sys.exit(main())
