"""What a pack is made from, read once through the one door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evaluation.access import Ability, Role
from evaluation.cards import Card
from evaluation.comparison import Comparison
from evaluation.contradictions import Contradiction, since_the_last_full
from evaluation.documents.content import PlanContent, read_plans
from evaluation.documents.everything import cards_to_take
from evaluation.documents.plan import Written, read_plan
from evaluation.evidence.freshness import HalfLives
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Library
from evaluation.movement import Moved
from evaluation.records import Inspection, SchoolDetails
from evaluation.school import School
from evaluation.school.readiness import StrandEvidence
from evaluation.session import Session

NOTICE = (
    "The school made this for its own improvement. No inspectorate requires these documents, or a self-evaluation in "
    "this form. Standards and meanings of grades are in the product's own words unless it says otherwise."
)


@dataclass(frozen=True)
class PackContent:
    """Everything that a pack says, as one viewer may see it; nothing that is under embargo.

    `role` is who it was made by, `names` whether names of staff may be in it. `session` is the latest locked
    self-evaluation, else the latest; `strands` and `cards` are of it, in its order. `inspections` are the last one
    that looked at every strand and all that came after it, the latest first, and `comparisons` each of them beside
    `session`. `plans` is what may be shown of all plans, `written` each of them as its document says it.
    `confidential` says in sentences what is left out and why.
    """

    school: SchoolDetails
    library: Library
    made_on: date
    role: Role
    names: bool
    session: Session | None
    strands: tuple[StrandEvidence, ...]
    cards: tuple[Card, ...]
    contradictions: tuple[Contradiction, ...]
    evidence: tuple[Evidence, ...]
    half_lives: HalfLives
    inspections: tuple[Inspection, ...]
    comparisons: tuple[Comparison, ...]
    moved: Moved
    plans: PlanContent
    written: tuple[Written, ...]
    confidential: tuple[str, ...]


def read(school: School) -> PackContent:
    """Read what a pack of this school needs.

    Raises NotAllowed for people from outside: what is shared with them is in the workbook. Raises EvaluationError,
    FrameworkUnknown.
    """
    school.viewer.require(Ability.SEE_EVERYTHING)
    names = school.viewer.takes_names
    session = school.self_evaluations.latest()
    inspections = since_the_last_full(each for each in school.inspections.all() if not each.withheld)
    beside = session.evaluation.id if session else None
    plans = read_plans(school)
    return PackContent(
        school=school.details,
        library=school.library,
        made_on=date.today(),
        role=school.viewer.role,
        names=names,
        session=session,
        strands=school.readiness.strands(beside) if session else (),
        cards=cards_to_take(school),
        contradictions=school.readiness.contradictions(),
        evidence=tuple(school.evidence.all()),
        half_lives=school.readiness.half_life.all(),
        inspections=tuple(inspections),
        comparisons=tuple(school.questions.compare(each.id, beside) for each in inspections),
        moved=school.questions.moved(),
        plans=plans,
        written=tuple(read_plan(school, record, plans) for record in plans.records),
        confidential=tuple(filter(None, (school.questions.left_out(), plans.left_out))),
    )
