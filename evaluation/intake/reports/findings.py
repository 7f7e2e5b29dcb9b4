"""The grades a report gives, each with the line it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from evaluation.frameworks import Framework
from evaluation.intake.cells import given_grade
from evaluation.intake.layouts import plain
from evaluation.intake.reports.proposal import Proposed
from evaluation.intake.reports.text import Line, Passage, bare, joined_lines
from evaluation.intake.reports.wording import LABELS, SAFEGUARDING

_WRAPPED = 3
"""A strand's name may run over so many lines."""

_OTHER_INSPECTION = re.compile(
    r"previous inspection:? (?:outstanding|good|satisfactory|requires improvement|inadequate)"
)
_BESIDE_GRADE = re.compile(rf"{_OTHER_INSPECTION.pattern}(?: [1-4])?|\bthis inspection:?")
"""What stood between "Overall effectiveness" and its grade from 2012 to 2015."""


class Grades(NamedTuple):
    """What a report says of a framework's strands, and in words where it gives one strand two grades."""

    findings: tuple[tuple[str, Proposed[str]], ...]
    doubts: tuple[str, ...]


class _Piece(NamedTuple):
    """What some lines are: a strand's name, a grade, a name with its grade, or (both empty) anything else."""

    strand_id: str
    grade: str
    first: int
    end: int

    @property
    def form(self) -> str:
        return "both" if self.strand_id and self.grade else "half" if self.strand_id or self.grade else "other"


def read_grades(framework: Framework, lines: Sequence[Line], passages: Sequence[Passage]) -> Grades:
    """The grade of each strand that has one; a strand with two different grades gets none.

    A grade counts beside its strand's name, or under it where names and grades take turns. Names in a row
    beside grades in a row are not paired up: that would be a guess.
    """
    said: dict[str, dict[str, Proposed[str]]] = {}
    for strand_id, proposed in (*_beside_names(framework, lines), *_in_sentences(framework, passages)):
        said.setdefault(strand_id, {}).setdefault(proposed.value, proposed)
    findings = []
    doubts = []
    for strand in framework.strands:
        grades = said.get(strand.id, {})
        if len(grades) == 1:
            findings.append((strand.id, next(iter(grades.values()))))
        elif grades and (scale := framework.scale(strand.id)):
            both = " and ".join(f"{scale.name_of(grade)} (page {p.page})" for grade, p in grades.items())
            doubts.append(f"one grade for {strand.name}: the report says {both}")
    return Grades(tuple(findings), tuple(doubts))


def strand_names(framework: Framework) -> dict[str, str]:
    """What reports call the strands that the framework grades, as `bare` writes it, to the strand's id."""
    return {
        bare(name): strand.id
        for strand in framework.strands
        if strand.scale
        for name in (strand.name, *LABELS.get((framework.id, strand.id), ()))
    }


def _beside_names(framework: Framework, lines: Sequence[Line]) -> Iterator[tuple[str, Proposed[str]]]:
    pieces = _pieces(framework, lines)
    for form, group in groupby(pieces, key=lambda piece: piece.form):
        run = list(group)
        names, grades = run[::2], run[1::2]
        if form == "both":
            pairs = list(zip(run, run, strict=True))
        elif len(names) == len(grades) and all(p.strand_id for p in names) and all(p.grade for p in grades):
            pairs = list(zip(names, grades, strict=True))
        else:
            continue
        for name, grade in pairs:
            page = lines[name.first].page
            given = given_grade(grade.grade, framework.scale(name.strand_id))
            if given and given.grade and page == lines[grade.first].page:
                yield name.strand_id, Proposed(given.grade, joined_lines(lines[name.first : grade.end]), page)


def _pieces(framework: Framework, lines: Sequence[Line]) -> list[_Piece]:
    names = strand_names(framework)
    words = {plain(grade.name) for scale in framework.scales for grade in scale.grades}
    if "satisfactory" in words:
        words |= set("1234")
    words |= {"not applicable", "not judged"}
    pieces = []
    place = 0
    while place < len(lines):
        piece = _Piece("", "", place, place + 1)
        for end in range(place + 1, min(place + _WRAPPED, len(lines)) + 1):
            if lines[end - 1].page != lines[place].page:
                break
            text = bare(_BESIDE_GRADE.sub("", plain(joined_lines(lines[place:end]))))
            strand_id, grade = _name_and_grade(text, names, words)
            if strand_id or grade:
                piece = _Piece(strand_id, grade, place, end)
                break
        if piece.form != "other" or not _OTHER_INSPECTION.match(plain(lines[place].text)):
            pieces.append(piece)
        place = piece.end
    return pieces


def _name_and_grade(text: str, names: dict[str, str], words: set[str]) -> tuple[str, str]:
    """The strand and the grade that a text names and nothing else; "" for what it does not."""
    if text in names:
        return names[text], ""
    for name, strand_id in names.items():
        if text.startswith(name) and (grade := _grade(text[len(name) :].strip(" :–—-"), words)):
            return strand_id, grade
    return "", _grade(text, words)


def _grade(text: str, words: set[str]) -> str:
    """A grade's word; until 2015 its number stood behind it."""
    word = text if text in words else re.sub(" [1-4]$", "", text)
    return word if word in words else ""


def _in_sentences(framework: Framework, passages: Sequence[Passage]) -> Iterator[tuple[str, Proposed[str]]]:
    """Safeguarding, which most reports judge in a sentence. The lower of its two grades is the first."""
    scale = framework.scale("safeguarding") if any(s.id == "safeguarding" for s in framework.strands) else None
    if scale is None:
        return
    for passage in passages:
        for sentence, page in passage.sentences():
            if found := SAFEGUARDING.match(plain(sentence)):
                grade = scale.grades[0 if found["not"] or found["never"] else -1]
                yield "safeguarding", Proposed(grade.id, sentence, page)
