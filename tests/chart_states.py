"""Every chart with nothing, with one thing, with very many and with hard names, to look at and to measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd

from evaluation.call.records import Call, Check
from evaluation.call.rehearsals import table
from evaluation.charts import Chart, distribution, dumbbell, gantt, heatmap, quadrant, rehearsals, steps, strip, waves
from evaluation.charts.palette import Mode
from evaluation.charts.spans import Span
from evaluation.charts.visible import strands_by_day, subjects_by_year
from evaluation.comparison import Comparison
from evaluation.distribution import Among, Spread
from evaluation.evidence.freshness import STRENGTHS
from evaluation.plan import pulse
from evaluation.plan.records import Action, Milestone, PlanRecord, Pulse, PulseSheet, Update
from evaluation.plan.views import bars
from evaluation.progress import history, panels
from tests import sample
from tests.plan.sample import ENDS, PLAN, TODAY, action, days, says
from tests.sample import CARD, OLD, OURS, OURS_NEXT, inspection, session

LIBRARY = sample.library()
SPACED = "Personal development, behaviour, attitudes and the well-being of every pupil in our whole school"
SOLID = "Personaldevelopmentbehaviourattitudesandthewellbeingofeverypupilinourwholeschoolandbeyondit"
NAMES = ("Art", SPACED, SOLID, "Reading <b>first</b> & writing", "SEND", "Attendance")
TWELVE = tuple(itertools.islice(itertools.cycle(NAMES), 12))
REPORT_CARD = tuple(name for _, name in sample.REPORT_CARD)
SCALES = {
    "ofsted-report-card": REPORT_CARD,
    "ofsted-four-grades": tuple(name for _, name in sample.FOUR_GRADES),
    "met-not-met": ("Not met", "Met"),
    "our-own": ("Just beginning with all of it", "Embeddedthroughouteverything", "C"),
}


def states(mode: Mode) -> Iterator[tuple[str, Chart]]:
    """Every chart in every state, as a name and the chart; those of nothing have no figure."""
    for size, names in (("none", ()), ("one", NAMES[:1]), ("many", TWELVE)):
        yield f"strip-{size}", strip(_standing(names), mode, TODAY)
        yield f"dumbbell-{size}", dumbbell(_compared(names), mode)
        yield f"heatmap-{size}", heatmap(_history(names, 60 if size == "many" else 1), mode)
        yield f"gantt-{size}", gantt(bars(_plan(names), TODAY), TODAY, mode)
        yield f"subjects-{size}", subjects_by_year(_cells(names), "Tuesday 1 and Wednesday 2 December 2026", mode)
        yield f"strands-{size}", strands_by_day(_days(names), {2, 3}, mode)
    yield "heatmap-few", heatmap(_history(NAMES[:4], 4), mode)
    for size, sessions in (("one", 1), ("many", 60)):
        yield from ((f"steps-{size}-{place}", chart) for place, chart in enumerate(_steps(sessions, mode)))
    for size, count in (("one", 1), ("many", 4)):
        yield f"waves-{size}", waves(_answers(count), mode)
    for size, leaders in (("none", 0), ("many", 60)):
        yield f"quadrant-{size}", quadrant(_corners(leaders), "After 12 weeks", mode)
    for size, calls in (("one", 1), ("many", 40)):
        yield f"rehearsals-{size}", rehearsals(table(_calls(calls), ()), mode)
    for size, spread in (("none", ()), ("many", NAMES)):
        yield f"distribution-{size}", distribution(_spread(spread), mode)


def _standing(names: tuple[str, ...]) -> pd.DataFrame:
    scales, strengths = itertools.cycle(SCALES), itertools.cycle((*STRENGTHS, None))
    columns = ["strand", "scale_id", "grades", "chosen", "supported", "direction", "evidence"]
    rows = []
    for place, name in enumerate(names):
        scale = next(scales)
        grades = SCALES[scale]
        chosen = None if place % 5 == 4 else grades[place % len(grades)]
        rows.append(
            (name, scale, grades, chosen, grades[0], "improve" if place % 2 else None, next(strengths)),
        )
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _compared(names: tuple[str, ...]) -> Comparison:
    rows = []
    for place, name in enumerate(names):
        ours, theirs = place % 5, (place * 2) % 5
        same = place % 2 == 0
        area = name if same else SPACED
        said = (name, "", REPORT_CARD[ours], "Why.", "", area, "same" if same else "part_of")
        seen = ("same as" if same else "part of", "", REPORT_CARD[theirs], "Words.", "ofsted-report-card", True, "")
        rows.append((name, *said[1:], *seen, ours - theirs))
    columns = ["strand", "our_grade", "our_grade_name", "why", "area_id", "area", "relation", "relation_words",
               "their_grade", "their_grade_name", "words", "scale_id", "comparable", "reason", "gap"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    scale = LIBRARY.get(*CARD).scale("teaching")
    assert scale is not None
    held = session(date(2026, 3, 1), {"teaching": "exceptional"})
    return Comparison(inspection(TODAY, {}), held, frame, {scale.id: scale}, "A reading.", "")


def _history(names: tuple[str, ...], sessions: int) -> pd.DataFrame:
    """`sessions` self-evaluations over twenty years, under two editions, each of all these strands."""
    grades = itertools.cycle([grade for grade, _ in sample.REPORT_CARD] + [None])
    held = [date(2006 + n // 3, 1 + 4 * (n % 3), 1) for n in range(sessions)]
    keys = [OURS if n < sessions * 0.97 else OURS_NEXT for n in range(sessions)]
    frames = []
    for place, name in enumerate(names):
        records = [session(on, {"teaching": next(grades)}, key) for on, key in zip(held, keys, strict=True)]
        frames.append(history(records, [], LIBRARY).assign(strand=name, strand_id=f"strand-{place}"))
    if not frames:
        return history([], [], LIBRARY)
    return pd.concat(frames).sort_values("on", kind="stable", ignore_index=True)


def _steps(sessions: int, mode: Mode) -> list[Chart]:
    """Strands over time; where there are many, with inspections, a new edition, actions and other grades before."""
    grades = itertools.cycle(["needs_attention", "expected_standard", "exceptional", "urgent_improvement"])
    held = [date(2006 + n // 3, 1 + 4 * (n % 3), 1) for n in range(sessions)]
    records = [
        session(on, {"teaching": next(grades), "safety": "met"}, OURS if n < sessions * 0.9 else OURS_NEXT)
        for n, on in enumerate(held)
    ]
    inspections, spans = [], {}
    if sessions > 1:
        records = [session(date(2004, 3, 1), {"quality": "good"}, OLD), *records]
        inspections = [
            inspection(date(2020, 5, 5), {"teaching": "strong_standard", "safety": "met"}),
            inspection(date(2012, 5, 5), {"quality": "good"}, OLD),
        ]
        spans = {
            "teaching": [Span(SPACED, date(2019 + n // 4, 1, 1), date(2024, 1 + n, 1), n % 2 == 0) for n in range(8)]
        }
    (block, *_) = panels(history(records, inspections, LIBRARY), LIBRARY)
    block = replace(block, panels=tuple(replace(panel, strand=SPACED) for panel in block.panels))
    own = replace(block.panels[0], strand=SOLID, grades=(*SCALES["our-own"], "D", "Exceptionally good in all of it"))
    return steps(replace(block, panels=(*block.panels, own)), mode, spans)


def _plan(names: tuple[str, ...]) -> PlanRecord:
    """One action, or twenty-five; some overdue, moved, with milestones, done, in draft."""
    if not names:
        return PlanRecord(PLAN, (Action("open", "plan", "No dates"),))
    many = 25 if len(names) > 1 else 1
    actions, updates = [], []
    for place, name in zip(range(many), itertools.cycle(names), strict=False):
        made = replace(action(f"a{place}", agreed=place % 7 != 6), what=name)
        moved = days(20) if place % 3 == 1 else days(-250) if place % 11 == 5 else days(0)
        stone = Milestone(f"m{place}", "Half", date(2026, 12, 1), date(2026, 12, 2) if place % 2 else None)
        made = replace(made, due_on=ENDS + moved, milestones=(stone,) if place % 4 == 0 else ())
        actions.append(made)
        if made.agreed:
            updates += _said(made, place)
    return PlanRecord(PLAN, tuple(actions), tuple(updates))


def _said(made: Action, place: int) -> list[Update]:
    progress = ("on_track", "slipping", "stuck", "done_claimed", None)[place % 5]
    return [says(made, progress)] if progress else []


def _cells(names: tuple[str, ...]) -> pd.DataFrame:
    years = ["Nursery", "Reception", *(f"Year {n}" for n in range(1, 14))] if len(names) > 1 else ["Year 5"]
    rows = [
        (f"{name}{place if place > 5 else ''}", year, (place + n) % 3, 2 if n % 4 else 12)
        for place, name in enumerate(names)
        for n, year in enumerate(years)
        if (place + n) % 5 or len(names) == 1
    ]
    return pd.DataFrame(rows, columns=["subject", "year_group", "seen", "of"])


def _days(names: tuple[str, ...]) -> pd.DataFrame:
    rows = [
        (f"s{place}", f"{name}{place if place > 5 else ''}", weekday, (place + weekday) % 4 * 7, 30)
        for weekday in range(1, 6)
        for place, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=["strand_id", "strand", "weekday", "seen", "of"])


def _answers(shown: int) -> pd.DataFrame:
    """The counts of one question in so many waves, of up to sixty leaders."""
    given = Pulse("pulse", date(2026, 6, 12), inspection_id="inspected")
    sheets = [
        PulseSheet(f"{wave.id}{n}", "pulse", wave.id, dict.fromkeys((q.id for q in pulse.QUESTIONS), answer))
        for wave in pulse.WAVES[:shown]
        for n, answer in enumerate(itertools.islice(itertools.cycle(pulse.ANSWERS[:3]), 60 if shown > 1 else 6))
    ]
    counts = pulse.distribution(given, sheets, date(2027, 12, 1))
    return counts[counts["question_id"] == "improve"]


def _corners(leaders: int) -> list[pulse.Field]:
    """The four fields, all with as many leaders."""
    given = Pulse("pulse", date(2026, 6, 12), inspection_id="inspected")
    kept = [PulseSheet(str(n), "pulse", "at_once", {"fair": "first", "improve": "fifth"}) for n in range(pulse.LEAST)]
    found = pulse.quadrant(given, kept, pulse.WAVES[0], date(2027, 12, 1))
    return [replace(field, count=leaders) for field in found]


def _calls(many: int) -> list[Call]:
    """Rehearsals a month apart; some take all day, some are not finished, one goes on."""
    found = []
    for n in range(many):
        began = datetime(2020, 9, 3, 13) + timedelta(days=47 * n)
        checks = {"a": Check(done_at=began + timedelta(minutes=7))}
        if n % 4 != 3:
            checks["b"] = Check(done_at=began + timedelta(minutes=5 + 13 * n))
        ended = None if many > 1 and n == many - 1 else began + timedelta(hours=12)
        following = began.date() + timedelta(days=1), began.date() + timedelta(days=2)
        found.append(Call(f"c{n}", began, *following, rehearsal=True, ended_at=ended, lines=("a", "b"), checks=checks))
    return found


def _spread(names: tuple[str, ...]) -> Spread:
    scale = LIBRARY.get(*CARD).scale("teaching")
    assert scale is not None
    ids = [grade.id for grade in scale.grades]
    counts = ((3, 40, 12000, 6000, 40), (0, 0, 5, 1, 0), (1, 1, 1, 1, 1), (0, 0, 0, 9, 0), (9, 90, 9, 9, 9), (5,) * 5)
    groups = tuple(
        Among(name, f"schools in {name}", dict(zip(ids, own, strict=True)))
        for name, own in zip(names, counts, strict=False)
    )
    return Spread(SPACED, scale, "strong_standard", groups, ())
