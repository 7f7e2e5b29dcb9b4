"""The demo school's figures and challenges, from `data/demo-numbers.yaml`."""

from __future__ import annotations

from typing import Any

import yaml

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import DATA, Framework
from evaluation.indicators.measures import measures
from evaluation.indicators.periods import read_period
from evaluation.indicators.records import Challenge, Figure, Followed, figure_id
from evaluation.indicators.values import check
from evaluation.store import Write, challenges, numbers

FILE = DATA / "demo-numbers.yaml"


def fill(write: Write, school_id: str, framework: Framework) -> None:
    """Write them. Ids are stable. Raises EvaluationError where the file names what is not known."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is ten times as fast, where it is built in
    content: dict[str, Any] = yaml.load(FILE.read_text("utf-8"), Loader=loader)
    for entry in content["figures"]:
        for group, values in entry["values"].items():
            for when, said in values.items():
                numbers.save(write, _figure(school_id, entry, group, when, said))
    for number, entry in enumerate(content["challenges"], start=1):
        challenge_id = f"{school_id}-challenge-{number}"
        followed = entry.pop("followed")
        challenges.save(write, _challenge(challenge_id, entry, framework))
        for place, note in enumerate(followed, start=1):
            challenges.save_note(write, challenge_id, Followed(f"note-{place}", **note))


def _figure(school_id: str, entry: dict[str, Any], group: str, when: str, said: float | str) -> Figure:
    where = f"{FILE.name}, {entry['measure']}, {when}"
    period = read_period(when)
    if period is None:
        raise EvaluationError(f"{where}: this is no period.")
    value, missing = (None, said) if isinstance(said, str) else (float(said), "")
    own = figure_id(school_id, entry["measure"], group, period)
    figure = Figure(own, entry["measure"], group, period, value, missing, entry["source"], entry["origin"])
    try:
        check(figure)
    except FormRefused as refused:
        raise EvaluationError(f"{where}: {refused}") from None
    return figure


def _challenge(challenge_id: str, entry: dict[str, Any], framework: Framework) -> Challenge:
    strands = {strand.id for strand in framework.strands}
    unknown = [each for each in entry["strands"] if each not in strands]
    unknown += [each for each in entry["measures"] if each not in measures()]
    if unknown:
        raise EvaluationError(f"{FILE.name}, {entry['name']}: “{unknown[0]}” is not known.")
    return Challenge(
        challenge_id,
        entry["name"],
        entry["since"],
        entry["doing"],
        tuple(entry["measures"]),
        tuple((framework.id, strand_id) for strand_id in entry["strands"]),
        entry.get("closed_on"),
    )
