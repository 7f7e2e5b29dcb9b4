"""The same abilities without a screen: `python -m evaluation …`. Each command says what it did, in JSON when asked.

One module for each noun, with `add(commands, anywhere)`, which adds its commands to the parser.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.cli import demo, export, frameworks, inspections, numbers, people
from evaluation.errors import EvaluationError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused with the reason on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except EvaluationError as problem:
        print(problem, file=sys.stderr)
        for one in getattr(problem, "problems", []):
            print(f"  {one}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description="A school's self-evaluation, without a screen."
    )
    anywhere = argparse.ArgumentParser(add_help=False)
    for place, default in ((parser, None), (anywhere, argparse.SUPPRESS)):
        place.add_argument(
            "--store",
            type=Path,
            default=default,
            help="the store's file (default: EVALUATION_STORE, else data/school.db)",
        )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for noun in (demo, frameworks, inspections, numbers, people, export):
        noun.add(commands, anywhere)
    return parser
