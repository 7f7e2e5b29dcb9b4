"""From marks to the grade they support: the laws of the rules, for any strand and for every shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.frameworks import Scale, Strand, shipped
from evaluation.grading import Support, support
from evaluation.records import MARKS, Mark
from tests import sample

WORDS = {"secure_fit": sample.REPORT_CARD, "best_fit": sample.FOUR_GRADES, "all_met": sample.MET}
UP: dict[Mark, tuple[Mark, ...]] = {"not_met": ("partly", "met"), "partly": ("met",), "met": ()}


class Case(NamedTuple):
    """A strand on its scale, and marks."""

    strand: Strand
    scale: Scale
    marks: dict[str, Mark]

    def supported(self, changed: Mapping[str, Mark] | None = None) -> Support:
        return support(self.strand, self.scale, self.marks | (changed or {}))

    def all(self, mark: Mark) -> dict[str, Mark]:
        return dict.fromkeys((standard.id for standard in self.strand.standards), mark)


SHIPPED = [
    (strand, scale)
    for framework in shipped().frameworks.values()
    for strand in framework.strands
    if strand.standards and (scale := framework.scale(strand.id))
]


@st.composite
def invented(draw: st.DrawFn, rules: tuple[str, ...]) -> tuple[Strand, Scale]:
    """A strand with standards in any bands; on a graded scale at least one lies above the lowest, as files require."""
    rule = draw(st.sampled_from(rules))
    words = WORDS[rule][: draw(st.integers(2, len(WORDS[rule])))]
    grades = [grade for grade, _ in words]
    bands = [draw(st.sampled_from(grades[1:])), *draw(st.lists(st.sampled_from(grades), max_size=11))]
    standards = tuple((f"s{number}", band) for number, band in enumerate(bands))
    return (
        Strand.model_validate(sample.strand("a", "A", "scale", standards)),
        Scale.model_validate(sample.scale("scale", words, rule)),
    )


@st.composite
def cases(draw: st.DrawFn, rules: tuple[str, ...] = tuple(WORDS), judge_all: bool = False) -> Case:
    """A strand, invented or shipped, with marks; whole bands are often alike, as in a real school."""
    known = st.sampled_from([pair for pair in SHIPPED if pair[1].rule in rules])
    strand, scale = draw(st.one_of(invented(rules), known))
    marks: dict[str, Mark] = {}
    for grade in scale.grades:
        band = [standard.id for standard in strand.standards_of(grade.id)]
        alike = draw(st.sampled_from(["met", "mixed"] if judge_all else ["met", "mixed", "partly judged", "blank"]))
        if alike == "met":
            marks |= dict.fromkeys(band, "met")
        elif alike != "blank":
            choices = MARKS if alike == "mixed" else (None, *MARKS)
            marks |= {one: mark for one in band if (mark := draw(st.sampled_from(choices))) is not None}
    return Case(strand, scale, marks)


def place(scale: Scale, grade: str | None) -> int:
    assert grade is not None
    return scale.order[grade]


@given(cases(), st.data())
@settings(max_examples=300)
def test_improving_a_mark_never_lowers_what_the_marks_support(case: Case, data: st.DataObject) -> None:
    weak = [(standard, better) for standard, mark in case.marks.items() for better in UP[mark]]
    if not weak:
        return
    standard, better = data.draw(st.sampled_from(weak))
    before, after = case.supported(), case.supported({standard: better})
    for name in ("lowest", "highest", "grade"):
        old, new = getattr(before, name), getattr(after, name)
        if old and new:
            assert place(case.scale, new) >= place(case.scale, old), name


@given(cases(), st.data())
@settings(max_examples=300)
def test_judging_one_more_standard_never_widens_the_range(case: Case, data: st.DataObject) -> None:
    open_ones = [standard.id for standard in case.strand.standards if standard.id not in case.marks]
    if not open_ones:
        return
    more = {data.draw(st.sampled_from(open_ones)): data.draw(st.sampled_from(MARKS))}
    before, after = case.supported(), case.supported(more)
    assert place(case.scale, after.lowest) >= place(case.scale, before.lowest)
    assert place(case.scale, after.highest) <= place(case.scale, before.highest)
    assert after.judged == before.judged + 1 and after.total == before.total


@given(cases())
def test_a_grade_when_given_is_one_end_of_the_range(case: Case) -> None:
    found = case.supported()
    assert place(case.scale, found.lowest) <= place(case.scale, found.highest)
    assert found.grade in (None, found.lowest, found.highest)


@given(cases())
def test_nothing_judged_gives_no_grade_and_the_whole_range(case: Case) -> None:
    found = support(case.strand, case.scale, {})
    assert (found.grade, found.judged, found.blockers) == (None, 0, ())
    assert found.lowest == case.supported(case.all("not_met")).lowest
    assert found.highest == case.supported(case.all("met")).highest


@given(cases())
def test_when_everything_is_met_the_highest_grade_with_standards_holds(case: Case) -> None:
    grades = [grade.id for grade in case.scale.grades]
    best = [grade for grade in grades if case.strand.standards_of(grade)][-1]
    found = case.supported(case.all("met"))
    assert found.grade == (grades[-1] if case.scale.rule == "all_met" else best)
    assert (found.blocked, found.to_judge) == (None, ()) or found.blockers == ()


@given(cases(), st.randoms())
def test_the_order_of_marks_does_not_matter(case: Case, shuffled) -> None:
    pairs = list(case.marks.items())
    shuffled.shuffle(pairs)
    assert support(case.strand, case.scale, dict(pairs)) == case.supported()


@given(cases())
def test_what_blocks_a_grade_is_named_and_putting_it_right_lifts_the_range(case: Case) -> None:
    found = case.supported()
    if not found.blockers:
        return
    assert all(case.marks[standard.id] != "met" for standard in found.blockers)
    after = case.supported({standard.id: "met" for standard in found.blockers})
    assert place(case.scale, after.highest) >= place(case.scale, found.blocked) > place(case.scale, found.highest)


@given(cases(("secure_fit", "all_met")))
def test_meeting_all_that_is_left_to_judge_makes_the_highest_grade_hold(case: Case) -> None:
    found = case.supported()
    after = case.supported({standard.id: "met" for standard in found.to_judge})
    assert place(case.scale, after.lowest) >= place(case.scale, found.highest)


@given(cases(("secure_fit",)), st.data())
def test_one_unmet_standard_blocks_its_grade_and_all_above_and_is_named(case: Case, data: st.DataObject) -> None:
    lowest = case.scale.grades[0].id
    standard = data.draw(st.sampled_from([s for s in case.strand.standards if s.band != lowest]))
    unmet = case.all("met") | {standard.id: data.draw(st.sampled_from(["partly", "not_met"]))}
    found = case.supported(unmet)
    assert place(case.scale, found.highest) < place(case.scale, standard.band)
    assert (found.blocked, found.blockers) == (standard.band, (standard,))
    whatever_else = case.supported({standard.id: unmet[standard.id]})
    assert place(case.scale, whatever_else.highest) < place(case.scale, standard.band)


@given(cases(("secure_fit", "best_fit")), st.data())
def test_a_standard_of_the_lowest_grade_not_met_gives_that_grade_whatever_else(case: Case, data: st.DataObject) -> None:
    lowest = case.scale.grades[0].id
    floor = case.strand.standards_of(lowest)
    if not floor:
        return
    standard = data.draw(st.sampled_from(floor))
    found = case.supported({standard.id: "not_met"})
    assert (found.grade, found.lowest, found.highest) == (lowest, lowest, lowest)
    assert standard in found.blockers


@given(cases(("secure_fit",)), st.data())
def test_a_standard_of_the_lowest_grade_partly_met_blocks_but_does_not_give_that_grade(
    case: Case, data: st.DataObject
) -> None:
    grades = [grade.id for grade in case.scale.grades]
    floor = case.strand.standards_of(grades[0])
    if not floor or case.strand.standards_of(grades[1]):
        return
    standard = data.draw(st.sampled_from(floor))
    found = case.supported(case.all("met") | {standard.id: "partly"})
    first = next(grade for grade in grades[1:] if case.strand.standards_of(grade))
    assert found.grade == grades[grades.index(first) - 1] != grades[0]
    assert (found.blocked, found.blockers) == (first, (standard,))


@given(cases(("best_fit",), judge_all=True))
def test_best_fit_never_guesses_between_the_ends(case: Case) -> None:
    grades = [grade.id for grade in case.scale.grades]
    failing = {standard.band for standard in case.strand.standards if case.marks[standard.id] != "met"}
    found = case.supported()
    if grades[-1] in failing:
        assert place(case.scale, found.highest) < place(case.scale, grades[-1])
    if found.lowest != found.highest:
        assert found.grade is None or case.strand.standards_of(found.lowest)


@pytest.mark.parametrize(
    ("good", "grade", "lowest", "highest"),
    [
        (("met", "met", "met"), "good", "good", "good"),
        (("met", "not_met", "met"), None, "requires_improvement", "good"),
        (("partly", "not_met", "met"), None, "requires_improvement", "good"),
        (("not_met", "not_met", "partly"), "requires_improvement", "requires_improvement", "requires_improvement"),
    ],
)
def test_under_best_fit_some_of_good_met_leaves_the_choice_to_leaders(good, grade, lowest, highest) -> None:
    bands = (("i1", "inadequate"), ("g1", "good"), ("g2", "good"), ("g3", "good"), ("o1", "outstanding"))
    strand = Strand.model_validate(sample.strand("a", "A", "four", bands))
    scale = Scale.model_validate(sample.scale("four", sample.FOUR_GRADES, "best_fit"))
    marks = {"i1": "met", "o1": "not_met", **dict(zip(("g1", "g2", "g3"), good, strict=True))}
    found = support(strand, scale, marks)
    assert (found.grade, found.lowest, found.highest) == (grade, lowest, highest)


@given(cases(("all_met",)))
def test_met_means_every_standard_met_and_partly_is_not_met(case: Case) -> None:
    not_met, met = case.scale.grades[0].id, case.scale.grades[-1].id
    found = case.supported()
    if any(mark != "met" for mark in case.marks.values()):
        assert (found.grade, found.highest) == (not_met, not_met)
        assert [s.id for s in found.blockers] == [
            s.id for s in case.strand.standards if case.marks.get(s.id, "met") != "met"
        ]
    else:
        assert found.grade == (met if found.judged == found.total else None)


PUBLISHED = (
    ("u1", "urgent_improvement"),
    ("u2", "urgent_improvement"),
    ("e1", "expected_standard"),
    ("e2", "expected_standard"),
    ("s1", "strong_standard"),
    ("s2", "strong_standard"),
    ("x1", "exceptional"),
)


@pytest.mark.parametrize(
    ("marks", "grade", "blockers"),
    [
        ("u+ u+ e+ e+ s- s- x-", "expected_standard", "s1 s2"),
        ("u+ u+ e+ e+ s+ s- x-", "expected_standard", "s2"),
        ("u+ u+ e+ e+ s+ s+ x-", "strong_standard", "x1"),
        ("u+ u+ e+ e+ s+ s+ x+", "exceptional", ""),
        ("u+ u+ e+ e+ s+ s~ x+", "expected_standard", "s2"),
        ("u+ u+ e+ e- s+ s+ x+", "needs_attention", "e2"),
        ("u+ u+ e~ e+ s+ s+ x+", "needs_attention", "e1"),
        ("u~ u+ e+ e+ s+ s+ x+", "needs_attention", "u1"),
        ("u- u+ e+ e+ s+ s+ x+", "urgent_improvement", "u1"),
        ("u+ u+ e+ e+ s? s? x?", "expected_standard", ""),
        ("u+ u+ e+ e? s+ s+ x+", None, ""),
        ("u? u? e? e? s? s? x?", None, ""),
        ("u? u? e- e? s? s? x?", None, "e1"),
        ("u+ u+ e- e? s? s? x?", "needs_attention", "e1"),
    ],
)
def test_the_report_card_adds_up_as_published(marks: str, grade: str | None, blockers: str) -> None:
    """Focus Education, "Ofsted inspection changes 2025": a grade holds when all of it and all below it is met."""
    signs: dict[str, Mark] = {"+": "met", "~": "partly", "-": "not_met"}
    given_marks = {
        standard: signs[mark[1]] for (standard, _), mark in zip(PUBLISHED, marks.split(), strict=True) if mark[1] != "?"
    }
    strand = Strand.model_validate(sample.strand("a", "A", "card", PUBLISHED))
    found = support(strand, Scale.model_validate(sample.scale("card", sample.REPORT_CARD)), given_marks)
    assert found.grade == grade
    assert [standard.id for standard in found.blockers] == blockers.split()


def test_a_strand_without_standards_or_without_grades_supports_nothing() -> None:
    nothing = (None, None, None, None, (), ())
    scale = Scale.model_validate(sample.scale("card", sample.REPORT_CARD))
    empty = support(Strand.model_validate(sample.strand("a", "A", "card")), scale, {})
    assert (empty.grade, empty.lowest, empty.highest, empty.blocked, empty.blockers, empty.to_judge) == nothing
    visit = support(Strand.model_validate(sample.strand("a", "A", None, PUBLISHED)), None, {"u1": "not_met"})
    assert (visit.grade, visit.lowest, visit.highest, visit.blocked, visit.blockers, visit.to_judge) == nothing
    assert (visit.judged, visit.total) == (1, 7)
