"""`frameworks`: check a framework file, list those at hand."""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.cli.common import Commands, door_of, text_of
from evaluation.frameworks import DATA, Library, read_framework, shipped


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    frameworks = commands.add_parser("frameworks", help="framework files").add_subparsers(required=True, metavar="WHAT")
    check = frameworks.add_parser("check", help="say what is wrong with a framework file, by line and field")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)
    listed = frameworks.add_parser("list", parents=[anywhere], help="the frameworks at hand")
    listed.set_defaults(run=_list)


def _check(options: argparse.Namespace) -> None:
    ours = options.file.resolve().parent == DATA / "frameworks"
    others = {key: f for key, f in shipped().frameworks.items() if not (ours and str(key) == options.file.stem)}
    framework = read_framework(text_of(options.file), Library(others))
    print(f"{options.file.name} is fine: {framework.name}, {framework.key}, {len(framework.strands)} strands.")


def _list(options: argparse.Namespace) -> None:
    for key, framework in sorted(door_of(options).library.frameworks.items()):
        print(f"{key}  {framework.name}")
