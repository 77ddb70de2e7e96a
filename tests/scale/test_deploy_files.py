"""What an operator copies from `deploy/` keeps the promises: nothing on disk, no way out for the assistant, no more rights than needed."""

from __future__ import annotations

import json
import re
import runpy
import shlex
import subprocess
import sys
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

import pytest

from finder.settings import ROOT, BadSetting, Settings
from finder.web import errors
from tests.bot.conftest import BOT
from tests.visitor import HEADERS

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*@.service"))
ENVIRONMENT = dict(line.split("=", 1) for line in (DEPLOY / "waymark.env").read_text().splitlines() if line and line[0] != "#")


def unit(path: Path) -> dict[str, list[str]]:
    """The settings of the [Service] part; a name may stand in it several times."""
    found: dict[str, list[str]] = defaultdict(list)
    part = ""
    for line in path.read_text().splitlines():
        if line.startswith("["):
            part = line
        elif part == "[Service]" and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[name].append(value)
    return found


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_lets_its_process_speak_to_this_machine_only_and_write_nothing(path: Path) -> None:
    service = unit(path)
    for name, value in {
        "IPAddressDeny": "any", "IPAddressAllow": "localhost", "NoNewPrivileges": "yes", "PrivateTmp": "yes", "ProtectSystem": "strict",
        "ProtectHome": "yes", "CapabilityBoundingSet": "", "MemorySwapMax": "0", "LimitCORE": "0", "User": "waymark",
    }.items():  # fmt: skip
        assert service[name] == [value], name
    assert re.fullmatch(r"\d+[MG]", service["MemoryMax"][0])
    assert not {"ReadWritePaths", "StandardOutput", "StandardError"} & set(service)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_what_is_there(path: Path) -> None:
    service = unit(path)
    command = shlex.split(service["ExecStart"][0].replace(f"{service['WorkingDirectory'][0]}/", ""))
    assert (ROOT / command[0]).exists()
    for word in command[1:]:
        assert not word.endswith(".py") or (ROOT / word).exists()


def test_the_settings_of_the_units_are_ones_that_the_site_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings = Settings.from_environment()
    nginx = (DEPLOY / "nginx.conf").read_text()
    assert f"listen {settings.bot_host}:{settings.bot_port};" in nginx
    assert f"proxy_set_header {settings.address_header} $remote_addr;" in nginx
    assert settings.redis_url
    assert "BOT_REDIS_URL" in (BOT / "run.sh").read_text()
    assert "${BOT_REDIS_URL}" in (BOT / "endpoints-redis.yml").read_text()


@pytest.mark.parametrize(
    ("name", "value"),
    [("BOT_URL", "https://bot.example"), ("BOT_URL", "http://bot"), ("BOT_URL", "http://bot:5010/x"), ("BOT_URL", "http://bot:x"),
     ("REDIS_URL", "localhost:6379"), ("POSTS_A_MINUTE", "-1"), ("POSTS_A_MINUTE", "many")],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_stops_the_site_with_a_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment()


def test_without_these_settings_one_machine_needs_neither_redis_nor_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    settings = Settings.from_environment()
    assert (settings.redis_url, settings.bot_host, settings.address_header) == (None, "127.0.0.1", None)
    said = "from finder import create_app; create_app(); import sys; print(sorted({'redis', 'cryptography'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_redis_writes_nothing_and_lets_nobody_look_on() -> None:
    lines = [line.split(None, 1) for line in (DEPLOY / "redis.conf").read_text().splitlines() if line and line[0] != "#"]
    said: dict[str, str] = dict(lines)
    assert (said["save"], said["appendonly"], said["logfile"], said["maxmemory-policy"]) == ('""', "no", '""', "volatile-ttl")
    assert (said["crash-log-enabled"], said["slowlog-log-slower-than"], said["bind"]) == ("no", "-1", "127.0.0.1")
    assert {"-@dangerous", "-@admin"} <= set(said["user"].split())


def test_nginx_writes_nothing_of_a_request() -> None:
    lines = [line.strip().split(";")[0] for line in (DEPLOY / "nginx.conf").read_text().splitlines()]
    logs = {line for line in lines if line.split(" ")[0] in ("access_log", "error_log", "log_format")}
    assert logs == {"access_log off", "error_log stderr emerg"}
    assert {"proxy_max_temp_file_size 0", "client_body_in_file_only off", "ssl_session_tickets off", "gzip off"} <= set(lines)
    assert "limit_req_zone" not in " ".join(line for line in lines if not line.startswith("#"))
    assert not [line for line in lines if "non_idempotent" in line]


def test_the_pages_that_nginx_gives_by_itself_are_the_sites_own(tmp_path: Path) -> None:
    made = [sys.executable, "deploy/plain_page.py", tmp_path, tmp_path]
    subprocess.run(made, cwd=ROOT, check=True, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"})
    assert "tel:999" in (tmp_path / "waymark-plain.html").read_text()
    headers = dict(re.findall(r'^add_header (\S+) "(.+)" always;$', (tmp_path / "headers.conf").read_text(), re.M))
    assert headers == {**HEADERS, "Cache-Control": "no-store"}
    for status in (413, 429, 503):
        error = json.loads((tmp_path / f"waymark-{status}.json").read_text())["error"]
        assert error["code"] == errors._NAMES[status]
        assert error["message"]


def test_the_images_run_as_nobody_and_start_what_is_there() -> None:
    stages: list[dict[str, list[str]]] = []
    for line in (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ").splitlines():
        name, _, rest = line.partition(" ")
        if name == "FROM":
            stages.append(defaultdict(list, name=[rest.rpartition(" ")[2]]))
        elif name.isupper():
            stages[-1][name].append(rest)
    assert [stage["name"][0] for stage in stages] == ["frontend", "site-packages", "site", "assistant-packages", "assistant"]
    assert "FINDER_COUNTS=no" in stages[2]["ENV"][0].split()  # its root is read-only
    for stage in stages[2::2]:
        assert stage["USER"] == ["10001"]
        command = json.loads(stage["CMD"][0])
        assert (ROOT / command[0]).exists()
        assert all((ROOT / word).exists() for word in command if word.startswith("deploy/"))
    for stage in stages:
        for copied in stage["COPY"]:
            if not copied.startswith("--from"):
                assert all((ROOT / word).exists() for word in copied.split()[:-1])


def test_an_image_takes_nothing_along_that_was_made_on_this_machine() -> None:
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    for folder in (ROOT, BOT):
        for line in (folder / ".gitignore").read_text().split():
            path = folder.relative_to(ROOT) / line
            lies = {part.as_posix() for part in (path, *path.parents)}
            anywhere = [pattern[3:] for pattern in left_out if pattern.startswith("**/")]
            assert lies & set(left_out) or any(fnmatch(path.name, pattern) for pattern in anywhere), path


def test_the_units_find_the_directory_where_the_setup_builds_it() -> None:
    kept = ENVIRONMENT["FINDER_VAR"]
    assert unit(DEPLOY / "systemd" / "waymark-site@.service")["StateDirectory"] == [kept.removeprefix("/var/lib/")]
    assert f"`FINDER_VAR={kept} make setup`" in (ROOT / "docs" / "scale.md").read_text()


def test_gunicorn_opens_no_socket_to_be_told_what_to_do() -> None:
    assert runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))["control_socket_disable"] is True


def test_what_assistants_share_is_tested_with_their_own_python() -> None:
    """Their stores, alone: bot/tests has no test runner but Python's."""
    if not (BOT / ".venv/bin/rasa").exists():
        pytest.skip("there is no Python 3.10 here, so no assistant: the site runs in its simple mode")
    done = subprocess.run(
        [BOT / ".venv/bin/python", "-W", "ignore", "-m", "unittest", "tests/test_store.py", "tests/test_shared_store.py"],
        cwd=BOT, capture_output=True, text=True, timeout=120, check=False, env={"SQLALCHEMY_SILENCE_UBER_WARNING": "1", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Ran 8 tests" in done.stderr
