"""`demo`: fill a store with the invented school."""

from __future__ import annotations

import argparse

from evaluation.cli.common import Commands, door_of


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the command."""
    demo = commands.add_parser("demo", parents=[anywhere], help="fill a store with the invented demo school")
    demo.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> None:
    door = door_of(options)
    here = any(details.demo for details in door.schools())
    school = door.fill_demo()
    print(f"{school.details.name} {'was in' if here else 'is now in'} {door.place}{' already' if here else ''}.")
