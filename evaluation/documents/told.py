"""What papers for governors and the summary of a self-evaluation are made from: no names of staff, no embargo.

Read once through the one door. Whoever makes a paper, it says the same, but for a self-evaluation that is still open:
only those see it who see drafts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from evaluation.access import Ability
from evaluation.charts.chart import each
from evaluation.charts.palette import COLOURS, grade_style
from evaluation.comparison import Comparison
from evaluation.contradictions import since_the_last_full
from evaluation.documents.word_cells import Marked
from evaluation.evidence.freshness import HalfLives
from evaluation.evidence.reach import reaches
from evaluation.evidence.records import StrandRef
from evaluation.frameworks import Framework, Library, Scale
from evaluation.plan.actions import Standing, standings
from evaluation.plan.causes import Gap
from evaluation.plan.records import Action
from evaluation.records import Direction, Inspection, SchoolDetails
from evaluation.school import School
from evaluation.school.readiness import StrandEvidence
from evaluation.session import Session, StrandState

NO_NAMES = "Names of staff are left out, also where they stood in what somebody wrote."
STILL_OPEN = "Drafts are left out: self-evaluations that are still open, and actions that are not agreed."
NOT_JUDGED, NO_GRADE = "Not judged yet", "No grade is given"
DIRECTIONS: Mapping[Direction, str] = {"improve": "↑ Improve", "sustain": "→ Sustain", "watch": "◦ Watch"}


@dataclass(frozen=True)
class Told:
    """What may be said. `session` is the self-evaluation it is about, `strands` its strands with their evidence.

    `inspections` are published: the last that looked at every strand and all after it, the latest first, with
    `comparisons` of each beside `session`. `actions` are all agreed ones with how they stand, due first, `about` the
    strands each is about by its id, `reach` the strands of other frameworks that speak for one of ours. `hide` takes
    names out of what somebody typed. `left_out` says in sentences what is confidential.
    """

    school: SchoolDetails
    library: Library
    made_on: date
    session: Session | None
    strands: tuple[StrandEvidence, ...]
    half_lives: HalfLives
    inspections: tuple[Inspection, ...]
    comparisons: tuple[Comparison, ...]
    actions: tuple[tuple[Action, Standing], ...]
    about: Mapping[str, frozenset[StrandRef]]
    reach: Mapping[str, frozenset[StrandRef]]
    gaps: tuple[Gap, ...]
    hide: Callable[[str], str]
    left_out: tuple[str, ...]

    @cached_property
    def said(self) -> Mapping[str, tuple[tuple[Inspection, Mapping[str, Any]], ...]]:
        """What inspections said, by our strand: rows of `comparisons`, those on one scale with ours first."""
        found: dict[str, list[tuple[Inspection, Mapping[str, Any]]]] = {}
        for comparison in self.comparisons:
            for row in each(comparison.rows):
                if isinstance(row["strand_id"], str) and isinstance(row["area_id"], str):
                    found.setdefault(row["strand_id"], []).append((comparison.inspection, row))
        return {key: tuple(sorted(rows, key=lambda pair: not pair[1]["comparable"])) for key, rows in found.items()}

    def actions_of(self, strand_id: str) -> list[tuple[Action, Standing]]:
        """The agreed actions about a strand: those not done first, by the day they are due."""
        theirs = self.reach[strand_id]
        found = [each for each in self.actions if not theirs.isdisjoint(self.about.get(each[0].id, ()))]
        return sorted(found, key=lambda each: each[1].done)


def read(school: School, evaluation_id: str | None = None) -> Told:
    """Read what a paper needs; without an id about the latest self-evaluation that is locked.

    Raises NotAllowed for people from outside, EvaluationError where that self-evaluation is not here, FrameworkUnknown.
    """
    school.viewer.require(Ability.SEE_EVERYTHING)
    evaluations = school.self_evaluations
    chosen = evaluation_id or next((one.id for one in evaluations.all() if one.locked), None)
    session = evaluations.session(chosen) if chosen else None
    inspections = since_the_last_full(one for one in school.inspections.all() if not one.withheld)
    records, today = school.room.plans(), date.today()
    stand = {key: value for record in records for key, value in standings(record, today).items()}
    actions = [(action, stand[action.id]) for record in records for action in record.actions]
    origins = school.plans.origins(records)
    here = {one.id for one in inspections}
    reach = reaches(session.framework, session.evaluation.strands, school.library) if session else {}
    return Told(
        school=school.details,
        library=school.library,
        made_on=today,
        session=session,
        strands=school.readiness.strands(chosen) if chosen else (),
        half_lives=school.readiness.half_life.all(),
        inspections=tuple(inspections),
        comparisons=tuple(school.questions.compare(inspection.id, chosen) for inspection in inspections),
        actions=tuple(sorted(actions, key=lambda each: (each[0].due_on or date.max, each[0].what))),
        about={action_id: origin.strands for action_id, origin in origins.items()},
        reach={strand_id: found.strands for strand_id, found in reach.items()},
        gaps=tuple(gap for gap in school.plans.gaps() if gap.inspection.id in here),
        hide=school.room.without_names,
        left_out=tuple(filter(None, (school.questions.left_out(), school.plans.left_out()))),
    )


def grade_of(state: StrandState) -> Marked | str:
    """The grade of a strand, or that there is none."""
    if state.scale is None:
        return NO_GRADE
    return graded(state.scale, state.judgement.grade) if state.judgement.grade else NOT_JUDGED


def graded(scale: Scale, grade: str) -> Marked:
    """A grade as its symbol, the character style of that, and its word."""
    return Marked(
        grade_style(scale.id, scale.order[grade], "light").glyph, style_name(scale, grade), scale.name_of(grade)
    )


def style_name(scale: Scale, grade: str) -> str:
    """What the character style of a grade's symbol is called; on a school's own scale with the scale's id."""
    own = "" if scale.id in COLOURS["light"] else f" {scale.id}"
    words = re.findall(r"[^\W_]+", f"{scale.name_of(grade)[:60]}{own}")
    return " ".join(["Grade", *words])


def grade_styles(frameworks: Iterable[Framework]) -> dict[str, str]:
    """The colour "#RRGGBB" of each grade of some frameworks, by the name of its style."""
    return {
        style_name(scale, grade.id): grade_style(scale.id, place, "light").colour
        for framework in frameworks
        for scale in framework.scales
        for place, grade in enumerate(scale.grades)
    }
