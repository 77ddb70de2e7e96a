"""Several machines on one: Redis, nginx, replicas of the site and assistants, with the settings that `deploy/` gives them."""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from redis import Redis
from redis.exceptions import RedisError

from finder.settings import ROOT
from tests.bot.conftest import Rasa, start, stop
from tests.serving import Server, free_port, start_server, stop_server

DEPLOY = ROOT / "deploy"


def filled(path: Path, values: Mapping[str, str]) -> str:
    """A file of `deploy/` with some of its values replaced; each must stand in it."""
    text = path.read_text("utf-8")
    for value, other in values.items():
        assert value in text, f"{path.name} does not say {value}"
        text = text.replace(value, other)
    return text


def end(process: subprocess.Popen[bytes] | None) -> None:
    """Ask it to stop, if it runs."""
    if process is not None and process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@dataclass
class RedisServer:
    """A real redis-server with the settings of deploy/redis.conf, on a port of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: int = 0) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"

    def client(self, database: int = 0) -> Redis:
        return Redis.from_url(self.url(database), protocol=2, socket_timeout=2)

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        written = self.folder.parent / f"redis-{self.port}.conf"
        written.write_text(filled(DEPLOY / "redis.conf", {"port 6379": f"port {self.port}", "dir /var/lib/redis": f"dir {self.folder}"}))
        with (self.folder.parent / f"redis-{self.port}.log").open("ab") as out:
            self.process = subprocess.Popen(["redis-server", str(written)], stdout=out, stderr=subprocess.STDOUT)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                with self.client() as client:
                    client.ping()
                return
            except RedisError:
                assert self.process.poll() is None, "redis-server did not start"
                time.sleep(0.05)
        raise AssertionError("redis-server does not answer")

    def stop(self) -> None:
        end(self.process)

    def names(self) -> list[tuple[int, bytes]]:
        """All that it holds, in both databases."""
        found = []
        for database in (0, 1):
            with self.client(database) as client:
                found += [(database, name) for name in client.scan_iter(count=1000)]
        return found


@dataclass
class Nginx:
    """A real nginx with the settings of deploy/nginx.conf, on ports of its own."""

    folder: Path
    sites: tuple[int, ...] = ()
    assistants: tuple[int, ...] = ()
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)
    bot_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def certificate(self) -> Path:
        return self.folder / "fullchain.pem"

    def start(self) -> None:
        run, pages = self.folder / "run", self.folder / "pages"
        run.mkdir(parents=True)
        pages.mkdir()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=help.example.org",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.folder / "key.pem", "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        made = [sys.executable, "deploy/plain_page.py", pages, self.folder]
        subprocess.run(made, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        values = {
            "user www-data;": f"user {'root' if os.geteuid() == 0 else 'nobody'};",
            "worker_processes auto;": "worker_processes 1;",
            "/run/nginx.pid": str(run / "pid"),
            "/run/nginx-waymark": str(run),
            "/etc/waymark/tls": str(self.folder),
            "/etc/waymark/headers.conf": str(self.folder / "headers.conf"),
            "/var/lib/waymark": str(pages),
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "listen 127.0.0.1:5010;": f"listen 127.0.0.1:{self.bot_port};",
            **{f"127.0.0.1:{8001 + place}": f"127.0.0.1:{port}" for place, port in enumerate(self.sites)},
            **{f"127.0.0.1:{5011 + place}": f"127.0.0.1:{port}" for place, port in enumerate(self.assistants)},
        }
        written = self.folder / "nginx.conf"
        written.write_text(filled(DEPLOY / "nginx.conf", values))
        with (self.folder / "printed.log").open("wb") as out:
            self.process = subprocess.Popen(
                ["nginx", "-p", self.folder, "-c", written, "-g", "daemon off;"], stdout=out, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + 10
        while not (run / "pid").exists():
            stopped = self.process.poll() is not None or time.monotonic() > until
            assert not stopped, (self.folder / "printed.log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        end(self.process)


@dataclass(frozen=True)
class Answer:
    """What came back; `headers` by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    port: int,
    method: str,
    path: str,
    form: Mapping[str, str] | None = None,
    sent: Any = None,
    secure: Path | None = None,
    htmx: bool = False,
) -> Answer:
    """One request. `form`: fields to post. `sent`: JSON to post. `secure`: the certificate to trust, for TLS."""
    if secure:
        line: http.client.HTTPConnection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=40, context=ssl.create_default_context(cafile=secure)
        )
    else:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
    headers = {"HX-Request": "true"} if htmx else {}
    body = None
    if form is not None:
        body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
    if sent is not None:
        body, headers["Content-Type"] = json.dumps(sent), "application/json"
    try:
        line.request(method, path, body, headers)
        response = line.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        line.close()


@dataclass
class Machines:
    """All of them together: two replicas of the site and two assistants, behind nginx, with one Redis."""

    folder: Path

    def __post_init__(self) -> None:
        self.redis = RedisServer(self.folder / "redis")
        self.nginx = Nginx(self.folder / "nginx")
        self.assistants: list[Rasa] = []
        self.sites: list[Server] = []

    def ask(self, method: str, path: str, **sent: Any) -> Answer:
        """As a visitor: by TLS, through nginx."""
        return ask(self.nginx.port, method, path, secure=self.nginx.certificate, **sent)

    def site(self, port: int) -> Server:
        return start_server(
            self.folder,
            port=port,
            REDIS_URL=self.redis.url(),
            BOT_URL=f"http://127.0.0.1:{self.nginx.bot_port}",
            ADDRESS_HEADER="X-Real-IP",
        )

    def kill(self, server: Server) -> None:
        """As a machine that loses its power."""
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        for one in [server.process.pid, *map(int, children)]:
            os.kill(one, signal.SIGKILL)
        server.process.wait()

    def __enter__(self) -> Machines:
        try:
            self._begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _begin(self) -> None:
        """Assistants take longest to start, so they start side by side."""
        self.redis.start()
        with ThreadPoolExecutor(2) as pool:
            starting = [pool.submit(start, self.folder / f"assistant-{name}.log", BOT_REDIS_URL=self.redis.url(1)) for name in "ab"]
            for one in starting:
                self.assistants.append(one.result())
        self.nginx.sites, self.nginx.assistants = (free_port(), free_port()), tuple(one.port for one in self.assistants)
        self.nginx.start()
        for port in self.nginx.sites:
            self.sites.append(self.site(port))

    def __exit__(self, *_: object) -> None:
        for site in self.sites:
            stop_server(site)
        self.nginx.stop()
        for assistant in self.assistants:
            stop(assistant)
        self.redis.stop()

    def mend(self) -> None:
        """Start again what was killed, and wait until nginx sends visitors there: it leaves alone for seconds what did not answer."""
        if self.redis.process is None or self.redis.process.poll() is not None:
            self.redis.start()
        self.sites = [site if site.process.poll() is None else self.site(site.port) for site in self.sites]
        until = time.monotonic() + 15
        while self.ask("GET", "/health/live").status != 200 and time.monotonic() < until:
            time.sleep(0.1)
