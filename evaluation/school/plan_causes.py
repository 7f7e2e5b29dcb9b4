"""What a cause of an action says, and where it stands: read from there, never copied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework, FrameworkKey, Strand
from evaluation.plan.records import CAUSES, Account, Action, Cause
from evaluation.records import day
from evaluation.school.disputes import shown
from evaluation.school.group import Group
from evaluation.school.inspections import everything
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import self_evaluations


@dataclass(frozen=True)
class CauseWords:
    """A cause in words.

    `kind` is its kind in words, `heading` where it stands ("Graded inspection of 10 June 2026"), `strand` the name of
    what it is about ("" for none), `text` what is to be acted on, `sentence` what the report says, with its `page`.
    The ids lead to the screen it stands on. `withheld` is True where the words are left out, under embargo or because
    a self-evaluation is still open; `gone` where what it names is no longer here.
    """

    kind: str
    heading: str
    strand: str = ""
    text: str = ""
    sentence: str = ""
    page: int | None = None
    framework_id: str | None = None
    inspection_id: str | None = None
    point_id: str | None = None
    evaluation_id: str | None = None
    strand_id: str | None = None
    withheld: bool = False
    gone: bool = False


def words_of(group: Group, cause: Cause, hidden: Collection[str]) -> CauseWords:
    """A cause in words, without those that tell what an inspection in `hidden` found."""
    kind = CAUSES[cause.kind]
    if cause.kind == "standard" or (cause.kind == "contradiction" and cause.evaluation_id):
        found = _in_evaluation(group, cause, CauseWords(kind, "A self-evaluation that is no longer here"))
    elif cause.inspection_id:
        found = _in_inspection(group, cause, CauseWords(kind, "An inspection that is no longer here"), hidden)
    else:
        found = CauseWords(kind, "")
    if cause.inspection_id in hidden:
        return replace(found, strand="", text="", sentence="", strand_id=None, point_id=None, withheld=True)
    if cause.kind == "contradiction" and not found.withheld:
        return replace(found, text=cause.words, gone=False)
    return found


def drafted(group: Group, action_id: str, plan_id: str, cause: Cause) -> Action:
    """A draft of an action that carries this cause, filled from its words. Raises EvaluationError where it is gone."""
    words = words_of(group, cause, ())
    if words.gone:
        raise EvaluationError("What this would come from is no longer here, so nothing was drafted.")
    place = f"{words.heading[:1].lower()}{words.heading[1:]}"
    what, why = {
        "recommendation": (words.text, f"The {place} named it."),
        "finding": (f"{words.strand}: act on what the {place} found", words.text),
        "standard": (f"Meet the standard: {words.text}", f"It held back {words.strand} in the {place}."),
        "contradiction": (f"Settle what does not fit: {words.text}", words.text),
    }[cause.kind]
    strand = (words.framework_id, words.strand_id) if words.framework_id and words.strand_id else None
    short = shorten(what, LINE_LENGTH, placeholder=" …")
    if cause.kind == "recommendation" and short != " ".join(what.split()):
        why = f"{why}\n{words.text}"
    return Action(action_id, plan_id, short, cause, why[:TEXT_LENGTH], strand=strand)


def check_account(account: Account, today: date) -> None:
    """Raise FormRefused when what somebody tells of a recommendation cannot be kept."""
    met = account.met_on and date_problem(account.met_on, "The day of the meeting", EARLIEST, today)
    think = text_problem(account.what_leaders_think, "What leaders think of it", TEXT_LENGTH, needed=False)
    require(
        {
            "met_on": met or None,
            "with_whom": text_problem(account.with_whom, "With whom", LINE_LENGTH, needed=False),
            "seen_or_said": text_problem(account.seen_or_said, "What was seen or said", TEXT_LENGTH),
            "what_leaders_think": think,
        }
    )


def _in_inspection(group: Group, cause: Cause, gone: CauseWords, hidden: Collection[str]) -> CauseWords:
    inspection = next((each for each in everything(group) if each.id == cause.inspection_id), None)
    if inspection is None:
        return replace(gone, gone=True)
    found = replace(
        gone, heading=f"{inspection.kind_name} of {day(inspection.started_on)}", inspection_id=inspection.id
    )
    if inspection.id in hidden:
        return found
    inspection = shown(inspection, group.library)
    framework = group.library.frameworks.get(inspection.framework)
    if cause.kind == "recommendation":
        point = next((each for each in inspection.points if each.id == cause.point_id), None)
        if point is None:
            return replace(found, gone=True)
        said = replace(found, text=point.text, sentence=point.sentence, page=point.page, point_id=point.id)
        return _about(said, inspection.framework, framework, point.strand_id)
    finding = inspection.finding(cause.strand_id or "")
    if finding is None:
        return _about(replace(found, gone=True), inspection.framework, framework, cause.strand_id)
    scale = framework.scale(finding.strand_id) if framework and finding.grade else None
    grade = scale.name_of(finding.grade) if scale and finding.grade else ""
    text = ": ".join(filter(None, (grade, finding.words)))
    return _about(replace(found, text=text), inspection.framework, framework, finding.strand_id)


def _in_evaluation(group: Group, cause: Cause, gone: CauseWords) -> CauseWords:
    evaluation = self_evaluations.one(group.reading(), group.school_id, cause.evaluation_id or "")
    if evaluation is None:
        return replace(gone, gone=True)
    found = replace(gone, heading=f"Self-evaluation of {day(evaluation.held_on)}", evaluation_id=evaluation.id)
    if not evaluation.locked and not group.viewer.may(Ability.SEE_DRAFTS):
        return replace(found, withheld=True)
    framework = group.library.frameworks.get(evaluation.framework)
    found = _about(found, evaluation.framework, framework, cause.strand_id)
    strand = _strand(framework, cause.strand_id)
    standard = next((each for each in strand.standards if each.id == cause.standard_id), None) if strand else None
    return replace(found, text=standard.text) if standard else replace(found, gone=True)


def _about(found: CauseWords, key: FrameworkKey, framework: Framework | None, strand_id: str | None) -> CauseWords:
    strand = _strand(framework, strand_id)
    return replace(found, framework_id=key.id, strand_id=strand_id, strand=strand.name if strand else "")


def _strand(framework: Framework | None, strand_id: str | None) -> Strand | None:
    return next((each for each in framework.strands if each.id == strand_id), None) if framework else None
