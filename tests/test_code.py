"""The code itself: lint, types, and which room may import which."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    ],
    ids=["lint", "format", "types", "floors"],
)
def test_the_code_is_clean(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_page_opens_the_store_or_reads_a_file_past_the_door() -> None:
    pages = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]
    for page in pages:
        text = page.read_text("utf-8")
        for closed in ("evaluation.store", "evaluation.intake", "import sqlite", "unsafe_allow_html"):
            assert closed not in text, f"{page.name} uses {closed}"


def test_enter_in_a_list_to_choose_from_never_chooses_everything() -> None:
    lists = [
        (page.name, node)
        for page in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(page.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "multiselect"
    ]
    assert lists
    for page_name, node in lists:
        given = {each.arg: ast.unparse(each.value) for each in node.keywords}
        assert given.get("select_all") == "False", f"{page_name}, line {node.lineno}"
