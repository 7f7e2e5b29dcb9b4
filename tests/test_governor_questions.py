"""Questions that governors can ask: each from a fact, one of each family first, none invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from evaluation.evidence.freshness import Strength
from evaluation.governor_questions import FAMILIES, MOST, Facts, StrandFacts, Theirs, questions
from evaluation.records import Direction, Judgement, Mark
from evaluation.session import StrandState, build
from tests import sample

DAY, BEFORE = date(2026, 10, 13), date(2026, 4, 21)
LIBRARY = sample.library()


def state(
    strand_id: str, grade: str | None, marks: Mapping[str, Mark] | None = None, direction: Direction | None = None
) -> StrandState:
    record = sample.session(DAY, {strand_id: grade}, marks=marks)
    (found,) = build(record, None, LIBRARY.get(*sample.OURS)).strands
    return replace(found, judgement=Judgement(strand_id, grade, direction=direction))


def calm(strand_id: str = "attendance", grade: str | None = "expected_standard") -> StrandFacts:
    """A strand that gives no reason to ask."""
    return StrandFacts(state(strand_id, grade), Strength.MANY, DAY)


def asked(*strands: StrandFacts, **more: object) -> list[str]:
    return [each.kind for each in questions(replace(Facts(DAY, BEFORE, strands), **more))]  # type: ignore[arg-type]


def test_where_nothing_gives_reason_nothing_is_asked() -> None:
    assert asked(calm()) == []


def test_each_fact_gives_its_question_with_the_reason_in_it() -> None:
    (late,) = questions(Facts(DAY, overdue=[("Ring home", BEFORE)]))
    assert "Ring home" in late.text and "21 April 2026" in late.because
    (fell,) = questions(Facts(DAY, BEFORE, [replace(calm(), fell_from="strong_standard")]))
    assert "Attendance" in fell.text and "Strong standard (21 April 2026)" in fell.because
    far = replace(calm(grade="exceptional"), theirs=Theirs("expected_standard", BEFORE, 2))
    (higher,) = questions(Facts(DAY, BEFORE, [far]))
    assert "since the inspection" in higher.text and "two steps higher" in higher.because
    assert asked(replace(calm(), theirs=Theirs("strong_standard", BEFORE, -1))) == [], "one step is not far"
    weak = StrandFacts(state("send", "strong_standard"), Strength.ONE_SIDE, DAY)
    (known,) = questions(Facts(DAY, strands=[weak]))
    assert known.kind == "weak" and "one side" in known.because
    above = StrandFacts(state("teaching", "strong_standard", {"t.e1": "partly", "t.u1": "met"}), Strength.MANY)
    assert asked(above) == ["above_marks"]
    assert asked(replace(calm(), strength=Strength.STALE)) == ["no_evidence"]
    assert asked(calm(grade=None)) == ["not_judged"]
    assert asked(calm(), unshown=["Ring home"]) == ["nothing_to_show"]
    assert asked(calm(), unanswered=[("Raise attendance", BEFORE)]) == ["no_action"]
    assert [each.kind for each in questions(Facts())] == ["none_held"]


def test_what_we_want_to_improve_is_asked_about_until_an_action_is_under_way() -> None:
    wanted = replace(calm(), state=state("attendance", "expected_standard", direction="improve"))
    assert asked(wanted) == ["nothing_planned"]
    assert asked(replace(wanted, planned=True)) == []


def test_one_question_of_each_family_goes_before_a_second_of_one() -> None:
    weak = StrandFacts(state("send", "strong_standard"), Strength.NONE)
    fell = replace(calm(), fell_from="strong_standard")
    late = [("Ring home", BEFORE), ("Visit", DAY)]
    found = asked(weak, fell, overdue=late, unanswered=[("Raise attendance", BEFORE)])
    assert found == ["overdue", "fell", "weak"]
    assert asked(overdue=late, unanswered=[("One", BEFORE), ("Two", BEFORE), ("Three", BEFORE)]) == [
        "overdue",
        "no_action",
        "no_action",
    ]


@given(
    st.lists(st.tuples(st.sampled_from(list(Strength)), st.booleans(), st.booleans()), max_size=4),
    st.lists(st.text(min_size=1, max_size=300), max_size=4),
)
def test_never_more_than_three_never_two_about_one_thing_and_always_the_same(
    strands: list[tuple[Strength, bool, bool]], late: list[str]
) -> None:
    ids = ("attendance", "send", "trips", "safety")
    facts = Facts(
        DAY,
        BEFORE,
        [
            StrandFacts(
                state(strand_id, None if unjudged else "met" if strand_id == "safety" else "strong_standard"),
                strength,
                fell_from="exceptional" if fell and strand_id != "safety" else None,
            )
            for strand_id, (strength, fell, unjudged) in zip(ids, strands, strict=False)
        ],
        overdue=[(what, BEFORE) for what in late],
    )
    found = questions(facts)
    assert found == questions(facts) and len(found) <= MOST
    assert len({each.about for each in found}) == len(found)
    assert all(each.text.endswith("?") and each.because.strip() for each in found)
    assert {each.kind for each in found} <= {kind for family in FAMILIES for kind in family}
