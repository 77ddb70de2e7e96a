"""Nothing leaves the machine: not from the site, not from the assistant, not from the tests themselves."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from finder.build import Built
from finder.directory.content import short_code
from tests.bot.conftest import start, stop
from tests.serving import Server, start_server, stop_server

WATCHED = Path(__file__).parent / "watched"
ELSEWHERE = "192.0.2.1"
"""An address that is kept free for examples."""


@pytest.fixture
def went_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that every process started from now on writes into when it would go out."""
    found = tmp_path / "went-out"
    found.touch()
    monkeypatch.setenv("WENT_OUT", str(found))
    monkeypatch.setenv("PYTHONPATH", str(WATCHED))
    return found


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (f"import socket; socket.create_connection(('{ELSEWHERE}', 80), 1)", f"socket.getaddrinfo {ELSEWHERE}\n"),
        (f"import socket; socket.socket().connect(('{ELSEWHERE}', 80))", f"socket.connect {ELSEWHERE}\n"),
        (f"import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('{ELSEWHERE}', 53))", f"socket.sendto {ELSEWHERE}\n"),
        ("import urllib.request; urllib.request.urlopen('https://example.org/')", "socket.getaddrinfo example.org\n"),
        ("import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())", ""),
    ],
    ids=["by number", "bare", "without a connection", "by name", "on this machine"],
)
def test_a_process_that_would_go_out_is_noticed_and_refused(went_out: Path, code: str, line: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert (done.returncode == 0) is (line == "")
    assert went_out.read_text() == line


def send(site: Server, method: str, path: str, body: str | None = None, kind: str = "application/json") -> tuple[int, str, bytes]:
    """Status, where to go on, and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.request(method, path, body, {"Content-Type": kind} if body else {})
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    return response.status, str(response.headers["Location"]), answer


def test_a_whole_visit_goes_out_of_neither_the_site_nor_the_assistant(built: Built, went_out: Path, tmp_path: Path) -> None:
    rasa = start(tmp_path / "rasa.log")
    site = start_server(tmp_path, BOT_PORT=str(rasa.port))
    try:
        code = short_code("childline")
        for path in ("/", "/ar/find", "/guide", "/bsl", "/easy", "/workers", "/about", "/status", f"/service/{code}", f"/sheet/{code}"):
            assert send(site, "GET", path)[0] in (200, 404), path
        _, found, _ = send(site, "POST", "/find", urlencode({"q": "stalking", "place": "PL4 8AA"}), "application/x-www-form-urlencoded")
        assert send(site, "GET", found)[0] == 200
        answer = json.loads(send(site, "POST", "/api/chat", json.dumps({"message": "my ex follows me in leeds, im 19"}))[2])
        assert answer["mode"] == "assistant"
        assert send(site, "DELETE", f"/api/chat/{answer['conversation']}")[0] == 204
        assert send(site, "GET", "/leave")[0] == 303
        assert json.loads(send(site, "GET", "/health/ready")[2])["ready"] is True
    finally:
        stop_server(site)
        stop(rasa)
    assert went_out.read_text() == ""


def test_the_tests_themselves_are_refused_a_connection_to_elsewhere() -> None:
    with socket.socket() as line, pytest.warns(UserWarning, match=ELSEWHERE), pytest.raises(RuntimeError, match=ELSEWHERE):
        line.connect((ELSEWHERE, 80))
    assert "WENT_OUT" not in os.environ
