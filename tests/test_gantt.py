"""The plan over time and actions beside grades: what is late is said, nothing is cut, no cause is claimed."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit
from PIL import ImageFont

from evaluation.charts import Chart, gantt, steps
from evaluation.charts.palette import INK, MODES, STATES, Mode, contrast
from evaluation.charts.spans import BESIDE, Span, spans
from evaluation.plan.actions import State
from evaluation.plan.causes import origins
from evaluation.plan.records import Action, MidwayReview, Milestone, PlanRecord
from evaluation.plan.views import bars
from evaluation.progress import history, panels
from tests import sample
from tests.plan.sample import ENDS, INSPECTION, PLAN, TODAY, action, days, from_point, says
from tests.sample import CARD, OURS, session

LIBRARY = sample.library()
PHONE = 358
LONG = "Ring every family before ten, visit those whose children miss a second day & tell <governors> each month " * 2
HALF = Milestone("m", "Half", date(2026, 12, 1), date(2026, 12, 2))
LATE = replace(
    action("late"), what=LONG.strip(), due_on=TODAY - days(1), milestones=(HALF, replace(HALF, id="n", reached_on=None))
)
SOON, DONE = action("soon", due_on=TODAY + days(9)), action("done")
IDEA = Action("idea", "plan", "An idea", starts_on=TODAY, due_on=ENDS)
UPDATES = (says(LATE, "slipping"), says(DONE, "done_claimed"))
RECORD = PlanRecord(PLAN, (LATE, SOON, DONE, IDEA, Action("open", "plan", "No dates")), UPDATES)


def drawn(record: PlanRecord = RECORD, mode: Mode = "light", today: date = TODAY) -> Chart:
    return gantt(bars(record, today), today, mode)


def texts(chart: Chart) -> str:
    assert chart.figure is not None
    return json.dumps(json.loads(chart.figure.to_json()), ensure_ascii=False)


def test_the_title_counts_what_is_drawn_and_the_reading_says_what_is_late_and_what_comes_next() -> None:
    chart = drawn()
    assert chart.title == "4 actions, 1 overdue, 1 done as its owner says"
    assert chart.reading == (
        "Overdue: “Ring every family before ten, visit those whose children miss a …”, due on 28 February 2027. "
        "Next due: “Do soon”, on 10 March 2027."
    )


def test_a_long_action_is_shortened_above_its_bar_and_whole_in_the_table() -> None:
    chart = drawn()
    words = next(trace for trace in chart.figure.data[1:] if trace.mode == "text")
    assert words.text[0].endswith(" …</b>") and words.text[0].count("<br>") == 2
    assert chart.table["Action"][0] == LONG.strip() and LONG.strip() in chart.alt


def test_the_bar_of_a_done_action_ends_on_the_day_its_owner_said_so() -> None:
    ends = bars(RECORD, TODAY).set_index("action_id")["ends_on"].dt.date
    assert ends["done"] == UPDATES[1].on != DONE.due_on
    assert DONE.due_on in list(drawn().table["Due"])


def test_what_a_midway_review_doubts_is_counted_apart_and_says_so_beside_its_bar() -> None:
    review = MidwayReview("r", "done", TODAY, "Ann Ode", "slipping", "Not seen.")
    chart = drawn(replace(RECORD, reviews=(review,)))
    assert chart.title == "4 actions, 1 overdue, 1 doubted midway"
    assert "Said to be done, and doubted midway: “Do done”." in chart.reading
    assert "Done, as its owner says; midway review: slipping" in list(chart.table["How it stands"])


def test_without_dates_there_is_no_figure() -> None:
    chart = drawn(PlanRecord(PLAN, (Action("open", "plan", "No dates"),)))
    assert chart.figure is None and chart.table.empty and chart.reading and chart.alt


def test_how_an_action_stands_is_beside_its_bar_in_words_with_a_symbol_of_its_own() -> None:
    shown = texts(drawn())
    assert "▼</span> Slipping, overdue: 1 Oct 2026 to 28 Feb 2027" in shown
    assert "Agreed, no update yet" in shown and "Draft" in shown
    assert len({glyph for glyph, _ in STATES.values()}) == len(State) == len(STATES)


@pytest.mark.parametrize("mode", MODES)
def test_the_bars_stand_out_from_the_page(mode: Mode) -> None:
    assert all(contrast(colours[mode], INK[mode].page) >= 3 for _, colours in STATES.values())


def test_the_first_dates_are_an_outline_only_where_they_moved() -> None:
    outline = drawn().figure.data[1]
    assert len(outline.x) == 6 and {x.date() for x in outline.x if x} == {date(2026, 10, 1), ENDS + days(1)}
    assert "dates as first agreed" in texts(drawn())
    alone = drawn(PlanRecord(PLAN, (SOON,)))
    assert not len(alone.figure.data[1].x) and "dates as first agreed" not in texts(alone)


def test_milestones_are_diamonds_filled_once_they_are_reached() -> None:
    diamonds = next(trace for trace in drawn().figure.data[1:] if trace.marker.symbol == "diamond")
    assert list(diamonds.marker.color) == [INK["light"].text, INK["light"].page]
    assert drawn().table["Milestones"][0] == "Half, 1 December 2026, reached; Half, 1 December 2026, not reached"


def test_today_has_its_line_and_its_word_unless_it_is_far_off() -> None:
    assert "<b>Today</b>" in texts(drawn())
    assert "<b>Today</b>" not in texts(drawn(today=date(2031, 1, 1)))


def test_rows_never_overlap_and_on_a_phone_no_word_leaves_the_figure() -> None:
    figure = drawn().figure
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    words = next(trace for trace in figure.data[1:] if trace.mode == "text")
    ends = 0.0
    for y, text, size in zip(words.y, words.text, words.textfont.size, strict=True):
        letters = ImageFont.truetype(next(media.glob("SourceSansVF-Upright*")), size)
        letters.set_variation_by_axes([700 if text.startswith("<b>") else 400])
        assert y >= ends
        for line in text.split("<br>"):
            plain = line.replace("<b>", "").replace("</b>", "").rpartition("</span> ")[2].replace("&lt;", "<")
            assert letters.getlength(plain.replace("&gt;", ">").replace("&amp;", "&")) <= PHONE - 24 - 16 * (
                "span" in line
            ), plain
        ends = y + 20 * len(text.split("<br>"))
    tops = list(figure.data[0].y)
    assert all(later - earlier > 60 for earlier, later in itertools.pairwise(tops))
    assert figure.layout.height > max(tops)


def test_names_are_shown_as_typed() -> None:
    shown = texts(drawn())
    assert "&lt;governors&gt;" in shown and "<governors>" not in shown


def test_who_does_not_see_the_figure_hears_every_action_with_its_dates() -> None:
    alt = drawn().alt
    assert alt.startswith("Today is 1 March 2027.")
    assert (
        "Slipping, overdue, 1 October 2026 to 28 February 2027; first agreed for 1 October 2026 to 1 July 2027" in alt
    )
    assert "milestone Half, 1 December 2026, reached" in alt
    assert list(drawn().table["How it stands"]) == [
        "Slipping, overdue",
        "Agreed, no update yet",
        "Done, as its owner says",
        "Draft",
    ]


# ------------------------------------------------------------------ beside the grades

SELF = [session(date(2026, 9, 20), {"teaching": "needs_attention", "attendance": "exceptional"}),
        session(date(2027, 2, 1), {"teaching": "strong_standard", "attendance": "exceptional"})]  # fmt: skip
(BLOCK,) = panels(history(SELF, [], LIBRARY), LIBRARY)
TEACH, CALLS = replace(SOON, strand=(CARD.id, "teaching")), replace(DONE, strand=(OURS.id, "teaching"))


def beside(*actions: Action, updates: tuple = UPDATES, reviews: tuple = ()) -> dict[str, list[Span]]:
    record = PlanRecord(PLAN, actions, updates, reviews)
    return spans(BLOCK, [record], origins(actions, [INSPECTION], []), LIBRARY, TODAY)


def test_an_action_is_drawn_from_its_start_until_it_is_done_or_until_today() -> None:
    found = beside(TEACH, CALLS)
    assert found["teaching"] == [
        ("Do soon", date(2026, 10, 1), TODAY, False),
        ("Do done", date(2026, 10, 1), TODAY, True),
    ]
    assert found["attendance"] == []


def test_drafts_and_what_has_not_begun_are_not_beside_the_grades_yet() -> None:
    later = replace(TEACH, starts_on=TODAY + days(1))
    assert not beside(replace(IDEA, strand=(OURS.id, "teaching")), later)["teaching"]


def test_what_a_midway_review_doubts_is_not_drawn_as_done() -> None:
    doubt = MidwayReview("r", "done", TODAY, "Ann Ode", "slipping", "Not seen.")
    assert not beside(CALLS, reviews=(doubt,))["teaching"][0].done


def test_an_action_from_a_recommendation_stands_under_our_strand_that_is_part_of_its_area() -> None:
    found = beside(from_point(SOON, "p1"))
    assert [span.what for span in found["attendance"]] == ["Do soon"] and not found["teaching"]


def chart(actions: dict[str, list[Span]]) -> Chart:
    return next(each for each in steps(BLOCK, "light", actions) if each.title == "Teaching")


def test_the_progress_chart_tells_of_actions_in_its_words_its_table_and_its_key() -> None:
    shown = chart(beside(TEACH, CALLS))
    assert "Action “Do soon”: since 1 October 2026, not done yet." in shown.alt
    assert list(shown.table["Who"]).count("Action began") == 2
    assert "Action done, as its owner says" in list(shown.table["Who"])
    assert "action, done, as its owner says" in texts(shown) and "action, not done yet" in texts(shown)
    assert "y2" in {trace.yaxis for trace in shown.figure.data}
    assert "because" not in texts(shown) and "does not say that it came from it" in BESIDE


def test_without_actions_the_progress_chart_is_as_it_was() -> None:
    assert texts(chart({})) == texts(next(each for each in steps(BLOCK, "light") if each.title == "Teaching"))


def test_every_chart_of_a_block_covers_the_same_time_with_room_for_all_actions() -> None:
    ranges = {tuple(each.figure.layout.xaxis.range) for each in steps(BLOCK, "light", beside(TEACH))}
    ((_, last),) = ranges
    assert last.date() > TODAY


def test_actions_at_the_same_time_lie_under_each_other() -> None:
    shown = chart(beside(TEACH, CALLS))
    line = next(trace for trace in shown.figure.data if trace.yaxis == "y2" and trace.mode == "lines")
    assert len({y for y in line.y if y is not None}) == 2
