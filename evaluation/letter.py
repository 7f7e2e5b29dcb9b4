"""The letter to parents about an inspection: drafted from what it found, part by part, in the school's name.

It speaks of this inspection alone: no earlier one, and no grade beside another time's grade. Ofsted tells parents
that report-card grades cannot be compared with those used before November 2025 (its text for parents, as
reproduced by schools: wolffieldsprimary.co.uk/school-inspection-report).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evaluation.frameworks import Framework, InspectionKind, Scale
from evaluation.next_steps import Outcome, outcome_of
from evaluation.records import Finding, Inspection, PointKind, SchoolDetails, day

LONGEST_PART = 20_000
"""Most letters that one part can have."""

_CAME: Mapping[InspectionKind, str] = {
    "monitoring": "{who} held a monitoring inspection at our school",
    "visit": "{who} visited our school",
    "independent_standards": "Inspectors checked our school against the Independent School Standards",
    "peer_review": "Colleagues from outside our school reviewed our work",
}
_CONCLUDES: frozenset[InspectionKind] = frozenset({"graded", "report_card", "ungraded", "monitoring"})
_INTRODUCED: Mapping[PointKind, str] = {
    "strength": "These strengths were named:",
    "recommendation": "We were asked to improve the following:",
    "issue": "These concerns were raised:",
}
_MONITORED = "Inspectors may come back to see how the school is improving."
_COMES: Mapping[Outcome, str] = {
    Outcome.NEEDS_ATTENTION: "Inspectors may come back to look at the areas that need attention.",
    Outcome.REQUIRES_IMPROVEMENT: _MONITORED,
    Outcome.CATEGORY_OF_CONCERN: _MONITORED,
    Outcome.STANDARDS_NOT_MET: (
        "The Department for Education may ask the school for an action plan, and inspectors may come back to see "
        "how it is carried out."
    ),
}
_NEXT = "[Say what the school will do first, who leads it, and when parents will hear how it is going.]"
_THANKS = (
    "Thank you to our pupils, who showed visitors what it is like to learn here, and to our staff for their work "
    "with your children every day. Thank you to you as well for your support."
)
_CARD = "ofsted-report-card"

Standing = Literal["strong", "meets", "improve"]


@dataclass(frozen=True)
class Part:
    """One part of the letter. `text` is plain: an empty line ends a paragraph, "- " begins a line of a list.

    `heading` is empty where the letter shows none. `edited` is True where the school has written it itself.
    """

    id: str
    heading: str
    text: str
    edited: bool = False

    @property
    def name(self) -> str:
        """What the part is called where it is written: its heading, or what it is."""
        return self.heading or self.id.capitalize()

    @property
    def prompts(self) -> tuple[str, ...]:
        """What still has to be written: what the draft asks for in square brackets. Other brackets are the school's."""
        return tuple(re.findall(r"\[(?:Say|Give|Two sources)\b[^\]]*\]?", self.text))


@dataclass(frozen=True)
class Letter:
    """The letter as it stands, every part in order; one without text is left out of what parents get."""

    school: SchoolDetails
    dated: date
    subject: str
    parts: tuple[Part, ...]

    @property
    def unfinished(self) -> tuple[Part, ...]:
        """The parts in which something has still to be written."""
        return tuple(part for part in self.parts if part.prompts)

    @property
    def written(self) -> tuple[Part, ...]:
        """The parts that parents get."""
        return tuple(part for part in self.parts if part.text.strip())


@dataclass(frozen=True)
class Block:
    """A paragraph with its lines, or a list with its entries."""

    listed: bool
    lines: tuple[str, ...]


def draft(inspection: Inspection, framework: Framework, school: SchoolDetails, on: date) -> Letter:
    """The letter about an inspection with all that it found, before anybody has written in it. Dated `on`."""
    graded: dict[Standing, list[str]] = {"strong": [], "meets": [], "improve": []}
    for finding in inspection.findings:
        scale = framework.scale(finding.strand_id)
        if scale is not None and finding.grade is not None:
            standing, line = _line(finding, framework, scale, finding.grade)
            graded[standing].append(line)
    said = [
        f"{framework.strand(f.strand_id).name}: {_sentence(f.words)}"
        for f in inspection.findings
        if f.grade is None and f.applies and f.words.strip()
    ]
    any_grade = any(graded.values())
    texts = (
        ("opening", "", _opening(inspection, framework)),
        ("outcome", "The outcome", "" if any_grade else _outcome(inspection)),
        ("grades", "How to read the grades", _grades(framework) if any_grade else ""),
        ("strong", "What was strong", _join(_judged(graded["strong"]), _points(inspection, "strength"))),
        ("meets", "What is as it should be", _judged(graded["meets"])),
        ("said", "What was said", _list("This is what was said, area by area:", said)),
        ("improve", "What must improve", _improve(inspection, graded["improve"])),
        ("next", "What happens next", _join(_NEXT, _COMES.get(outcome_of(inspection, framework), ""))),
        ("thanks", "Thank you", _THANKS),
        ("report", "Where to read the report", _report(inspection)),
        ("signature", "", f"Yours sincerely\n\nHeadteacher\n{_flat(school.name)}"),
    )
    what = "review" if inspection.kind == "peer_review" else "visit" if inspection.kind == "visit" else "inspection"
    subject = f"The {what} of our school in {inspection.last_day:%B %Y}"
    return Letter(school, on, subject, tuple(Part(*text) for text in texts))


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and lists of a part's text, in order."""
    for paragraph in re.split(r"\n\s*\n", text):
        lines: list[str] = []
        listed = False
        for line in filter(None, map(str.strip, paragraph.split("\n"))):
            entry = re.fullmatch(r"[-•*]\s+(.*)", line)
            if lines and listed != bool(entry):
                yield Block(listed, tuple(lines))
                lines = []
            listed = bool(entry)
            lines.append(entry[1] if entry else line)
        if lines:
            yield Block(listed, tuple(lines))


def _line(finding: Finding, framework: Framework, scale: Scale, grade: str) -> tuple[Standing, str]:
    """In which part a graded area stands, and its line there."""
    name = framework.strand(finding.strand_id).name
    if finding.disputed:
        return _standing(scale, grade), f"{name}: [Two sources give different grades. Settle which is right.]"
    return _standing(scale, grade), f"{name}: {scale.name_of(grade)}. {_sentence(finding.words)}".rstrip()


def _standing(scale: Scale, grade: str) -> Standing:
    """Below the middle of a scale it must improve; above it, it was strong, except where met is all there is."""
    place, half = scale.order[grade], len(scale.grades) // 2
    if place < half:
        return "improve"
    return "strong" if scale.rule != "all_met" and place >= len(scale.grades) - half else "meets"


def _opening(inspection: Inspection, framework: Framework) -> str:
    who = "Ofsted" if framework.publisher == "Ofsted" else "Inspectors"
    came = _CAME.get(inspection.kind, "{who} inspected our school").format(who=who)
    first, last = inspection.started_on, inspection.last_day
    if first == last:
        when = f"on {day(first)}"
    elif (first.year, first.month) == (last.year, last.month):
        when = f"from {first.day} to {day(last)}"
    else:
        when = f"from {day(first)} to {day(last)}"
    published = "" if inspection.kind == "peer_review" else " The report is now published."
    return (
        f"Dear parents and carers\n\n{came} {when}.{published} "
        "This letter tells you what was found and what we will do next."
    )


def _outcome(inspection: Inspection) -> str:
    """The outcome of an inspection without grades is left to the school: the source's words may look back."""
    if inspection.kind not in _CONCLUDES or not inspection.outcome:
        return ""
    return f"[Say in your own words what was concluded. The record says: {_sentence(inspection.outcome)}]"


def _grades(framework: Framework) -> str:
    if framework.id != _CARD:
        return ""
    scale = next(scale for scale in framework.scales if scale.id == _CARD)
    *lower, highest = (grade.name for grade in scale.grades)
    return (
        f"A report card has no overall grade. From the lowest to the highest, the grades of an area are "
        f"{', '.join(lower)} and {highest}. Safeguarding is met or not met.\n\n"
        "These grades cannot be compared with those that Ofsted used before November 2025."
    )


def _improve(inspection: Inspection, judged: list[str]) -> str:
    category = _flat(inspection.category)
    placed = f"The school is in a category of concern: {_sentence(category)}" if category else ""
    points = _points(inspection, "recommendation", "issue")
    owned = "We take this seriously and are acting on it." if placed or judged or points else ""
    return _join(placed, _judged(judged), points, owned)


def _report(inspection: Inspection) -> str:
    paper = "If you would like it on paper, please ask at the school office."
    if inspection.report_url.startswith(("https://", "http://")):
        return f"You can read the report here: {_flat(inspection.report_url)}\n\n{paper}"
    if inspection.kind == "peer_review":
        return ""
    return f"You can read the report here: [Give the address of the report or of our website]\n\n{paper}"


def _judged(lines: list[str]) -> str:
    return _list("These areas were judged as follows:", lines)


def _points(inspection: Inspection, *kinds: PointKind) -> str:
    found = ((kind, [_sentence(p.text) for p in inspection.points if p.kind == kind]) for kind in kinds)
    return _join(*(_list(_INTRODUCED[kind], lines) for kind, lines in found))


def _list(introduction: str, lines: Iterable[str]) -> str:
    entries = "\n".join(f"- {line}" for line in lines)
    return f"{introduction}\n{entries}" if entries else ""


def _join(*paragraphs: str) -> str:
    return "\n\n".join(filter(None, paragraphs))


def _flat(text: str) -> str:
    """Somebody else's words in one line. Square brackets become round: in the letter they mark what is missing."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")")


def _sentence(text: str) -> str:
    flat = _flat(text)
    return flat if not flat or flat[-1] in ".!?”\"'’" else f"{flat}."
