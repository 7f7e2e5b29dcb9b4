"""Where a school's grades stand among other schools: counts that add up, never a rank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.access import LOCAL_HEAD, Role, Viewer
from evaluation.charts import distribution as drawn
from evaluation.distribution import Among, Distribution, Spread, again, obstacle
from evaluation.frameworks import FrameworkKey, shipped
from evaluation.records import Elsewhere, Finding, Inspection, SchoolDetails, Stage
from evaluation.school import Door
from evaluation.store import inspections as stored
from evaluation.store import open_store, schools
from evaluation.store.distribution import behind, counts
from tests.test_charts import PHONE, font

SECTION_5 = "ofsted-section-5"
OLDER, NEWER = FrameworkKey(SECTION_5, "2005-09"), FrameworkKey(SECTION_5, "2012-09")
EIF, EIF_LAST = FrameworkKey("ofsted-eif", "2019-09"), FrameworkKey("ofsted-eif", "2024-09")
DAY = date(2023, 5, 10)
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
numbers = count(1)


def inspected(
    grade: str | None = "good", on: date = DAY, key: FrameworkKey = EIF, stage: Stage = "published"
) -> Inspection:
    """A graded inspection with a grade for the quality of education (or, before 2019, overall)."""
    strand = "overall_effectiveness" if key.id == SECTION_5 else "quality_of_education"
    findings = (Finding(strand, grade),)
    return Inspection(f"inspection-{next(numbers)}", "graded", key, on, stage=stage, findings=findings)


def school(
    *inspections: Inspection, authority: str = "Shire", phase: str = "Primary", kind: str = "Community school"
) -> tuple[SchoolDetails, Sequence[Inspection]]:
    urn = 100000 + next(numbers)
    details = SchoolDetails(f"urn-{urn}", f"School {urn}", urn, phase, kind, local_authority=authority)
    return details, inspections


def asked(
    path: Path,
    others: Iterable[tuple[SchoolDetails, Sequence[Inspection]]],
    ours: tuple[SchoolDetails, Sequence[Inspection]] | None = None,
    as_at: str = "then",
    viewer: Viewer = LOCAL_HEAD,
) -> Distribution:
    """The distribution of our first inspection in a new store with other schools."""
    ours = ours or school(inspected())
    store = open_store(path / f"{next(numbers)}.db")
    for details, inspections in [ours, *others]:
        with store.write("Test", details.id) as write:
            schools.save(write, details)
            for inspection in inspections:
                stored.save(write, details.id, inspection)
    return Door(store, viewer).school(ours[0].id).questions.distribution(ours[1][0].id, as_at)


def table(spread: Spread) -> dict[str, dict[str, int]]:
    """The counts by group, the grades that no school has left out."""
    return {group.name: {g: n for g, n in group.counts.items() if n} for group in spread.groups}


def test_a_table_worked_by_hand(tmp_path: Path) -> None:
    others = [
        *(school(inspected("good")) for _ in range(3)),
        school(inspected("outstanding")),
        school(inspected("inadequate", DAY - timedelta(days=900)), inspected("requires_improvement")),
        *(school(inspected("outstanding"), authority="Borough", phase="Secondary") for _ in range(2)),
        school(inspected("good"), authority="Borough", kind="Academy converter"),
    ]
    found = asked(tmp_path, others)
    (spread,) = found.strands
    assert (found.schools, found.authorities, found.as_at, found.latest) == (9, 2, DAY, DAY)
    assert table(spread) == {
        "All schools here": {"outstanding": 3, "good": 5, "requires_improvement": 1},
        "Shire": {"outstanding": 1, "good": 4, "requires_improvement": 1},
        "Primary": {"outstanding": 1, "good": 5, "requires_improvement": 1},
        "Community school": {"outstanding": 3, "good": 4, "requires_improvement": 1},
    }
    assert spread.headline == "Quality of education: Good"
    assert [spread.sentence(group) for group in spread.groups][1:3] == [
        "Of 6 schools in Shire, 1 was graded Outstanding, 4 Good, 1 Requires improvement and none Inadequate.",
        "Of 7 schools of our phase (Primary), 1 was graded Outstanding, 5 Good, 1 Requires improvement "
        "and none Inadequate.",
    ]


def test_a_group_of_fewer_than_five_is_not_shown_and_the_reason_is_said(tmp_path: Path) -> None:
    others = [school(inspected(), authority="Borough", kind="Free school") for _ in range(4)]
    found = asked(tmp_path, others)
    (spread,) = found.strands
    assert [group.name for group in spread.groups] == ["All schools here", "Primary"]
    assert spread.notes == ("Too few schools to show: Shire, Community school.",)
    assert "fewer than 5 schools is not shown" in found.basis


def test_what_is_under_embargo_never_counts_even_for_those_who_may_know_it(tmp_path: Path) -> None:
    later = DAY + timedelta(days=30)
    others = [school(inspected("good"), inspected("inadequate", later, stage="final")) for _ in range(6)]
    others += [school(inspected("inadequate", stage="draft")) for _ in range(6)]
    for as_at in ("then", "now"):
        found = asked(tmp_path, others, as_at=as_at)
        assert table(found.strands[0])["All schools here"] == {"good": 7}
        assert found.latest == DAY


def test_an_own_inspection_under_embargo_is_not_set_beside_others_by_anybody(tmp_path: Path) -> None:
    others = [school(inspected()) for _ in range(6)]
    found = asked(tmp_path, others, school(inspected(stage="final")))
    assert found.strands == () and "confidential" in found.reason


def test_reviewers_and_peers_and_the_demo_school_are_told_why_there_is_nothing() -> None:
    details, (inspection,) = school(inspected())
    assert obstacle(inspection, details) == ""
    assert "invented" in obstacle(inspection, replace(details, demo=True))
    assert "peer" in obstacle(replace(inspection, kind="peer_review"), details)
    assert "no grade" in obstacle(replace(inspection, findings=()), details)


@pytest.mark.parametrize("role", Role)
def test_everyone_who_may_see_the_school_sees_the_counts(tmp_path: Path, role: Role) -> None:
    others = [school(inspected()) for _ in range(6)]
    assert table(asked(tmp_path, others, viewer=Viewer("Somebody", role)).strands[0])["Shire"] == {"good": 7}


def test_the_demo_school_never_counts(tmp_path: Path) -> None:
    details, inspections = school(inspected("outstanding"))
    found = asked(
        tmp_path, [*(school(inspected()) for _ in range(5)), (replace(details, id="demo", demo=True), inspections)]
    )
    assert found.schools == 6 and table(found.strands[0])["All schools here"] == {"good": 6}


def test_peer_reviews_and_other_frameworks_do_not_count(tmp_path: Path) -> None:
    review = replace(inspected("outstanding", DAY), kind="peer_review")
    others = [school(review), school(inspected("outstanding", date(2014, 3, 3), NEWER))]
    (spread,) = asked(tmp_path, [*others, *(school(inspected()) for _ in range(5))]).strands
    assert table(spread)["All schools here"] == {"good": 6} and spread.apart == ()


def test_then_is_how_things_stood_when_we_were_inspected_and_now_by_the_latest_inspection(tmp_path: Path) -> None:
    later = DAY + timedelta(days=1)
    others = [school(inspected("good"), inspected("inadequate", later)) for _ in range(5)]
    then, now = (asked(tmp_path, others, as_at=as_at) for as_at in ("then", "now"))
    assert (then.as_at, now.as_at, then.latest) == (DAY, later, later)
    assert table(then.strands[0])["Shire"] == {"good": 6}
    assert table(now.strands[0])["Shire"] == {"good": 1, "inadequate": 5}
    assert "early date misses some" in then.basis and "early date" not in now.basis


def test_an_inspection_that_another_one_has_followed_stands_only_at_its_own_date(tmp_path: Path) -> None:
    first, second = inspected(), inspected("outstanding", DAY + timedelta(days=400))
    assert again(second, first) and not again(first, second)
    assert not again(replace(second, stage="final"), first)
    assert not again(replace(second, framework=NEWER), first)
    assert asked(tmp_path, [school(inspected()) for _ in range(5)], school(first, second)).since


def test_editions_on_one_scale_are_counted_together_and_that_is_said(tmp_path: Path) -> None:
    late = inspected("good", date(2024, 10, 1), EIF_LAST)
    others = [school(inspected("outstanding")) for _ in range(5)]
    found = asked(tmp_path, others, school(late))
    assert table(found.strands[0])["Shire"] == {"outstanding": 5, "good": 1}
    assert "Counted together, because their grades are on one scale: " in found.basis


def test_grades_of_another_scale_are_told_in_their_own_words_and_never_joined(tmp_path: Path) -> None:
    on = date(2014, 3, 3)
    before = date(2011, 3, 3)
    others = [school(inspected("satisfactory", before, OLDER)) for _ in range(5)]
    others += [school(inspected("satisfactory", before, OLDER), inspected("good", on, NEWER)) for _ in range(5)]
    found = asked(tmp_path, others, school(inspected("requires_improvement", on, NEWER)))
    (spread,) = found.strands
    assert table(spread)["Shire"] == {"good": 5, "requires_improvement": 1}
    assert spread.notes == (
        "5 more schools were last graded on another scale: none were graded Outstanding, none Good, 5 Satisfactory "
        "and none Inadequate.",
    )
    assert "not put together" in found.basis
    assert "Counted together" not in found.basis


def test_a_grade_that_sources_dispute_is_neither_shown_nor_counted_until_it_is_settled(tmp_path: Path) -> None:
    def disputed(settled: bool) -> Inspection:
        one = inspected("outstanding")
        other = Elsewhere("Another file", "good", settled=settled)
        return replace(one, findings=(replace(one.findings[0], elsewhere=(other,)),))

    others = [*(school(inspected()) for _ in range(5)), school(disputed(False)), school(disputed(True))]
    assert table(asked(tmp_path, others).strands[0])["Shire"] == {"good": 6, "outstanding": 1}
    assert "no grade" in asked(tmp_path, others, school(disputed(False))).reason


def test_a_store_with_our_school_alone_says_so(tmp_path: Path) -> None:
    assert asked(tmp_path, []).alone


# ------------------------------------------------------------------ laws

DAYS = st.dates(DAY - timedelta(days=900), DAY + timedelta(days=60))
ONE = st.builds(
    inspected, st.sampled_from([*GRADES, None]), DAYS, st.sampled_from([EIF, EIF_LAST]),
    st.sampled_from(["published", "final"]),
)  # fmt: skip
SCHOOLS = st.builds(
    lambda inspections, authority, phase, kind: school(*inspections, authority=authority, phase=phase, kind=kind),
    st.lists(ONE, max_size=3, unique_by=lambda inspection: inspection.started_on),
    st.sampled_from(["Shire", "Borough", ""]),
    st.sampled_from(["Primary", "Secondary"]),
    st.sampled_from(["Community school", "Free school"]),
)


def by_hand(everyone: Iterable[tuple[SchoolDetails, Sequence[Inspection]]]) -> Counter[str]:
    """The plain count: each school's latest published grade that had begun by the day."""
    grades: Counter[str] = Counter()
    for _, inspections in everyone:
        due = [i for i in inspections if i.stage == "published" and i.started_on <= DAY and i.findings[0].grade]
        if due:
            latest = max(due, key=lambda inspection: inspection.started_on)
            grades[str(latest.findings[0].grade)] += 1
    return grades


@settings(max_examples=25)
@given(others=st.lists(SCHOOLS, min_size=5, max_size=14), data=st.data())
def test_every_school_counts_once_with_its_latest_grade_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    others: list[tuple[SchoolDetails, Sequence[Inspection]]],
    data: st.DataObject,
) -> None:
    ours = school(inspected())
    path = tmp_path_factory.mktemp("law")
    (spread,) = asked(path, others, ours).strands
    members = {
        "All schools here": [*others, ours],
        "Shire": [(d, i) for d, i in [*others, ours] if d.local_authority == "Shire"],
        "Primary": [(d, i) for d, i in [*others, ours] if d.phase == "Primary"],
        "Community school": [(d, i) for d, i in [*others, ours] if d.type == "Community school"],
    }
    for group in spread.groups:
        assert Counter(group.counts) == by_hand(members[group.name])
        assert group.schools == sum(group.counts.values()) >= 5
        assert group.counts["good"] >= 1
        assert all(group.counts[grade] <= spread.groups[0].counts[grade] for grade in GRADES)
    assert {*spread.too_few, *(group.name for group in spread.groups)} == set(members)
    assert asked(path, data.draw(st.permutations(others)), ours).strands == (spread,)


# ------------------------------------------------------------------ the chart


def test_the_chart_has_a_bar_of_shares_for_each_group_with_counts_in_words_and_ours_outlined(tmp_path: Path) -> None:
    others = [school(inspected("outstanding")) for _ in range(3)] + [
        school(inspected("inadequate"), authority="B & <b>")
    ]
    (spread,) = asked(tmp_path, others).strands
    chart = drawn(spread, "light")
    bars, outline, words = chart.figure.data
    assert list(bars.x) == [0.6, 0.2, 0.2] * 3
    assert list(bars.base) == [0, 0.6, 0.8] * 3
    assert list(outline.x)[:2] == [0.6, 0.8]
    assert "1 Good, like ours" in " ".join(words.text) and "5 schools" in words.text
    assert chart.title == "Quality of education: Good"
    assert all(spread.sentence(group) in chart.alt for group in spread.groups)
    assert chart.table.iloc[0].to_dict() == {
        "Group": "All schools here", "Schools": 5, "Outstanding": 3, "Good": 1, "Requires improvement": 0,
        "Inadequate": 1,
    }  # fmt: skip
    assert "rank" not in chart.alt + chart.reading and "average" not in chart.alt + chart.reading


@pytest.mark.parametrize(
    ("key", "strand"), [(EIF, "quality_of_education"), (FrameworkKey("ofsted-report-card", "2025-11"), "inclusion")]
)
@pytest.mark.parametrize("place", range(4))
def test_no_label_is_cut_on_a_phone_however_many_schools(key: FrameworkKey, strand: str, place: int) -> None:
    scale = shipped().get(*key).scale(strand)
    assert scale is not None
    grade = scale.grades[place].id
    name = "Bournemouth, Christchurch and Poole"
    group = Among(name, f"schools in {name}", dict.fromkeys(scale.order, 13014))
    words = drawn(Spread("Quality", scale, grade, (group,), ()), "light").figure.data[-1]
    for text, letters, position in zip(words.text, words.textfont.size, words.textposition, strict=True):
        if position == "bottom right":
            lines = [re.sub("<[^>]*>", "", line) for line in text.split("<br>")]
            assert max(map(font(letters).getlength, lines)) <= PHONE - 8, text


def test_without_a_group_there_is_no_figure_and_the_reading_says_why(tmp_path: Path) -> None:
    (spread,) = asked(tmp_path, [school(inspected(None)) for _ in range(6)]).strands
    chart = drawn(spread, "dark")
    assert chart.figure is None and "too few schools" in chart.reading


# ------------------------------------------------------------------ all England


def test_the_workbook_of_all_england_gives_its_own_totals(tmp_path: Path, shared_file) -> None:
    name = "inspections/2015-02-28_mi_schools.xlsx"
    content = shared_file(name).read_bytes()
    store = open_store(tmp_path / "england.db")
    read = Door(store, LOCAL_HEAD).choices(content, Path(name).name)
    found = read.file.schools.values()
    assert (len(found), read.file.refused, [each.refused for each in found if each.refused]) == (20971, (), [])
    assert "2013 to 2015" in read.file.layout
    assert all(each.inspections[0].report_url.endswith(str(each.details.urn)) for each in found)
    list(Door(store, LOCAL_HEAD).import_many(content, Path(name).name, read=read))
    details = next(one for one in schools.every(store) if one.local_authority == "Trafford")
    ours = stored.every(store, details.id)[0]
    rows = counts(store, details, ours, date(2015, 2, 28))
    overall = Counter[str]()
    for row in rows:
        if row["strand_id"] == "overall_effectiveness":
            overall[row["grade"]] += row["everywhere"]
    overall["requires_improvement"] += overall.pop("satisfactory")
    assert [overall[grade] for grade in GRADES] == [4150, 13014, 3369, 438]
    assert behind(store, ours)["schools"] == sum(overall.values())
    now = Door(store, LOCAL_HEAD).school(details.id).questions.distribution(ours.id, "now")
    spread = now.strands[0]
    apart = sum(sum(split.values()) for _, split in spread.apart)
    assert (spread.groups[0].schools, apart) == (14429, 6542)
