"""From marks to the grade they support, by the framework's rule.

Secure fit: a grade holds when every standard of its band, of the bands below it and of the lowest
band is met; one that is not met blocks the grade and all above it. (Published account of the report
card: focus-education.co.uk, "Ofsted inspection changes 2025"; the order of decision follows it.)
The lowest band holds what must be in place: a standard there that is not met gives the lowest
grade, and one that is partly met only blocks the grades that need everything met.

Best fit (the four grades of 2019 to 2025): the highest grade needs every standard, the lowest needs
one failing; between them leaders decide, so only the range is given.

Nothing here averages. A standard that is not judged is never counted as unmet: it widens the range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.frameworks import Scale, Standard, Strand
from evaluation.records import Mark

_RANK: Mapping[Mark, int] = {"not_met": 0, "partly": 1, "met": 2}


@dataclass(frozen=True)
class Support:
    """What the marks of one strand support.

    grade      the grade the marks support, or None while they do not settle it
    lowest     the grade if everything not yet judged turned out unmet
    highest    the grade if everything not yet judged turned out met
    blocked    the grade just above `highest`, out of reach as marked; None when nothing is blocked
    blockers   the judged standards that keep it out of reach, in file order
    to_judge   standards not judged that `highest` still depends on, in file order
    judged, total   counts of standards

    Every grade is a grade id of the scale; all are None for a strand without standards or scale.
    """

    grade: str | None
    lowest: str | None
    highest: str | None
    blocked: str | None
    blockers: tuple[Standard, ...]
    to_judge: tuple[Standard, ...]
    judged: int
    total: int


def support(strand: Strand, scale: Scale | None, marks: Mapping[str, Mark]) -> Support:
    """The grade that marks (standard id to mark; a missing id is not judged) support for a strand.

    Laws, whatever the marks: `lowest` ≤ `highest`, and `grade` is one of them or None; improving a
    mark never lowers any of the three where it was given before and after; judging one more standard
    never widens the range; nothing judged gives no grade.
    """
    judged = sum(standard.id in marks for standard in strand.standards)
    counts = judged, len(strand.standards)
    if scale is None or not strand.standards:
        return Support(None, None, None, None, (), (), *counts)
    ladder = _ladder(strand, scale)
    places = range(len(ladder))
    lowest = max(place for place in places if _certain(ladder[place], marks))
    highest = max(place for place in places if _possible(ladder[place], marks))
    earned = bool(strand.standards_of(ladder[lowest].grade)) and lowest > 0
    above = ladder[highest + 1] if highest + 1 < len(ladder) else None
    return Support(
        grade=ladder[lowest].grade if judged and (earned or lowest == highest) else None,
        lowest=ladder[lowest].grade,
        highest=ladder[highest].grade,
        blocked=above.grade if above else None,
        blockers=tuple(s for s, least in above.needs if s.id in marks and _RANK[marks[s.id]] < least) if above else (),
        to_judge=tuple(s for s, _ in ladder[highest].needs if s.id not in marks),
        judged=counts[0],
        total=counts[1],
    )


@dataclass(frozen=True)
class _Rung:
    """A grade and what it needs: (standard, least rank of its mark).

    `lenient` is the middle of best fit: the grade stays possible while one standard of its band does.
    """

    grade: str
    needs: tuple[tuple[Standard, int], ...]
    lowest: str = ""
    lenient: bool = False


def _ladder(strand: Strand, scale: Scale) -> list[_Rung]:
    """The grades that can be reached, lowest first. A grade above the highest band with standards cannot."""
    met = _RANK["met"]
    if scale.rule == "all_met":
        return [_Rung(scale.grades[0].id, ()), _Rung(scale.grades[-1].id, tuple((s, met) for s in strand.standards))]
    floor = strand.standards_of(scale.grades[0].id)
    rungs = [_Rung(scale.grades[0].id, ())]
    needed: tuple[tuple[Standard, int], ...] = tuple((s, met) for s in floor)
    climbing = False
    highest = max(scale.order[s.band] for s in strand.standards)
    for grade in scale.grades[1 : max(highest, 1) + 1]:
        band = strand.standards_of(grade.id)
        if band:
            climbing = True
            needed += tuple((s, met) for s in band)
            top = grade.id == scale.grades[-1].id
            lenient = scale.rule == "best_fit" and not top
            rungs.append(_Rung(grade.id, needed, scale.grades[0].id, lenient))
        else:
            rungs.append(_Rung(grade.id, needed if climbing else tuple((s, _RANK["partly"]) for s in floor)))
    return rungs


def _certain(rung: _Rung, marks: Mapping[str, Mark]) -> bool:
    return all(s.id in marks and _RANK[marks[s.id]] >= least for s, least in rung.needs)


def _possible(rung: _Rung, marks: Mapping[str, Mark]) -> bool:
    fails = [s for s, least in rung.needs if s.id in marks and _RANK[marks[s.id]] < least]
    if not rung.lenient:
        return not fails
    band = [s for s, _ in rung.needs if s.band == rung.grade]
    clear_of_lowest = all(_RANK[marks[s.id]] > 0 for s in fails if s.band == rung.lowest)
    return clear_of_lowest and any(s not in fails for s in band)
