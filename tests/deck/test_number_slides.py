"""Slides of numbers: a few headlines of all pupils beside England's figure of the same, and the challenges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluation.deck.numbers import slides
from evaluation.deck.slide import Lines
from evaluation.indicators.records import Challenge, Figure, census, school_year, term
from evaluation.records import SchoolDetails
from evaluation.school import Door, School

SINCE = date(2025, 9, 1)


def test_the_demo_shows_a_few_headlines_attendance_first_and_one_slide_of_challenges(demo: School) -> None:
    found = list(slides(demo.room, "light"))
    *numbers, challenges = found
    assert [slide.key for slide in numbers[:2]] == ["number:persistent_daily", "number:absence_daily"]
    assert 3 <= len(numbers) <= 5
    assert all(
        slide.title.endswith(".") and "Free school meals" not in slide.title.split(" fell")[1:] for slide in numbers
    )
    (form,) = numbers[1].forms
    assert isinstance(form, Lines)
    assert form.lines[1].national and any(value is not None for value in form.lines[1].values)
    assert challenges.title == "Two challenges go on: Attendance and Falling roll."  # the closed one is not told
    assert len(challenges.points) == 2


def test_england_stands_in_the_title_only_where_it_is_of_the_same_period_and_small_groups_stay_out(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    typed = Figure("", "absence_daily", "", term("Autumn", 2025), 7.25, source="Registers")
    for figure in (
        typed,
        replace(typed, period=term("Autumn", 2026), value=6.5),
        replace(typed, group="ehcp", value=44.4),
        replace(typed, group="ehcp", period=term("Autumn", 2026), value=43.3),
        Figure("", "roll", "", census(2026, 1), 90, source="Census"),
        Figure("", "persistent_daily", "", school_year(2025), 5.5, source="Registers"),
        Figure("", "persistent_daily", "", school_year(2026), 6.5, source="Registers"),
    ):
        school.numbers.save(figure)
    (absence,) = slides(school.room, "light")
    assert "in Autumn 2025/26; England's figure is 6.6%." in absence.title
    assert "Autumn 2024/25: 7.2%." in absence.chart.alt
    assert "44.4" not in repr(absence.forms) and "43.3" not in absence.table.to_csv()


def test_a_challenge_is_shown_without_the_names_of_people(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    for number in range(7):
        school.challenges.add(Challenge(str(number), f"Budget {number}", SINCE, "Mrs Quillon rings ann@elm.example."))
    (slide,) = slides(school.room, "light")
    words = f"{slide.title} {slide.points} {slide.table.to_csv()}"
    assert "Quillon" not in words and "ann@elm" not in words and "colleague" in words
    assert slide.points[-1] == "and 2 more"
