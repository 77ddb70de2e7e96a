"""What was measured, in words: the speed table with each goal and what was found beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.load.assistant_bench import Talk
from tests.load.search_bench import Compared
from tests.load.site_bench import CLIENTS, PAGES, Load, Site
from tests.load.soak import Soaked

OURS, FTS5, TANTIVY, XAPIAN = "Waymark", "SQLite FTS5", "tantivy", "Xapian"
MOST_FTS5, MOST_TANTIVY, MOST_GROWTH, FEWEST_FIXED, MOST_TALK = 0.3, 1.0, 30.0, 0.5, 1.5
SLOWEST_REPLY, SITE_READY, ASSISTANT_READY, SITE_MEMORY, ASSISTANT_MEMORY, MEMORY_GROWTH = 250, 3, 30, 150, 750, 0.05


@dataclass(frozen=True)
class Measured:
    """All of one run; None for what could not be measured here."""

    compared: Sequence[Compared]
    site: Site
    large: tuple[int, Load, float]
    """Services of the largest directory, a search through the site with it (16 clients), and the worker's memory after it."""
    ready: tuple[float | None, float | None]
    talk: Talk | None
    soaked: Soaked | None


def page(run: Measured) -> str:
    """The figures as Markdown."""
    return "\n".join([*_goals(run), *_sizes(run.compared), *_loads(run.site)])


def _goals(run: Measured) -> list[str]:
    rows = ["", "| work | goal | measured | |", "|---|---|---|---|"]

    def row(work: str, goal: str, found: float | None, met: bool, shown: str) -> None:
        rows.append(f"| {work} | {goal} | {shown if found is not None else 'not measured'} | {_met(found, met)} |")

    for one in run.compared:
        for other, most in ((FTS5, MOST_FTS5), (TANTIVY, MOST_TANTIVY)):
            ratio = one.milliseconds[OURS] / one.milliseconds[other]
            row(f"search, {one.size:,} services, against {other}", f"≤ {most:g} ×", ratio, ratio <= most, f"{ratio:.2f} ×")
        if XAPIAN in one.milliseconds:
            ratio = one.milliseconds[OURS] / one.milliseconds[XAPIAN]
            rows.append(f"| search, {one.size:,} services, against {XAPIAN} | | {ratio:.2f} × | |")
    first, last = run.compared[0], run.compared[-1]
    grown = last.milliseconds[OURS] / first.milliseconds[OURS]
    times = last.size // first.size
    row(f"cost of {times} times more services", f"≤ {MOST_GROWTH:g} ×", grown, grown <= MOST_GROWTH, f"{grown:.1f} ×")
    part = run.site.found / run.site.fixed
    row("find without meaning, against its page from a fixed list", f"≥ {FEWEST_FIXED:g} ×", part, part >= FEWEST_FIXED, f"{part:.2f} ×")
    talk = run.talk
    whole = talk.site / talk.assistant if talk else None
    row("whole reply, against the assistant's own", f"≤ {MOST_TALK:g} ×", whole, (whole or 0) <= MOST_TALK, f"{whole or 0:.2f} ×")
    if talk:
        rows.append(f"| the same, where the assistant is handed the vector | | {talk.site / talk.vector_there:.2f} × | |")
    p95 = talk.p95 if talk else None
    row("reply at 2 messages a second, p95", f"≤ {SLOWEST_REPLY} ms", p95, (p95 or 0) <= SLOWEST_REPLY, f"{p95 or 0:.0f} ms")
    for work, goal, seconds in zip(("site", "assistant"), (SITE_READY, ASSISTANT_READY), run.ready, strict=True):
        row(f"{work} ready after `make run`", f"≤ {goal} s", seconds, (seconds or 0) <= goal, f"{seconds or 0:.1f} s")
    row(
        "memory of the site's worker after the load",
        f"≤ {SITE_MEMORY} MB",
        run.site.memory,
        run.site.memory <= SITE_MEMORY,
        _mb(run.site.memory),
    )
    size, _, memory = run.large
    row(f"the same with {size:,} services", f"≤ {SITE_MEMORY} MB", memory, memory <= SITE_MEMORY, _mb(memory))
    held = talk.memory if talk else None
    row("memory of the assistant", f"≤ {ASSISTANT_MEMORY} MB", held, (held or 0) <= ASSISTANT_MEMORY, _mb(held or 0))
    soaked = run.soaked
    if soaked:
        growth = f"{soaked.growth:+.1%}, {soaked.before:.0f} to {soaked.after:.0f} MB"
        row(f"soak, {soaked.minutes:g} minutes: errors", "0", soaked.errors, not soaked.errors, f"{soaked.errors} of {soaked.requests}")
        row("soak: growth of memory", f"≤ {MEMORY_GROWTH:.0%}", soaked.growth, soaked.growth <= MEMORY_GROWTH, growth)
    else:
        rows.append("| soak | 0 errors, growth ≤ 5 % | not part of this run | |")
    return rows


def _met(found: float | None, met: bool) -> str:
    return "" if found is None else "met" if met else "**falls short**"


def _mb(megabytes: float) -> str:
    return f"{megabytes:.0f} MB"


def _sizes(compared: Sequence[Compared]) -> list[str]:
    lines = ["", "Milliseconds for one search (medians): misspelt words, four filters, all counts, order with distance.", ""]
    engines = list(compared[0].milliseconds)
    lines += [
        f"| services | {' | '.join(engines)} | {OURS}: words without a filter | {OURS}: crime type and group alone |",
        "|---|" + "---|" * (len(engines) + 2),
    ]
    for one in compared:
        times = [*one.milliseconds.values(), one.words_alone, one.codes_alone]
        lines.append(f"| {one.size:,} | " + " | ".join(f"{time:.2f}" for time in times) + " |")
    lines += ["", "The answers beside ours:", ""]
    return lines + [f"- {one.size:,} services, {name}: {said}." for one in compared for name, said in one.differences.items()]


def _loads(site: Site) -> list[str]:
    head = " | ".join(f"{clients} client{'s' if clients > 1 else ''}" for clients in CLIENTS)
    lines = ["", "Through the site: requests a second (middle and slowest twentieth of answers in milliseconds), errors if any.", ""]
    lines += [f"| page | {head} |", "|---|" + "---|" * len(CLIENTS)]
    for name in PAGES:
        lines.append(f"| {name} | " + " | ".join(_load(site.loads[name, clients]) for clients in CLIENTS) + " |")
    return [*lines, "", f"An empty Flask page under the same server, 16 clients: {_load(site.empty)}."]


def _load(load: Load) -> str:
    return f"{load.rate:.0f} ({load.p50:.0f}, {load.p95:.0f})" + (f", {load.errors} errors" if load.errors else "")
