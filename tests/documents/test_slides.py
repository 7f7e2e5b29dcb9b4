"""The slides of a meeting, reopened and counted: titles, native charts, notes, what is too long, what is only text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu

from evaluation import deck
from evaluation.charts.palette import INK, contrast, text_on
from evaluation.deck import Bars, Dots, Line, Lines, Slide, Stack
from evaluation.documents.slides import presentation
from evaluation.documents.slides.colours import READABLE, readable
from evaluation.documents.slides.native import scale
from evaluation.documents.slides.pages import MOST_ROWS, pages
from evaluation.documents.slides.tables import MOST_PAGES
from evaluation.errors import EvaluationError
from evaluation.school import School

ON = date(2026, 11, 27)
SCHOOL, COLOUR = "St Example’s <Primary> & Nursery", "#7A1F3D"
GRADES = ("Urgent improvement", "Needs attention", "Expected standard", "Strong standard", "Exceptional")
STRANDS = ("Inclusion", "Achievement", "Leadership")
FORMULA = '=HYPERLINK("http://x","y")'
TABLE = pd.DataFrame({"Strand": STRANDS, "We say": ["Expected standard", "Needs attention", pd.NA]})
NONE = pd.DataFrame()

DOTS = Dots("ofsted-report-card", GRADES, STRANDS, {"We say": (2, 1, None), "Inspectors said": (2, 2, 3)})
STACK = Stack(("Sep", "Oct"), (("On track", "#2F86A6", (2, 0)), ("Stuck", "#8A1C3C", (0, 3))))
BARS = Bars(("Data", FORMULA), (4, 0), "pieces of evidence")
LINES = Lines(
    "Overall absence",
    "%",
    ("2022/23", "2023/24", "2024/25"),
    (Line("Our school", (6.1, None, 5.2)), Line("National", (5.9, 5.5, None), national=True)),
)


def slide(*forms: Any, title: str = "Achievement needs attention first", **rest: Any) -> Slide:
    """A slide by hand."""
    return Slide(
        **{"key": "one", "name": "One", "source": "Our judgements", "table": TABLE, **rest}, title=title, forms=forms
    )


def opened(*slides: Slide, school: str = SCHOOL, colour: str = COLOUR) -> Any:
    return Presentation(BytesIO(presentation(slides, school, colour, ON)))


@cache
def every_form() -> bytes:
    return presentation(
        [*(slide(form) for form in (DOTS, STACK, BARS, LINES)), slide(LINES, LINES), slide(table=NONE, points=("A",))],
        SCHOOL,
        COLOUR,
        ON,
    )


def charts(made: Any) -> list[Any]:
    return [shape.chart for shape in made.shapes if shape.has_chart]


def sheet(chart: Any) -> list[tuple[Any, ...]]:
    """The rows behind a chart, formulas as they are written."""
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(book.active.iter_rows(values_only=True))


def values(chart: Any) -> list[list[float | None]]:
    return [list(series.values) for series in chart.plots[0].series]


# ------------------------------------------------------------------ what is in it


def test_a_title_slide_and_then_each_message_once_with_its_sentence_as_the_title() -> None:
    file = Presentation(BytesIO(every_form()))
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9, rel=0.001)
    first, *rest = file.slides
    assert first.shapes.title.text_frame.text == SCHOOL
    assert "27 November 2026" in first.placeholders[1].text_frame.text
    assert [made.shapes.title.text_frame.text for made in rest] == ["Achievement needs attention first"] * 6
    assert [len(charts(made)) for made in rest] == [1, 1, 1, 1, 2, 0]
    for number, made in enumerate(rest, start=2):
        kinds = {each._element.ph.get("type"): each for each in made.placeholders}
        assert made.shapes[0] == made.shapes.title, "it is heard first"
        assert {"title", "ftr", "sldNum"} <= set(kinds), number
        assert any(
            shape.text_frame.text == "Source: Our judgements" for shape in made.placeholders if shape.has_text_frame
        )


def test_the_master_has_the_schools_colour_and_real_layouts() -> None:
    with zipfile.ZipFile(BytesIO(every_form())) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
        assert f'<a:accent1><a:srgbClr val="{COLOUR[1:]}"/></a:accent1>' in theme
    layouts = {layout.name: layout for layout in Presentation(BytesIO(every_form())).slide_layouts}
    assert {"Title slide", "Words", "Chart", "Table"} <= set(layouts)
    assert "chart" in {each._element.ph.get("type") for each in layouts["Chart"].placeholders}


@given(st.integers(0, 0xFFFFFF))
@settings(max_examples=60)
def test_whatever_the_schools_colour_is_it_can_be_read(number: int) -> None:
    colour = f"#{number:06X}"
    assert contrast(readable(colour), INK["light"].page) >= READABLE
    assert contrast(text_on(colour), colour) >= READABLE
    if contrast(colour, INK["light"].page) >= READABLE:
        assert readable(colour) == colour


def test_another_kind_of_colour_is_refused() -> None:
    with pytest.raises(EvaluationError, match="colour"):
        presentation([], SCHOOL, 'red"/><a:x', ON)


def test_dots_stand_at_the_number_of_their_grade_with_words_for_rows_and_grades() -> None:
    (chart,) = charts(opened(slide(DOTS)).slides[1])
    ours, theirs = chart._chartSpace.findall(".//{*}ser")
    assert [each.text for each in ours.findall("{*}xVal//{*}pt/{*}v")] == ["3", "2"], "nothing where there is no grade"
    assert [each.get("idx") for each in theirs.findall("{*}xVal//{*}pt")] == ["0", "1", "2"]
    head, first, _, third, *_ = sheet(chart)
    assert head[:3] == ("Row", "We say: number of the grade", "Inspectors said: number of the grade")
    assert first[:3] == ("Inclusion", 3, 3) and third[:3] == ("Leadership", None, 4)
    assert first[-2:] == (1, "Urgent improvement"), "the key of the numbers is beside them"
    said = [rel.target_part.blob.decode() for rel in chart.part.rels.values() if "chartUserShapes" in rel.reltype]
    assert all(f"<a:t>{word}</a:t>" in said[0] for word in (*GRADES, *STRANDS))
    assert chart.category_axis.tick_label_position.name == "NONE", "no numbers for grades"


def test_stacks_bars_and_lines_are_native_with_their_numbers_in_the_sheet() -> None:
    file = Presentation(BytesIO(every_form()))
    stacked, bars, lines = (charts(file.slides[number])[0] for number in (2, 3, 4))
    assert values(stacked) == [[2, 0], [0, 3]]
    assert [str(each.format.fill.fore_color.rgb) for each in stacked.plots[0].series] == ["2F86A6", "8A1C3C"]
    assert stacked.has_legend and not bars.has_legend
    assert values(bars) == [[4, 0]]
    assert values(lines) == [[6.1, None, 5.2], [5.9, 5.5, None]]
    assert lines._chartSpace.find(".//{*}dispBlanksAs").get("val") == "gap"
    dashes = [series.format.line.dash_style for series in lines.plots[0].series]
    assert dashes[0] is None and dashes[1] is not None, "the national line is dashed"
    assert sheet(lines)[2] == ("2023/24", None, 5.5)


def test_every_chart_is_told_in_words_and_every_slide_has_its_table_and_source_in_the_notes() -> None:
    file = Presentation(BytesIO(every_form()))
    for made in list(file.slides)[1:]:
        for shape in made.shapes:
            if shape.has_chart:
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 40
        notes = made.notes_slide.notes_text_frame.text
        assert "Source: Our judgements" in notes
        if charts(made):
            assert "Achievement – We say: Needs attention" in notes and "Leadership – We say: –" in notes
    told = file.slides[4].shapes[1]._element.nvGraphicFramePr.cNvPr.get("descr")
    assert "2023/24 no figure" in told


# ------------------------------------------------------------------ as programs want it


def test_the_package_is_whole_its_ids_are_its_own_and_the_same_slides_give_the_same_bytes() -> None:
    content = every_form()
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.testzip() is None
        names = set(file.namelist())
        assert len(names) == len(file.namelist())
        types = etree.fromstring(file.read("[Content_Types].xml"))
        typed = {each.get("PartName", "").lstrip("/") for each in types} | {""}
        for name in names:
            if name.endswith(".xml") and name != "[Content_Types].xml":
                assert name in typed, f"{name} has no type"
                ids = [each.get("id") for each in etree.fromstring(file.read(name)).iter("{*}cNvPr")]
                assert len(ids) == len(set(ids)), name
                axes = etree.fromstring(file.read(name)).iter("{*}axId", "{*}crossAx")
                assert all(0 <= int(each.get("val")) < 2**31 for each in axes), "what PowerPoint and LibreOffice read"
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for rel in etree.fromstring(file.read(name)):
                    assert rel.get("TargetMode") != "External"
                    assert _path(folder, rel.get("Target")) in names, (name, rel.get("Target"))
        for name in names:
            if name.startswith(("ppt/slides/slide", "ppt/notesSlides/")) and name.endswith(".xml"):
                languages = {each.get("lang") for each in etree.fromstring(file.read(name)).iter("{*}rPr")}
                assert languages <= {"en-GB"}, name
    every_form.cache_clear()
    assert every_form() == content


def _path(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return "/".join(parts)


def test_text_from_people_is_only_text() -> None:
    rude = f"{FORMULA} <b>&amp;\x07\u000b"
    table = pd.DataFrame({rude: [rude]})
    file = opened(slide(BARS, Dots("mine", (rude, "b"), (rude,), {rude: (0,)}), title=rude, table=table, source=rude))
    made = file.slides[1]
    assert made.shapes.title.text_frame.text == f"{FORMULA} <b>&amp; (1 of 2)"
    for page in list(file.slides)[1:]:
        for chart in charts(page):
            cells = [cell for row in sheet(chart) for cell in row if isinstance(cell, str)]
            book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
            ours = {cell.value for row in book.iter_rows() for cell in row if cell.data_type == "f"}
            assert all(str(each).startswith("=IF(ISNUMBER(Sheet1!") for each in ours)
            assert any(cell.startswith(FORMULA) for cell in cells), "it is there, as text"


# ------------------------------------------------------------------ too long and too many


def boxes(file: Any) -> Iterator[tuple[Any, Any]]:
    for made in file.slides:
        for shape in made.shapes:
            yield made, shape


def test_forty_rows_and_endless_names_stay_on_the_page() -> None:
    endless = "A strand with a name that somebody typed without stopping " * 8
    rows = tuple(f"{number} {endless}" for number in range(40))
    long = slide(
        Dots("mine", tuple(f"Grade {n}" for n in range(8)), rows, {"We": tuple(n % 8 for n in range(40))}),
        Bars(rows, tuple(range(40)), endless),
        title=endless,
        source=endless,
        points=(endless * 4,) * 3,
    )
    table = pd.DataFrame({f"Column {n}": [endless] * 24 for n in range(9)})
    file = opened(long, slide(table=table, title=endless), school=endless)
    for made, shape in boxes(file):
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= file.slide_width + Emu(10)
        assert shape.top + shape.height <= file.slide_height, made.slide_layout.name
    sizes = [
        run.font.size.pt for made in list(file.slides)[1:] for run in made.shapes.title.text_frame.paragraphs[0].runs
    ]
    assert sizes and min(sizes) >= 20
    titles = [made.shapes.title.text_frame.text for made in list(file.slides)[1 : 1 + len(pages(long))]]
    assert len(titles) == len(set(titles)), "each of them says which it is, also where the sentence is cut"
    found = [page for page in pages(long) if page.forms]
    assert sum(len(form.rows) for page in found for form in page.forms if isinstance(form, Dots)) == 40
    assert all(len(form.rows) <= MOST_ROWS for page in found for form in page.forms if isinstance(form, Dots))
    tables = [made for made in file.slides if made.slide_layout.name == "Table"]
    assert len(tables) == MOST_PAGES
    *_, last = (shape.table for shape in tables[-1].shapes if shape.has_table)
    assert "more, in the notes" in last.cell(len(last.rows) - 1, 0).text


def test_bars_that_go_on_are_drawn_on_one_scale() -> None:
    labels = tuple(f"A label that is rather long {number}" for number in range(25))
    file = opened(slide(Bars(labels, tuple(range(1, 26)), "things")))
    tops = {chart.value_axis.maximum_scale for made in list(file.slides)[1:] for chart in charts(made)}
    assert len(tops) == 1
    assert sum(len(values(chart)[0]) for made in list(file.slides)[1:] for chart in charts(made)) == 25


@given(st.lists(st.text("ab cd", min_size=1, max_size=400).filter(str.strip), min_size=1, max_size=30))
@settings(max_examples=30)
def test_no_sentence_is_lost_and_what_goes_on_says_so(points: list[str]) -> None:
    found = pages(slide(table=NONE, points=tuple(points)))
    said = " ".join(point for page in found for point in page.points)
    assert said.split() == " ".join(points).split()
    whole = len(found)
    assert [page.which for page in found] == ([f"({n} of {whole})" for n in range(1, whole + 1)] if whole > 1 else [""])


@given(st.lists(st.floats(-1e5, 1e5, allow_nan=False), min_size=1, max_size=8), st.sampled_from(["%", "pupils"]))
@settings(max_examples=80)
def test_an_axis_holds_every_figure_in_a_few_steps(figures: list[float], unit: str) -> None:
    low, high, step = scale(figures, unit)
    slack = step * 1e-6
    assert low <= min(figures) + slack and max(figures) <= high + slack
    bottom, top, one = (Decimal(str(each)) for each in (low, high, step))
    assert 1 <= (top - bottom) / one <= 7


def test_an_axis_names_its_steps_as_they_are_and_a_figure_keeps_off_the_line_that_goes_on() -> None:
    ours, theirs = Line("Our school", (7.8, 7.4, 6.9)), Line("England", (None, 7.2, None), national=True)
    (chart,) = charts(opened(slide(Lines("Absence", "%", ("2022", "2023", "2024"), (ours, theirs)))).slides[1])
    axis = chart.value_axis
    assert axis.major_unit == 0.25 and axis.tick_labels.number_format == '#,##0.00"%"', "7.75 is not 7.8"
    places = [each.get("val") for each in chart._chartSpace.iterfind(".//{*}dLblPos")]
    assert places == ["r", "b"], "beside the last point, and below it where our line goes on"
    assert scale([213, 214], "pupils")[2] == 1, "there is no half pupil"


def test_a_chart_with_nothing_in_it_gives_way_to_its_table() -> None:
    empty = Dots("mine", GRADES, STRANDS, {"We say": (None, None, None)})
    made = opened(slide(empty)).slides[1]
    assert made.slide_layout.name == "Table" and not charts(made)
    assert opened(slide(table=NONE)).slides[1].slide_layout.name == "Title and free space"


# ------------------------------------------------------------------ the demo school


def test_the_demo_schools_deck_becomes_a_file_with_a_slide_for_each_message(demo: School) -> None:
    found = deck.slides(demo, "light", date.today())
    file = opened(*found, school=demo.details.name)
    titles = [made.shapes.title.text_frame.text for made in file.slides]
    assert all(titles) and len(file.slides) == 1 + sum(len(pages(each)) for each in found)
    drawn = sum(bool(charts(made)) for made in file.slides)
    assert drawn >= len([each for each in found if each.forms]) > 5
