"""Our last self-evaluation before an inspection, beside what inspectors found.

Grades are never converted. A gap is counted, in steps of one scale, only where both sides have a
grade, both grades are on the same scale, and our strand is the same as, part of or contains theirs.
Ofsted tells readers not to compare report-card grades with the grades used before November 2025.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import pandas as pd

from evaluation.frameworks import Framework, FrameworkKey, Library, Relation, Relative, Scale
from evaluation.records import Inspection, SelfEvaluation, SessionRecord, day

RELATIONS: dict[Relation, str] = {
    "same": "same as",
    "part_of": "part of",
    "contains": "contains",
    "overlaps": "overlaps with",
}
"""A relation in words, read from our strand: "Attendance is part of Attendance and behaviour"."""

COMPARABLE: frozenset[Relation] = frozenset({"same", "part_of", "contains"})

OFSTED_NOTICE = (
    "Ofsted says grades from the two frameworks cannot be compared directly. "
    "This view carries evidence and actions across, not grades."
)
NOTICE = (
    "The two frameworks use different grades, so grades are not compared. "
    "This view carries evidence and actions across, not grades."
)

NO_SESSION = "No self-evaluation was locked before this inspection began."
UNLINKED = "No crosswalk links these two frameworks, so they stand side by side."

COLUMNS = (
    "strand_id", "strand", "our_grade", "our_grade_name", "why", "area_id", "area", "relation", "relation_words",
    "their_grade", "their_grade_name", "words", "scale_id", "comparable", "reason", "gap",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparison:
    """One inspection beside one self-evaluation (None where none was locked before it).

    `rows` has one row for each pair of strand and area, then one for each area without a strand. What
    inspectors said does not apply to the school is left out:

    strand_id, strand                    ours; missing where no strand relates to the area
    our_grade, our_grade_name, why       grade id, its word, and the reason given; words say when there is none
    area_id, area                        theirs; missing where no area with a finding relates to the strand
    relation, relation_words             same, part_of, contains or overlaps, read from our strand; missing if unpaired
    their_grade, their_grade_name, words grade id, its word, and what was written
    scale_id                             the scale both grades are on; missing where they are not on one
    comparable (bool), reason            whether a gap is counted; if not, why in plain words, else ""
    gap (Int64)                          steps on that scale, above 0 where the school judged itself higher; missing
                                         where not comparable

    `scales` holds the scales of `scale_id` by id. `reading` is one sentence. `notice` is a fixed text where no
    pair is on one scale, else "".
    """

    inspection: Inspection
    session: SessionRecord | None
    rows: pd.DataFrame
    scales: Mapping[str, Scale]
    reading: str
    notice: str


class _Side(NamedTuple):
    """What one side said of one strand or area."""

    id: str
    name: str
    scale: Scale | None
    grade: str | None
    words: str


def session_before(sessions: Iterable[SessionRecord], inspection: Inspection, library: Library) -> SessionRecord | None:
    """The self-evaluation to set beside an inspection, or None.

    The latest held, of those now locked, that was both held and first locked before the day the
    inspection began: one first locked after inspectors came may have been written knowing what they
    said. Of several held on one day, one on a scale of the inspection's framework goes first, then
    the one locked last.
    """
    theirs = _scales(library.get(*inspection.framework))

    def preference(record: SessionRecord) -> tuple[object, ...]:
        evaluation = record.evaluation
        shares = bool(theirs & _scales(library.get(*evaluation.framework)))
        return evaluation.held_on, shares, evaluation.locked_at

    def earlier(evaluation: SelfEvaluation) -> bool:
        finished, start = _finished(evaluation), inspection.started_on
        return evaluation.locked and evaluation.held_on < start and finished is not None and finished.date() < start

    return max((record for record in sessions if earlier(record.evaluation)), key=preference, default=None)


def _finished(evaluation: SelfEvaluation) -> datetime | None:
    """When it was first locked: unlocking it later to mend a typo does not make it a later one."""
    return evaluation.first_locked_at or evaluation.locked_at


def compare(inspection: Inspection, session: SessionRecord | None, library: Library) -> Comparison:
    """Strand by strand, what we said and what inspectors found. Raises FrameworkUnknown."""
    ours = _ours(session, library)
    theirs = {area.id: area for area in _theirs(inspection, library)}
    no_area, no_strand = _alone(inspection, session, library)
    paired: set[str] = set()
    rows = []
    for strand in ours:
        assert session is not None
        found = related(session.evaluation.framework, strand.id, inspection.framework, library)
        partners = [relative for relative in found if relative.strand_id in theirs]
        paired.update(relative.strand_id for relative in partners)
        rows += [_row(strand, theirs[relative.strand_id], relative) for relative in partners]
        if not partners:
            rows.append(_row(strand, None, None, no_area))
    rows += [_row(None, area, None, no_strand) for area in theirs.values() if area.id not in paired]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"gap": "Int64", "comparable": bool})
    scales = {area.scale.id: area.scale for area in theirs.values() if area.scale}
    return Comparison(inspection, session, frame, scales, _reading(frame, session), _notice(ours, theirs, frame))


def caution(comparison: Comparison) -> str:
    """What to bear in mind about the self-evaluation's dates, in a sentence; "" when it was locked before."""
    if comparison.session is None:
        return ""
    evaluation, start = comparison.session.evaluation, comparison.inspection.started_on
    if evaluation.held_on >= start:
        return (
            "This self-evaluation was held after the inspection began, "
            "so it is not what we said before inspectors came."
        )
    finished, locked = _finished(evaluation), evaluation.locked_at
    if finished and finished.date() >= start:
        return (
            f"This self-evaluation is dated before the inspection but was locked after it began, on "
            f"{day(finished)}: what inspectors found may have been known. Read the gaps with that in mind."
        )
    if locked and locked.date() >= start:
        return (
            f"It was unlocked and locked again on {day(locked)}, after the inspection began: "
            "what we said may have changed since."
        )
    return ""


def related(ours: FrameworkKey, strand_id: str, theirs: FrameworkKey, library: Library) -> list[Relative]:
    """Strands of `theirs` that relate to our strand: by crosswalk, or itself in another edition of our framework."""
    found = library.relatives(ours, strand_id, theirs)
    if not found and ours.id == theirs.id and any(s.id == strand_id for s in library.get(*theirs).strands):
        return [Relative(strand_id, "same", "Another edition of the same framework.")]
    return found


def gap_words(gap: int) -> str:
    """A gap in words, read from the school's side: "same", "one step higher", "two steps lower"."""
    if gap == 0:
        return "same"
    return f"{in_steps(abs(gap))} {'higher' if gap > 0 else 'lower'}"


def _scales(framework: Framework) -> set[str]:
    return {scale.id for scale in framework.scales}


def _ours(session: SessionRecord | None, library: Library) -> list[_Side]:
    if session is None:
        return []
    framework = library.get(*session.evaluation.framework)
    sides = []
    for strand_id in session.evaluation.strands:
        said = session.judgements.get(strand_id)
        grade, why = (said.grade, said.why) if said else (None, "")
        sides.append(_Side(strand_id, framework.strand(strand_id).name, framework.scale(strand_id), grade, why))
    return sides


def _theirs(inspection: Inspection, library: Library) -> list[_Side]:
    framework = library.get(*inspection.framework)
    return [
        _Side(f.strand_id, framework.strand(f.strand_id).name, framework.scale(f.strand_id), f.grade, f.words)
        for f in inspection.findings
        if f.applies
    ]


def _alone(inspection: Inspection, session: SessionRecord | None, library: Library) -> tuple[str, str]:
    """Why a strand of ours stands without an area, and an area without a strand."""
    if session is None:
        return "", NO_SESSION
    if not library.linked(session.evaluation.framework, inspection.framework):
        return UNLINKED, UNLINKED
    return "Nothing in this inspection relates to this strand.", "None of our strands relates to this area."


def _row(ours: _Side | None, theirs: _Side | None, relative: Relative | None, alone: str = "") -> tuple[object, ...]:
    reason = alone
    gap = scale_id = None
    if ours and theirs and relative:
        reason = _reason(ours, theirs, relative.relation)
        if ours.scale and theirs.scale and ours.scale.id == theirs.scale.id:
            scale_id = ours.scale.id
            if not reason:
                gap = ours.scale.order[ours.grade or ""] - ours.scale.order[theirs.grade or ""]
    return (
        *_cells(ours, "Not judged"),
        *(_cells(theirs, "No grade given")[:2]),
        relative.relation if relative else None,
        RELATIONS[relative.relation] if relative else None,
        *(_cells(theirs, "No grade given")[2:]),
        scale_id,
        gap is not None,
        reason,
        gap,
    )


def _cells(side: _Side | None, no_grade: str) -> tuple[str | None, ...]:
    """Id, name, grade id, grade word, words."""
    if side is None:
        return (None,) * 5
    if side.scale is None:
        return side.id, side.name, None, "No grades in this framework", side.words
    return side.id, side.name, side.grade, side.scale.grade(side.grade).name if side.grade else no_grade, side.words


def _reason(ours: _Side, theirs: _Side, relation: Relation) -> str:
    """Why no gap is counted between two related strands, or ""."""
    if relation not in COMPARABLE:
        return "They only partly cover the same ground."
    if ours.scale is None or theirs.scale is None:
        return "One of the two frameworks gives no grades here."
    if ours.scale.id != theirs.scale.id:
        return "The grades are on different scales."
    if ours.grade is None and theirs.grade is None:
        return "Neither we nor inspectors gave a grade."
    if ours.grade is None:
        return "We had not judged this strand."
    return "" if theirs.grade else "Inspectors gave no grade here."


def _notice(ours: Sequence[_Side], theirs: dict[str, _Side], rows: pd.DataFrame) -> str:
    pairs = rows[rows["relation"].notna()]
    our_scales = {side.scale.id for side in ours if side.scale and side.id in set(pairs["strand_id"])}
    their_scales = {side.scale.id for side in theirs.values() if side.scale and side.id in set(pairs["area_id"])}
    if not our_scales or not their_scales or pairs["scale_id"].notna().any():
        return ""
    everything = our_scales | their_scales
    grades = {scale for scale in everything if scale.startswith("ofsted-")}
    both_ofsted = grades & our_scales and grades & their_scales
    return OFSTED_NOTICE if both_ofsted and "ofsted-report-card" in grades else NOTICE


def _reading(rows: pd.DataFrame, session: SessionRecord | None) -> str:
    """One sentence: how many can be compared, and how they came out."""
    if session is None:
        return NO_SESSION
    gaps = [int(gap) for gap in rows["gap"].dropna()]
    left_out = len(rows) - len(gaps)
    if not gaps:
        return "Nothing in this self-evaluation can be compared with this inspection; the table says why."
    counted = rows[rows["comparable"]]
    noun = "strand" if counted["strand_id"].is_unique else "pair of strand and area"
    if len(gaps) == 1:
        verdict = "the same as" if gaps[0] == 0 else f"{gap_words(gaps[0])} than"
        sentence = f"One {noun} can be compared: we graded it {verdict} inspectors"
    else:
        nouns = "strands" if noun == "strand" else "pairs of strand and area"
        sentence = f"Of {len(gaps)} {nouns} that can be compared, we graded {_verdicts(gaps)}"
    if left_out:
        rest = "1 more row" if left_out == 1 else f"{left_out} more rows"
        sentence += f"; {rest} of the table cannot be compared, and it says why"
    return sentence + "."


def _verdicts(gaps: Sequence[int]) -> str:
    """ "2 the same as inspectors and 3 higher, by one step"."""
    parts: list[str] = []
    for sign, verdict, joint in ((0, "the same", "as"), (1, "higher", "than"), (-1, "lower", "than")):
        sizes = [abs(gap) for gap in gaps if (gap > 0) - (gap < 0) == sign]
        if sizes:
            count = "all" if len(sizes) == len(gaps) else len(sizes)
            inspectors = "" if parts else f" {joint} inspectors"
            by = f", by {in_steps(*sorted(set(sizes)))}" if sign else ""
            parts.append(f"{count} {verdict}{inspectors}{by}")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def in_words(number: int) -> str:
    """A number as a sentence has it: "no", "one" up to "nine", then digits."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return names[number] if number < len(names) else str(number)


def in_steps(*sizes: int) -> str:
    """ "one step", "one or two steps": distinct sizes, smallest first."""
    words = [in_words(size) for size in sizes]
    joined = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"{joined} {'step' if sizes == (1,) else 'steps'}"
