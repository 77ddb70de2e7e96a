"""How much a visit costs, and how many machines that makes: `python -m tests.scale.measure`. Prints the tables of docs/scale.md.

Two replicas and two assistants run behind nginx, with Redis, as in the tests. People make whole visits one after the other.
What counts is the processor's time that each program took for them (from /proc): unlike visits a second it hardly depends on
what else the machine does.
"""

from __future__ import annotations

import math
import os
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bot.conftest import Rasa, new_talk
from tests.scale.machines import Machines

SECONDS = 30.0
AT_ONCE = 6
TALK = ("i was robbed last week", "in leeds", "its for me", "im 44")
MESSAGES = len(TALK)
TICK = os.sysconf("SC_CLK_TCK")
BUSY = 0.5
"""The share of the processors that is used at the busiest: the rest is for what comes at once, and for a machine that dies."""
CORES = 8
MONTH, BUSY_DAY, BUSY_HOUR = 30 * 24, 2.0, 2.4
"""Hours in a month; how many times an average day a busy one has, and an average hour of it its busiest (a tenth of the day)."""
VISITS = {
    "a city": 100_000,
    "a city, crisis (x 50)": 5_000_000,
    "England and Wales": 5_000_000,
    "England and Wales, crisis (x 50)": 250_000_000,
}


@dataclass(frozen=True)
class Cost:
    """Seconds of a processor for one visit, by program; megabytes; visits and requests a second that were made."""

    site: float
    assistant: float
    nginx: float
    redis: float
    site_memory: float
    assistant_memory: float
    talk_kilobytes: float
    visits: float
    requests: float

    @property
    def whole(self) -> float:
        return self.site + self.assistant + self.nginx + self.redis


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def spent(pids: Iterable[int]) -> float:
    """Seconds of a processor that these processes and those they started have taken."""
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for pid in pids for one in family(pid)]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICK


def megabytes(pid: int) -> float:
    """Memory of a process and those it started; what they share counts once."""
    lines = [line for one in family(pid) for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def visit(machines: Machines) -> int:
    """Look for help by the form, open a service, talk it through in four messages, leave. The requests it made."""
    made = 0
    for path in ("/", "/find"):
        made += machines.ask("GET", path).status == 200
    for form in ({"crime": "robbery", "place": "leeds"}, {"q": "someone took my phone on the bus", "place": "leeds"}):
        made += machines.ask("POST", "/find", form=form, htmx=True).status == 200
    where = machines.ask("POST", "/find", form={"crime": "robbery", "age": "44"}).headers["location"].partition("#")[0]
    made += 1 + (machines.ask("GET", where).status == 200)
    made += machines.ask("GET", "/guide").status == 200
    talk = None
    for text in TALK:
        answer = machines.ask("POST", "/api/chat", sent={"message": text, "conversation": talk})
        talk = answer.json()["conversation"]
        made += answer.status == 200
    made += machines.ask("GET", f"/leave/{where.rpartition('/')[2]}").status == 303
    machines.ask("DELETE", f"/api/chat/{talk}")
    return made + 1


def measure(machines: Machines) -> Cost:
    visit(machines)
    groups = {
        "site": [site.process.pid for site in machines.sites],
        "assistant": [one.process.pid for one in machines.assistants],
        "nginx": [machines.nginx.process.pid],
        "redis": [machines.redis.process.pid],
    }
    before = {name: spent(pids) for name, pids in groups.items()}
    began, over, made = time.monotonic(), threading.Event(), []

    def people() -> None:
        while not over.is_set():
            made.append(visit(machines))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(people) for _ in range(AT_ONCE)]
        time.sleep(SECONDS)
        over.set()
        for one in running:
            one.result()
    took = time.monotonic() - began
    cost = {name: (spent(pids) - before[name]) / len(made) for name, pids in groups.items()}
    memory = [max(map(megabytes, groups[name])) for name in ("site", "assistant")]
    return Cost(**cost, site_memory=memory[0], assistant_memory=memory[1], talk_kilobytes=_talk_size(machines),
                visits=len(made) / took, requests=sum(made) / took)  # fmt: skip


def _talk_size(machines: Machines) -> float:
    """Kilobytes that a talk of four messages takes in Redis, the assistant's part with it."""
    known, talk = set(machines.redis.names()), None
    for text in TALK:
        talk = machines.ask("POST", "/api/chat", sent={"message": text, "conversation": talk}).json()["conversation"]
    size = 0
    for database, name in set(machines.redis.names()) - known:
        with machines.redis.client(database) as client:
            size += client.memory_usage(name) or 0
    machines.ask("DELETE", f"/api/chat/{talk}")
    return size / 1024


def assistants_alone(rasa: Rasa, seconds: float = 10.0) -> tuple[float, float]:
    """Messages a second of one assistant, and its milliseconds of processor for each."""
    before, began, said = spent([rasa.process.pid]), time.monotonic(), 0
    while time.monotonic() - began < seconds:
        talk, known = new_talk(), {"topic": "robbery", "topics": 1}
        for text in TALK:
            rasa.say(talk, text, known=known)
            said += 1
        rasa.call("DELETE", f"talks/{talk}")
    took = time.monotonic() - began
    return said / took, (spent([rasa.process.pid]) - before) / said * 1000


def busiest(month: int) -> float:
    """Visits a second in the busiest hour."""
    return month / MONTH * BUSY_DAY * BUSY_HOUR / 3600


def report(cost: Cost, alone: tuple[float, float]) -> str:
    lines = [
        f"{cost.visits:.1f} visits a second ({cost.requests:.0f} requests) by {AT_ONCE} people on {os.cpu_count()} cores",
        f"an assistant alone: {alone[0]:.0f} messages a second, {alone[1]:.0f} ms of a core each",
        "",
        "| program | ms of a core for a visit | memory |",
        "|---|---|---|",
        f"| site | {cost.site * 1000:.0f} | {cost.site_memory:.0f} MB a replica |",
        f"| assistant | {cost.assistant * 1000:.0f} | {cost.assistant_memory:.0f} MB each |",
        f"| nginx | {cost.nginx * 1000:.0f} | |",
        f"| Redis | {cost.redis * 1000:.0f} | {cost.talk_kilobytes:.0f} KB a talk |",
        "",
        f"| visits a month | in the busiest hour, a second | cores at {BUSY:.0%} | replicas | assistants | Redis | machines of {CORES} cores |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, month in VISITS.items():
        rate = busiest(month)
        sites, assistants = (max(2, math.ceil(rate * one / BUSY)) for one in (cost.site, cost.assistant))
        cores = rate * cost.whole / BUSY
        held = rate * 15 * 60 * cost.talk_kilobytes / 1024
        machines = 1 if cores < 1 else math.ceil(cores / CORES) + 1
        lines.append(f"| {name}: {month:,} | {rate:.2f} | {cores:.1f} | {sites} | {assistants} | {max(1, held):.0f} MB | {machines} |")
    return "\n".join(lines)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Machines(Path(folder)) as machines:
        print(report(measure(machines), assistants_alone(machines.assistants[0])))


if __name__ == "__main__":
    main()
