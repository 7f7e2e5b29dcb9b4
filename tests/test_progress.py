"""How the school has moved, and what a line may join."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from evaluation.progress import Panel, history, panels, standing
from tests import sample
from tests.sample import CARD, LETTER, OLD, OURS, OURS_NEXT, inspection, session

LIBRARY = sample.library()
GRADES = [grade for grade, _ in sample.REPORT_CARD]
NAMES = dict(sample.REPORT_CARD)

AUTUMN = session(date(2025, 11, 20), {"teaching": "needs_attention", "attendance": "expected_standard", "send": None})
SPRING = session(date(2026, 3, 5), {"teaching": "expected_standard", "attendance": "expected_standard", "send": None})
NEXT = session(date(2026, 10, 2), {"teaching": "strong_standard", "attendance": None}, OURS_NEXT)
BEFORE = session(date(2025, 3, 1), {"quality": "good"}, OLD)


def panel(sessions, inspections=(), strand: str = "Teaching") -> Panel:
    blocks = panels(history(sessions, inspections, LIBRARY), LIBRARY)
    return next(p for block in blocks for p in block.panels if p.strand == strand)


def test_history_holds_every_strand_of_every_self_evaluation_and_every_finding() -> None:
    records = history([SPRING, AUTUMN], [inspection(date(2026, 1, 10), {"teaching": "expected_standard"})], LIBRARY)
    assert list(records["source"]) == ["Self-evaluation"] * 3 + ["Inspection"] + ["Self-evaluation"] * 3
    assert records["on"].is_monotonic_increasing
    first = records.iloc[0]
    assert (first["strand"], first["grade_name"], first["place"]) == ("Teaching", "Needs attention", 1)
    assert first["framework"] == str(OURS)


def test_what_is_not_judged_has_no_place_on_the_scale() -> None:
    records = history([AUTUMN], [inspection(date(2026, 1, 10), {"all": None}, LETTER)], LIBRARY)
    by_strand = records.set_index("strand_id")
    assert pd.isna(by_strand.loc["send", "place"]) and by_strand.loc["send", "grade_name"] == "Not judged"
    assert by_strand.loc["all", "grade_name"] == "No grades" and pd.isna(by_strand.loc["all", "scale_id"])


def test_nothing_at_all_gives_an_empty_history_and_no_panels() -> None:
    records = history([], [], LIBRARY)
    assert records.empty and panels(records, LIBRARY) == ()


def test_a_panel_has_the_words_of_one_scale_lowest_first() -> None:
    assert panel([AUTUMN]).grades == tuple(NAMES.values())


def test_two_editions_share_a_panel_and_the_change_is_marked_on_the_day_it_came_into_force() -> None:
    found = panel([AUTUMN, SPRING, NEXT])
    assert len(found.points) == 3
    assert found.breaks == ((pd.Timestamp("2026-09-01"), "New edition: Our strands 2026"),)
    assert found.framework == "Our strands 2025 and Our strands 2026"


def test_another_framework_has_its_own_block_the_newest_first() -> None:
    blocks = panels(history([BEFORE, AUTUMN], [], LIBRARY), LIBRARY)
    assert [block.framework for block in blocks] == ["Our strands 2025", "Old areas"]
    assert [p.strand for p in blocks[0].panels] == ["Teaching", "Attendance"]


def test_time_under_other_grades_is_shaded_and_named() -> None:
    assert panel([BEFORE, AUTUMN]).elsewhere == (
        (pd.Timestamp("2025-03-01"), pd.Timestamp("2025-11-20"), "Old areas, 2025: other grades, not comparable"),
    )
    assert panel([BEFORE, AUTUMN], strand="Quality").elsewhere == (
        (
            pd.Timestamp("2025-11-20"),
            pd.Timestamp("2025-11-20"),
            "Our strands 2025: other grades, not comparable",
        ),
    )


def test_the_time_after_a_lineage_begins_with_the_first_self_evaluation_of_the_other_framework() -> None:
    ((begin, end, _),) = panel([BEFORE, AUTUMN, SPRING], strand="Quality").elsewhere
    assert (begin, end) == (pd.Timestamp("2025-11-20"), pd.Timestamp("2026-03-05"))


def test_a_strand_left_out_of_the_latest_self_evaluation_of_its_framework_says_so() -> None:
    assert panel([AUTUMN, SPRING, BEFORE]).since == ""
    assert panel([AUTUMN, SPRING, NEXT], strand="Attendance").since == "it was not judged on 2 October 2026"
    later_elsewhere = session(date(2026, 10, 2), {"quality": "good"}, OLD)
    assert panel([AUTUMN, later_elsewhere]).since == ""
    still = session(date(2026, 3, 5), {"send": "exceptional"}, is_open=True)
    assert panel([AUTUMN, still]).since == "it is not judged yet in the one of 5 March 2026, still open"


def test_a_panel_knows_how_many_self_evaluations_its_framework_has() -> None:
    assert panel([BEFORE, AUTUMN]).held == 1
    later = session(date(2026, 3, 5), {"teaching": None, "send": "exceptional"})
    assert panel([AUTUMN, later], strand="SEND").held == 2


def test_every_panel_covers_the_whole_history_of_the_school() -> None:
    old = inspection(date(2012, 5, 1), {"quality": "good"}, OLD)
    found = panel([AUTUMN, SPRING], [old])
    assert (found.first, found.last) == (pd.Timestamp("2012-05-01"), pd.Timestamp("2026-03-05"))


def test_an_inspection_carries_its_grade_only_where_the_crosswalk_and_the_scale_allow_it() -> None:
    card = inspection(date(2026, 1, 10), {"teaching": "exceptional", "attendance_behaviour": "needs_attention"}, CARD)
    old = inspection(date(2022, 1, 10), {"quality": "good"}, OLD)
    teaching = panel([AUTUMN], [old, card]).marks
    assert list(teaching["grade_name"].fillna("-")) == ["-", "Exceptional"]
    assert "not comparable" in teaching["words"].iloc[0]
    attendance = panel([AUTUMN], [card], "Attendance").marks
    assert "part of Attendance and behaviour" in attendance["words"].iloc[0]


def test_an_overlap_never_carries_a_grade() -> None:
    judged = session(date(2025, 11, 20), {"send": "expected_standard"})
    card = inspection(date(2026, 1, 10), {"attendance_behaviour": "needs_attention"}, CARD)
    marks = panel([judged], [card], "SEND").marks
    assert marks["place"].isna().all() and len(marks) == 1


_SESSIONS = st.lists(
    st.tuples(st.sampled_from([OURS, OURS_NEXT, OLD]), st.integers(0, 4), st.dates(date(2019, 1, 1), date(2027, 1, 1))),
    max_size=8,
)


@given(_SESSIONS)
def test_whatever_the_history_no_panel_ever_mixes_scales_or_frameworks(drawn) -> None:
    sessions = []
    for key, place, on in drawn:
        graded = {"quality": sample.FOUR_GRADES[place % 4][0]} if key == OLD else {"teaching": GRADES[place]}
        sessions.append(session(on, graded, key))
    records = history(sessions, [], LIBRARY)
    blocks = panels(records, LIBRARY)
    found = [p for block in blocks for p in block.panels]
    for one in found:
        assert set(one.points["grade_name"]) <= set(one.grades)
        assert one.points["edition"].str.split("@").str[0].nunique() == 1
    assert sum(len(one.points) for one in found) == len(records)


# ------------------------------------------------------------------ where we stand


def test_standing_sets_the_supported_grade_beside_the_chosen_one() -> None:
    record = session(
        date(2025, 11, 20), {"teaching": "strong_standard", "send": None}, marks={"t.u1": "met", "t.e1": "not_met"}
    )
    rows = standing(record, LIBRARY, {}).set_index("strand")
    assert rows.loc["Teaching", "chosen"] == "Strong standard"
    assert rows.loc["Teaching", "supported"] == "Needs attention"
    assert rows.loc["SEND", "chosen"] is None and rows.loc["SEND", "supported"] is None


def test_strands_without_grades_are_not_in_standing() -> None:
    assert standing(session(date(2025, 11, 20), {"all": None}, LETTER), LIBRARY, {}).empty
