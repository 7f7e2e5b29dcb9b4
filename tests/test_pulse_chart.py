"""The pulse drawn: counts in words, wave by wave, never a mean; and four fields with a conversation each."""

from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import pytest
import streamlit
from PIL import ImageFont

from evaluation.charts import Chart, quadrant, waves
from evaluation.charts.palette import MODES, Mode
from evaluation.plan import pulse as rules
from evaluation.plan.records import Answer, Pulse, PulseSheet

PULSE = Pulse("pulse", date(2026, 6, 12), inspection_id="inspected")
LATER = date(2026, 12, 1)
PHONE = 358 - 8
"""Pixels of a figure across a phone."""

Given = tuple[Answer, Answer]


def sheets(wave: str, *given: Given) -> list[PulseSheet]:
    """One sheet for each pair of fair and need to improve; the other questions are answered in the middle."""
    return [
        PulseSheet(
            f"{wave} {number}",
            "pulse",
            wave,
            {"fair": fair, "accurate": "third", "improve": improve, "believe": "third", "my_part": "third"},
        )
        for number, (fair, improve) in enumerate(given)
    ]


FIRST = sheets(
    "at_once", ("first", "first"), ("second", "fifth"), *[("fifth", "fourth")] * 3, ("rather_not_say", "fifth")
)
SECOND = sheets("two_weeks", *[("fourth", "fifth")] * 5)


def question(question_id: str, kept: list[PulseSheet], mode: Mode = "light") -> Chart:
    counts = rules.distribution(PULSE, kept, LATER)
    return waves(counts[counts["question_id"] == question_id], mode)


def texts(chart: Chart) -> str:
    return json.dumps(json.loads(chart.figure.to_json()), ensure_ascii=False)


def test_it_says_how_many_chose_each_step_and_who_would_rather_not_say() -> None:
    chart = question("fair", FIRST)
    assert chart.title == "Was it fair?"
    assert chart.reading == ("At once, 5 answered: 1 Not at all, 1 A little and 3 Completely; 1 would rather not say.")


def test_the_waves_stand_side_by_side_and_the_reading_is_of_the_latest() -> None:
    chart = question("fair", FIRST + SECOND)
    assert chart.reading == "After 2 weeks, 5 answered: 5 Mostly."
    assert "At once, 5 answered" in chart.alt and "After 2 weeks, 5 answered" in chart.alt
    assert list(chart.table.columns) == ["Answer", "At once", "After 2 weeks"]
    assert list(chart.table["At once"]) == [1, 1, 0, 0, 3, 1]
    assert chart.table["Answer"].iloc[-1] == "Rather not say"


def test_a_bar_is_as_long_as_its_count() -> None:
    bars = question("fair", FIRST).figure.data[0]
    longest = max(bars.x)
    assert [round(x / longest * 3) for x in bars.x] == [1, 1, 0, 0, 3, 1]


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_averaged_and_no_share_is_shown(mode: Mode) -> None:
    for one in rules.QUESTIONS:
        chart = question(one.id, FIRST + SECOND, mode)
        said = f"{chart.reading} {chart.alt} {chart.table.to_csv()} {' '.join(chart.figure.data[1].text)}".lower()
        assert not any(word in said for word in ("mean", "average", "%", ".5", "score"))


def test_the_words_of_the_longest_steps_fit_a_phone() -> None:
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    letters = ImageFont.truetype(next(media.glob("SourceSansVF-Upright*")), 15)
    letters.set_variation_by_axes([400])
    every = [each for wave in rules.WAVES for each in sheets(wave.id, *[("third", "fifth")] * 20)]
    words = question("improve", every).figure.data[1]
    first_bar = sorted(set(words.x))[1]
    labels = [text for x, text in zip(words.x, words.text, strict=True) if x == 0]
    assert "In nearly everything" in labels
    assert max(map(letters.getlength, labels)) < first_bar * PHONE
    heads = {x: text for x, y, text in zip(words.x, words.y, words.text, strict=True) if y == min(words.y)}
    widest = max(letters.getlength(line) for text in heads.values() for line in text.split("<br>"))
    assert min(b - a for a, b in itertools.pairwise(sorted(heads))) * PHONE > widest


def fields(kept: list[PulseSheet]) -> list[rules.Field]:
    return rules.quadrant(PULSE, kept, rules.WAVES[0], LATER)


def test_the_four_fields_hold_counts_and_the_conversation_to_have() -> None:
    chart = quadrant(fields(FIRST), "At once", "light")
    assert chart.title == "Was it fair, and do we need to improve? At once"
    assert chart.reading == "6 leaders; 5 stand in one of the four fields, rather not say: 1."
    assert "Fair, and we need to improve: 3" in chart.alt
    row = chart.table[chart.table["How they see it"] == "Fair, and we need to improve"].iloc[0]
    assert row["Leaders"] == 3 and "What do we begin with" in row["The conversation to have"]


def test_fair_is_to_the_right_and_need_to_improve_on_top() -> None:
    shown = quadrant(fields(FIRST), "At once", "light").figure.data[0]
    words = {text.replace("<br>", " "): (x, y) for x, y, text in zip(shown.x, shown.y, shown.text, strict=True)}
    fair, unfair = words["Fair, and we need to improve"], words["Not fair, but we need to improve"]
    keep = words["Fair, and little to improve"]
    assert fair[0] > unfair[0] and fair[1] == unfair[1] < keep[1]


def test_words_in_a_figure_are_safe_to_show() -> None:
    counts = rules.distribution(PULSE, FIRST, LATER)
    counts = counts[counts["question_id"] == "fair"].assign(answer_words=lambda f: "<b>" + f["answer_words"])
    assert "&lt;b&gt;" in texts(waves(counts, "light"))
