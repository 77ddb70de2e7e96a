"""The code stays as it was laid: checked, typed, in small modules, importing one way, and silent about what people type."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from finder.settings import ROOT

MOST_LINES = 200
NOT_OURS = {"node_modules", "vendor", ".venv", "__pycache__", "models", "output"}


def ours(*folders: str, ends: tuple[str, ...] = (".py",)) -> list[Path]:
    """The project's own files of these kinds, below these folders or being these files."""
    roots = [ROOT / folder for folder in folders]
    found = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    return sorted(path for path in found if path.suffix in ends and not NOT_OURS & set(path.relative_to(ROOT).parts))


MODULES = ours("finder", "bot", "deploy", "wsgi.py")


def run(*command: str) -> str:
    """What a tool says; empty when it finds nothing wrong."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def names_in(node: ast.AST) -> set[str]:
    """Every name and attribute that an expression uses."""
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return names | {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


# Tools


def test_ruff_finds_nothing() -> None:
    assert run("ruff", "check", "--config", "tests/ruff.toml", "--quiet", ".") == ""


def test_bandit_finds_nothing() -> None:
    """Left out: B101, since asserts say what must hold, and B404, since running a program is looked at where it is run."""
    code = ("finder", "bot/components", *map(str, sorted((ROOT / "bot").glob("*.py"))), "deploy", "wsgi.py")
    assert run("bandit", "--quiet", "--recursive", "--exclude", "finder/static", "--skip", "B101,B404", *code) == ""


def test_ruffs_rules_on_security_hold_for_all_code_that_runs() -> None:
    settings = tomllib.loads((ROOT / "tests" / "ruff.toml").read_text())["lint"]
    assert "S" in settings["select"]
    assert {rule for rule in settings["ignore"] if rule.startswith("S") and rule[1:].isdigit()} == {"S101"}
    outside = [name for name, rules in settings["per-file-ignores"].items() if any(re.fullmatch(r"S\d+", rule) for rule in rules)]
    assert outside == ["tests/**"]


def test_every_file_is_formatted() -> None:
    assert run("ruff", "format", "--check", "--config", "tests/ruff.toml", ".") == ""


def test_every_type_is_right() -> None:
    assert run("mypy", "--config-file", "tests/mypy.ini", "finder", "wsgi.py") == ""


def test_imports_run_one_way_and_only_one_module_opens_a_socket() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--config", "tests/imports.ini", "--no-cache", "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kept, 0 broken" in done.stdout


# What the tools cannot see


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES


def test_only_the_modules_that_talk_to_the_assistant_and_read_feeds_can_open_an_address() -> None:
    opening = {"urllib.request", "http.client", "http.server", "socketserver", "urllib3"}
    users = set()
    for path in ours("finder"):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if opening & set(modules):
                users.add(str(path.relative_to(ROOT)))
    assert users <= {"finder/chat/rasa.py", "finder/fetch.py"}


PHONE = re.compile(r"(?<![\w.#-])(?:(?:\+44|0044)[ -]?[1-9]|0[1-9])(?:[ -]?\d){5,9}(?!\w)|(?<![\w.#-])116 ?\d{3}(?!\w)")


@pytest.mark.parametrize(
    ("text", "found"),
    [("020 7946 0000", True), ("0800 1111", True), ("+44 161 496 0000", True), ("116 123", True), ("0.123456789", False), ("#0123456789", False),
     ("[0x0660, 0x06F0]", False), ("2025-01-30", False), ("0800 000 0000", True)],
)  # fmt: skip
def test_a_phone_number_is_told_from_other_numbers(text: str, found: bool) -> None:
    assert bool(PHONE.search(text)) is found


def test_phone_numbers_stand_in_the_content_and_nowhere_else() -> None:
    kinds = (".py", ".html", ".txt", ".js", ".css", ".yml", ".yaml", ".toml", ".ini", ".sh", ".md", ".xml")
    files = [*ours("finder", "bot", "deploy", "wsgi.py", "README.md", ends=kinds), *ours("docs/developers.md", ends=kinds)]
    files = [path for path in files if "tests" not in path.parts]
    assert len(files) > 100
    found = {
        str(path.relative_to(ROOT)): match.group() for path in files if (match := PHONE.search(path.read_text().replace("0123456789", "")))
    }
    assert found == {}


LOGS = {"debug", "info", "warning", "error", "critical", "log"}
TYPED = {
    "text", "typed", "q", "question", "message", "needs", "asked", "fields", "form", "values", "args", "json", "data", "value", "words",
    "body", "query", "query_string", "url", "full_path", "path", "place", "talk", "reply", "said", "remote_addr", "headers", "error", "str", "repr",
}  # fmt: skip
"""Names of what a person may have typed, and of errors, whose message may repeat it. `type(error).__name__` is fine."""


def unsafe(call: ast.Call) -> set[str]:
    """Names in the arguments of a call that may hold what somebody typed."""
    unsafe = set()
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        kind_of_error = ast.unparse(argument).startswith("type(") and ast.unparse(argument).endswith(".__name__")
        if not kind_of_error:
            unsafe |= names_in(argument) & TYPED
    return unsafe


@pytest.mark.parametrize(
    ("code", "safe"),
    [
        ("log.error('failed: %s', type(error).__name__)", True),
        ("log.error('build %s cannot be opened', name)", True),
        ("log.error('failed: %s', error)", False),
        ("log.info(f'asked {needs.text}')", False),
        ("log.info('for %s', request.args)", False),
    ],
)
def test_a_log_line_that_repeats_what_was_typed_is_told_from_one_that_does_not(code: str, safe: bool) -> None:
    [call] = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)][:1]
    assert (not unsafe(call)) is safe


def test_nothing_that_people_type_is_logged_or_printed() -> None:
    found = []
    for path in ours("finder", "wsgi.py"):
        for call in calls(path):
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            logger = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
            if name == "print" or (name == "exception" and "log" in logger) or any(keyword.arg == "exc_info" for keyword in call.keywords):
                found.append(where)
            if name in LOGS and "log" in logger and unsafe(call):
                found.append(where)
    assert found == []


def test_no_warning_is_silenced_and_no_type_is_waved_through_without_saying_which() -> None:
    for path in ours("finder", "wsgi.py"):
        text = path.read_text()
        assert not re.search(r"# type: ignore(?!\[)|# noqa(?!:)|warnings\.(simplefilter|filterwarnings)", text), path
