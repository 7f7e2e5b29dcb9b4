"""The PowerPoint file: a title slide, then the slides chosen, each with its sentence, charts, notes and source."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import count
from typing import Any

from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Pt

from evaluation.deck import Bars, Dots, Form, Lines, Slide, Stack
from evaluation.documents.slides import native, tables
from evaluation.documents.slides.alternatives import alternative
from evaluation.documents.slides.colours import checked
from evaluation.documents.slides.dots import dots
from evaluation.documents.slides.native import Put
from evaluation.documents.slides.notes import notes, sourced
from evaluation.documents.slides.pages import Page, pages
from evaluation.documents.slides.room import Box, cut, fitted, letters, one_line
from evaluation.documents.slides.sheet import noon
from evaluation.documents.slides.strips import strips
from evaluation.documents.slides.template import (
    BENEATH,
    BETWEEN,
    BODY,
    BY,
    CHART,
    CONTENT,
    FOOTER,
    LAYOUTS,
    NAME,
    NAME_SIZES,
    SOURCE,
    SOURCE_LINES,
    SOURCE_SIZE,
    TABLE,
    TITLE,
    TITLE_SIZES,
    TITLE_SPACING,
    above,
    emu,
    template,
)
from evaluation.documents.word import LANGUAGE
from evaluation.records import day

WHAT = "Self-evaluation"
_GUTTER = 0.4
_MOST = 2**31
_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)


def presentation(slides: Sequence[Slide], school_name: str, colour: str, on: date) -> bytes:
    """The slides as the bytes of a .pptx file, 16:9, in British English.

    `colour` is the school's own, "#RRGGBB"; `on` is the day it is made. The same slides give the same bytes. Nothing
    is read but the slides: what may not leave must not be in them. Raises EvaluationError for another kind of colour.
    """
    deck = template(checked(colour))
    name = one_line(school_name) or "School"
    moment = noon(on)
    _first(deck, name, on, slides)
    drawings = count(1)
    for slide in slides:
        for page in pages(slide):
            _add(deck, page, name, on, drawings)
    _facts(deck, name, moment)
    _speak(deck)
    file = BytesIO()
    deck.save(file)
    return _steady(file.getvalue())


def _first(deck: Presentation, name: str, on: date, slides: Sequence[Slide]) -> None:
    """The title slide: whose, what it is, of which day."""
    made = deck.slides.add_slide(_layout(deck, "Title slide"))
    text, size = fitted(name, NAME, NAME_SIZES, bold=True)
    _say(made.shapes.title, [text], 0 if size == NAME_SIZES[0] else size)
    _say(made.placeholders[1], [WHAT, day(on)])
    said = [f"{number}. {one_line(slide.title)}" for number, slide in enumerate(slides, start=1)]
    _note(made, "\n".join([f"{name}: {WHAT.lower()}, {day(on)}.", "", "What is shown:", *said]))


def _add(deck: Presentation, page: Page, name: str, on: date, drawings: Iterator[int]) -> None:
    """One slide of the file."""
    alone = len(page.forms) == 1
    made = deck.slides.add_slide(_layout(deck, _layout_name(page)))
    text, size = _title(page)
    _say(made.shapes.title, [text], 0 if size == TITLE_SIZES[0] else size)
    at = {each.placeholder_format.idx: each for each in made.placeholders}
    if page.rows:
        part = page.rows
        tables.fill(at[TABLE], part, f"Table: {', '.join(part.headings)}. {len(part.rows)} rows.")
    for form, box, draw_in in _drawings(page, noon(on), drawings):
        put = at[CHART].insert_chart if alone else _free(made, box)
        frame = draw_in(put)
        frame.height = emu(box.high)
        whole = alone and form in page.slide.forms and len(page.slide.forms) == 1
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative(page.slide, form, whole))
    if page.points:
        _say(at[BODY], page.points, page.size)
        if page.high:
            at[BODY].left, at[BODY].top, at[BODY].width, at[BODY].height = map(emu, _under(page))
    source = cut(sourced(page.slide), SOURCE.wide, SOURCE_SIZE, SOURCE_LINES)
    if source:
        _say(at[BY], [source])
    else:
        at[BY]._element.getparent().remove(at[BY]._element)
    _foot(made, _whose(name, on))
    _order(made)
    _note(made, notes(page.slide))


def _title(page: Page) -> tuple[str, int]:
    """A slide's title and its size: of a message on several slides with which of them it is, however long it is."""
    title, which = one_line(page.slide.title), page.which
    text, size = fitted(f"{title} {which}".strip(), TITLE, TITLE_SIZES, TITLE_SPACING, bold=True)
    if text.endswith(which):
        return text, size
    return f"{text[: -len(which) - 3].rsplit(' ', 1)[0].rstrip(' ,;:.…')} … {which}", size


def _layout_name(page: Page) -> str:
    if page.rows:
        return "Table"
    if page.forms:
        names = (
            ("Chart", "Chart and words") if len(page.forms) == 1 else ("Title and free space", "Words below free space")
        )
        return names[bool(page.points)]
    return "Words" if page.points else "Title and free space"


def _layout(deck: Presentation, name: str) -> Any:
    return deck.slide_layouts[list(LAYOUTS).index(name)]


def _drawings(
    page: Page, moment: datetime, drawings: Iterator[int]
) -> Iterator[tuple[Form, Box, Callable[[Put], Any]]]:
    """Each chart of a slide with its place, and what draws it there."""
    room = above(page.high or BENEATH) if page.points else CONTENT
    number = len(page.forms)
    dotted = [form for form in page.forms if isinstance(form, Dots)]
    for form, strip in zip(dotted, strips(dotted, room) if dotted else (), strict=True):
        drawing = next(drawings)
        yield (
            form,
            strip.box,
            partial(dots, form=form, box=strip.box, on=moment, number=drawing, names=strip.names, key=strip.key),
        )
    wide = (room.wide - _GUTTER * (number - 1)) / max(1, number)
    others = [form for form in page.forms if not isinstance(form, Dots)]
    for place, other in enumerate(others):
        box = room._replace(x=room.x + place * (wide + _GUTTER), wide=wide)
        match other:
            case Stack():
                yield other, box, partial(native.stack, form=other, box=box, on=moment, number=number)
            case Bars():
                yield other, box, partial(native.bars, form=other, box=box, on=moment, number=number)
            case Lines():
                yield other, box, partial(native.lines, form=other, box=box, on=moment, number=number)


def _under(page: Page) -> Box:
    """The room for words right under charts of dots."""
    last = strips([form for form in page.forms if isinstance(form, Dots)], above(page.high))[-1].box
    return last._replace(y=last.y + last.high + BETWEEN, high=page.high)


def _free(made: Any, box: Box) -> Put:
    """Where there is no placeholder for a chart: at a place on the slide."""
    x, y, wide, high = map(emu, box)
    return lambda kind, data: made.shapes.add_chart(kind, x, y, wide, high, data)


# ------------------------------------------------------------------ words, feet, notes


def _say(shape: Any, texts: Sequence[str], size: int = 0) -> None:
    """Paragraphs in a placeholder, in its own look; `size` in points where that would be too large, else 0."""
    frame = shape.text_frame
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = one_line(text)
        if size:
            run.font.size = Pt(size)


def _whose(name: str, on: date) -> str:
    """The school and the day in one line; of a long name only the beginning."""
    room = letters(FOOTER.wide, SOURCE_SIZE * 1.05) - len(day(on)) - 3
    return f"{name if len(name) <= room else name[: room - 1].rstrip() + '…'} · {day(on)}"


def _foot(made: Any, words: str) -> None:
    """The footer and the number of the slide, which only stand where they are copied from the layout."""
    tree = made.shapes._spTree
    number = max(int(each.get("id")) for each in tree.iter(qn("p:cNvPr")))
    for holder in made.slide_layout.placeholders:
        kind = holder._element.ph.get("type")
        if kind not in ("ftr", "sldNum"):
            continue
        number += 1
        copy = deepcopy(holder._element)
        copy.nvSpPr.cNvPr.set("id", str(number))
        for old in list(copy.spPr):
            copy.spPr.remove(old)
        inside = copy.find(qn("p:txBody"))
        for old in list(inside.find(qn("a:lstStyle"))):
            inside.find(qn("a:lstStyle")).remove(old)
        body = inside.find(qn("a:bodyPr"))
        body.attrib.clear()
        tree.append(copy)
        if kind == "ftr":
            made.shapes[len(made.shapes) - 1].text_frame.text = words


def _order(made: Any) -> None:
    """What is heard first comes first: the title, the charts, the words, then the foot."""
    tree = made.shapes._spTree
    foot = [each for each in tree if _kind(each) in ("ftr", "sldNum") or _idx(each) == BY]
    words = [each for each in tree if _idx(each) == BODY]
    for each in (*words, *foot):
        tree.remove(each)
        tree.append(each)


def _holder(element: Any) -> Any:
    return next(element.iter(qn("p:ph")), None)


def _kind(element: Any) -> str:
    found = _holder(element)
    return "" if found is None else str(found.get("type", ""))


def _idx(element: Any) -> int:
    found = _holder(element)
    return -1 if found is None else int(found.get("idx", 0))


def _note(made: Any, text: str) -> None:
    made.notes_slide.notes_text_frame.text = text


# ------------------------------------------------------------------ the file


def _facts(deck: Presentation, name: str, moment: datetime) -> None:
    facts = deck.core_properties
    facts.title, facts.subject = f"{WHAT} – {name}"[:255], "Slides for a meeting"
    facts.author = facts.last_modified_by = name[:255]
    facts.language, facts.comments, facts.keywords = LANGUAGE, "", ""
    facts.created = facts.modified = moment
    facts.revision = 1


def _speak(deck: Presentation) -> None:
    """British English for every text, also in notes and charts; and names of axes as the format wants them.

    python-pptx numbers axes below zero, where the format has only whole numbers from zero on; LibreOffice loses axes
    whose number does not fit into 31 bits.
    """
    for slide in deck.slides:
        for part in (slide, slide.notes_slide):
            for run in list(part.element.iter(qn("a:r"))):
                run.get_or_add_rPr().set("lang", LANGUAGE)
            for end in part.element.iter(qn("a:endParaRPr")):
                end.set("lang", LANGUAGE)
        for chart in (shape.chart for shape in slide.shapes if shape.has_chart):
            for axis in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
                axis.set("val", str(int(axis.get("val")) % _MOST))
            for end in chart._chartSpace.iter(qn("a:endParaRPr")):
                end.set("lang", LANGUAGE)
    for each in deck.notes_master.element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        each.set("lang", LANGUAGE)


def _steady(content: bytes) -> bytes:
    """The same package with the same bytes whenever it is made."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            kept.writestr(zipfile.ZipInfo(entry.filename, _ZIP_BEGINS), made.read(entry), zipfile.ZIP_DEFLATED)
    return target.getvalue()
