"""How an inspection moves from the call to its publication: which moves there are, and what each needs.

Until it is published, what it found is under embargo: provisional outcomes can change in quality
assurance and are confidential (Ofsted says so to leaders at the final meeting). Publishing therefore
never happens by itself: it needs the day and a confirmation. Every move can be taken back, with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evaluation.details import LINE_LENGTH, date_problem, require, text_problem
from evaluation.records import STAGES, Inspection, Stage

ORDER: Mapping[Stage, int] = {stage: place for place, stage in enumerate(STAGES)}

WHAT: Mapping[Stage, str] = {
    "notified": "The call has come. Nothing is found yet.",
    "on_site": "Inspectors are in the school.",
    "provisional": "Leaders and governors have heard the provisional outcome. It can still change.",
    "draft": "The draft report is here. Check its facts and send comments in time.",
    "comments": "The school's comments are with the inspectorate.",
    "final": "The final report is here. It is confidential until it is published.",
    "published": "Anybody can read the report.",
}
"""What each stage means, in a sentence."""


def next_stage(stage: Stage) -> Stage | None:
    """The stage that follows, None after the last."""
    following = ORDER[stage] + 1
    return next((each for each, place in ORDER.items() if place == following), None)


def check_move(
    inspection: Inspection, to: Stage, on: date | None, *, confirmed: bool, reason: str, today: date
) -> None:
    """Raise FormRefused unless an inspection may move to this stage, reached on that day.

    Forwards a stage may be skipped, because a day can be forgotten. To go back takes a reason. Publishing
    takes a confirmation and its day, which is neither ahead nor before the inspection's last day.
    """
    back = to in ORDER and ORDER[to] < ORDER[inspection.stage]
    earliest = inspection.last_day if to == "published" else date(2000, 1, 1)
    unconfirmed = "Confirm that the report is published: from then on everybody here sees what it says."
    require(
        {
            "stage": _stage_problem(inspection.stage, to),
            "on": None if back else date_problem(on, "The day", earliest, today),
            "confirmed": unconfirmed if to == "published" and not confirmed else None,
            "reason": text_problem(reason, "The reason for going back", LINE_LENGTH) if back else None,
        }
    )


def _stage_problem(stage: Stage, to: Stage) -> str | None:
    if to not in ORDER:
        return "Choose how far it has come."
    return f"It is at “{STAGES[to]}” already." if stage == to else None
