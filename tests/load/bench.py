"""How fast the site is: prints the figures, writes docs/performance.md and docs/performance.svg. `make bench`.

`QUICK=1`: a short run that writes nothing. `SIZES=500,5000`: these sizes alone. `SOAK=1`: ten minutes of mixed load at the end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from finder import build
from finder.directory import content as content_store
from finder.settings import ROOT, Settings
from tests.load import assistant_bench, drawn, made, processes, ready, search_bench, site_bench, soak, told, with_xapian

PAGE, PICTURE = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
SIZES = "500,5000,50000"
SECONDS, ROUNDS = 4.0, 6
"""For each page and number of clients; for each message to the assistant."""


def say(line: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {line}", flush=True)


def main() -> int:
    quick = bool(os.environ.get("QUICK"))
    sizes = [int(size) for size in (os.environ.get("SIZES") or ("500" if quick else SIZES)).split(",")]
    _debians("wrk", shutil.which("wrk"))
    with suppress(OSError, subprocess.CalledProcessError):  # without it its column is missing
        _debians("python3-xapian", with_xapian.module())
    run = _measured(sizes, 1.0 if quick else SECONDS, 1 if quick else ROUNDS)
    text = told.page(run)
    print(text)
    if not quick:
        before, _, after = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after.partition(END)[2]}", encoding="utf-8")
        PICTURE.write_text(drawn.svg(run.compared), encoding="utf-8")
    return 0


def _measured(sizes: list[int], seconds: float, rounds: int) -> told.Measured:
    settings = Settings.from_environment()
    real = settings.builds / build.build(settings.content, settings.builds, say)
    content = content_store.load(settings.content)
    folders = {}
    for size in sizes:
        say(f"a directory of {size} services")
        folders[size] = made.kept(settings.var, real, content, size)
    compared = [search_bench.compare(folders[size], size, say) for size in sizes]
    say("the site")
    site = site_bench.measure(seconds, say)
    say(f"the site with {sizes[-1]} services")
    with site_bench.serving(FINDER_VAR=str(folders[sizes[-1]]), BOT_PORT="9") as server:
        site_bench.wrk(server, "htmx", 1, 1)
        large = site_bench.wrk(server, "htmx", 16, seconds)
        memory = processes.largest(server.process.pid)
    say("starting it as `make run` does")
    started = ready.until_ready()
    talk = _talk(rounds)
    soaked = soak.soak(10, say) if os.environ.get("SOAK") else None
    return told.Measured(compared, site, (sizes[-1], large, memory), started, talk, soaked)


def _talk(rounds: int) -> assistant_bench.Talk | None:
    """None where there is no assistant, or none that answers; the other figures stand without it."""
    if not assistant_bench.there():
        say("there is no assistant here")
        return None
    say("the assistant")
    try:
        return assistant_bench.measure(rounds, say)
    except (AssertionError, pytest.fail.Exception) as error:
        say(f"the assistant could not be measured: {error}")
        return None


def _debians(package: str, there: object) -> None:
    """Install a package of Debian that is not there. Raises CalledProcessError."""
    if there:
        return
    say(f"installing {package} (a Debian package)")
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
