"""The master and the layouts of a presentation: real placeholders, the theme's fonts and colours.

Whoever restyles the master or a layout in PowerPoint restyles every slide: texts stand in their placeholders without
a look of their own, and only a text that would not fit says its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from evaluation.charts.palette import COLOURS, INK, text_on
from evaluation.documents.slides.colours import readable
from evaluation.documents.slides.room import Box
from evaluation.documents.word import LANGUAGE

FACE = "Calibri"
WIDE, HIGH = 13.333, 7.5
EDGE = 0.75
FULL = WIDE - 2 * EDGE
TITLE = Box(EDGE, 0.6, FULL, 1.15)
CONTENT = Box(EDGE, 1.95, FULL, 4.5)
BENEATH, BETWEEN = 1.2, 0.2
"""How high the words under a chart are at most, unless it leaves them more; and how far they are from it."""
NAME = Box(EDGE, 1.6, FULL, 2.6)
TITLE_SIZES, NAME_SIZES = (32, 28, 24, 20), (54, 44, 36, 28)
TITLE_SPACING = 0.9
WORDS, SMALLER, SOURCE_SIZE, SOURCE_LINES = 24, 20, 12, 3
SOURCE = Box(EDGE, 6.52, 6.1, 0.64)
FOOTER = Box(7.0, 6.72, 4.95, 0.44)
NUMBER = Box(12.03, 6.72, WIDE - EDGE - 12.03, 0.44)

CHART, TABLE, BODY, BY = 10, 11, 1, 13
"""The numbers (idx) of the placeholders: chart, table, words, and where it comes from."""
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Holder(NamedTuple):
    """A placeholder of a layout: its name, type, number, place, what it asks for, and a look as XML of `a:lvl1pPr`."""

    name: str
    type: str
    idx: int
    box: Box | None
    prompt: str
    look: str = ""
    anchor: str = "t"


def above(high: float) -> Box:
    """The room for a chart above words that are so high."""
    return CONTENT._replace(high=CONTENT.high - high - BETWEEN)


def below(high: float) -> Box:
    """The room for words of this height at the foot of the content."""
    return CONTENT._replace(y=CONTENT.y + CONTENT.high - high, high=high)


_TITLE = Holder("Title", "title", 0, None, "The sentence that the slide says")
_WORDS = Holder("Words", "body", BODY, CONTENT, "Words")
_UNDER = Holder(
    "Words", "body", BODY, below(BENEATH), "What to say of it", '<a:lvl1pPr><a:defRPr sz="1800"/></a:lvl1pPr>'
)
_QUIET = (
    '<a:lvl1pPr marL="0" indent="0" algn="SIDE"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
    f'<a:defRPr sz="{SOURCE_SIZE * 100}"><a:solidFill><a:srgbClr val="{INK["light"].muted[1:]}"/></a:solidFill>'
    '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
)
_LEFT, _RIGHT = (_QUIET.replace("SIDE", side) for side in "lr")
_BY = Holder("Source", "body", BY, SOURCE, "Where it comes from", _LEFT, "b")
_FOOTER = Holder("Footer", "ftr", 3, FOOTER, "School and day", _RIGHT, "b")
_NUMBER = Holder("Slide number", "sldNum", 4, NUMBER, "", _RIGHT, "b")
_FOOT = (_BY, _FOOTER, _NUMBER)

LAYOUTS: dict[str, tuple[Holder, ...]] = {
    "Title slide": (),
    "Words": (_TITLE, _WORDS, *_FOOT),
    "Chart": (_TITLE, Holder("Chart", "chart", CHART, CONTENT, "Chart"), *_FOOT),
    "Chart and words": (_TITLE, Holder("Chart", "chart", CHART, above(BENEATH), "Chart"), _UNDER, *_FOOT),
    "Table": (_TITLE, Holder("Table", "tbl", TABLE, CONTENT, "Table"), *_FOOT),
    "Title and free space": (_TITLE, *_FOOT),
    "Words below free space": (_TITLE, _UNDER, *_FOOT),
}
"""The layouts by name, in their order."""


def template(colour: str) -> Deck:
    """An empty presentation, 16:9, in a school's colour ("#RRGGBB"), with the layouts of LAYOUTS."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.element.find(f"{_P}sldSz").attrib.pop("type", None)
    _language(deck)
    for each in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(each)
    master = deck.slide_master
    _theme(master.part.part_related_by(_relation("theme")), colour)
    on_colour = text_on(colour)
    _redraw(master.element, "", [_rule(2, "accent1"), *_holders(_master(), 3)])
    styles = master.element.find(f"{_P}txStyles")
    master.element.replace(styles, parse_xml(_styles()))
    for layout, (name, holders) in zip(deck.slide_layouts, LAYOUTS.items(), strict=True):
        element = layout.element
        if name == "Title slide":
            _redraw(element, name, _title_slide(on_colour), '<a:schemeClr val="accent1"/>')
            element.set("showMasterSp", "0")
            continue
        element.attrib.pop("type", None)
        element.set("userDrawn", "1")
        _redraw(element, name, _holders(holders, 2))
    _unneeded(deck)
    return deck


# ------------------------------------------------------------------ what stands on master and layouts


def _master() -> Sequence[Holder]:
    return (_TITLE._replace(box=TITLE), _WORDS, _FOOTER, _NUMBER)


def _title_slide(on_colour: str) -> list[str]:
    """The first slide: the school's name large on its own colour, and beneath it what this is."""
    fill = f'<a:solidFill><a:srgbClr val="{on_colour[1:]}"/></a:solidFill>'
    name = f'<a:lvl1pPr><a:defRPr sz="5400" b="1">{fill}</a:defRPr></a:lvl1pPr>'
    what = f'<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="2400">{fill}</a:defRPr></a:lvl1pPr>'
    return [
        *_holders((Holder("Title", "ctrTitle", 0, NAME, "The school", name, "b"),), 2),
        _rule(3, "", fill, NAME.y + NAME.high + 0.25),
        *_holders((Holder("Subtitle", "subTitle", 1, Box(EDGE, 4.75, FULL, 1.3), "What it is, and the day", what),), 4),
    ]


def _holders(holders: Sequence[Holder], first: int) -> list[str]:
    return [_holder(each, number) for number, each in enumerate(holders, start=first)]


def _holder(holder: Holder, number: int) -> str:
    """A placeholder as XML."""
    idx = f' idx="{holder.idx}"' if holder.idx else ""
    place = _place(holder.box) if holder.box else ""
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if holder.box else ""
    fit = "<a:normAutofit/>" if holder.type in ("title", "ctrTitle", "body", "subTitle") else ""
    body = f'<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{holder.anchor}">{fit}</a:bodyPr>'
    said = f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{escape(holder.prompt)}</a:t></a:r>' if holder.prompt else ""
    if holder.type == "sldNum":
        number_now = f'<a:rPr lang="{LANGUAGE}"/><a:t>‹#›</a:t>'
        said = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{number_now}</a:fld>'
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name="{holder.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{holder.type}"{idx}/></p:nvPr></p:nvSpPr><p:spPr>{place}{shape}</p:spPr>'
        f"<p:txBody>{body}<a:lstStyle>{holder.look}</a:lstStyle>"
        f'<a:p>{said}<a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )


def _rule(number: int, scheme: str, fill: str = "", y: float = 0.36) -> str:
    """The short rule that carries the school's colour; it says nothing, so nobody has to hear of it."""
    fill = fill or f'<a:solidFill><a:schemeClr val="{scheme}"/></a:solidFill>'
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_place(Box(EDGE, y, 0.9, 0.08))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}'
        f"<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )


def _place(box: Box) -> str:
    x, y, wide, high = (int(Inches(each)) for each in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _redraw(element: etree._Element, name: str, shapes: Sequence[str], ground: str = "") -> None:
    """Take everything off a master or a layout and put these shapes on it."""
    inside = element.find(f"{_P}cSld")
    tree = inside.find(f"{_P}spTree")
    if name:
        inside.set("name", name)
    for each in list(tree)[2:]:
        tree.remove(each)
    for shape in shapes:
        tree.append(parse_xml(shape))
    if ground:
        xml = f"<p:bg {_NS}><p:bgPr><a:solidFill>{ground}</a:solidFill><a:effectLst/></p:bgPr></p:bg>"
        inside.insert(0, parse_xml(xml))


def _styles() -> str:
    """The text styles of the master: titles bold, words with a quiet bullet."""

    def level(number: int, left: float, hang: float, size: int, bold: str, bullet: str, face: str, before: int) -> str:
        return (
            f'<a:lvl{number}pPr marL="{int(Inches(left))}" indent="{-int(Inches(hang))}" algn="l" rtl="0">'
            f'<a:lnSpc><a:spcPct val="{90 if bold else 100}000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{before * 100}"/></a:spcBef>{bullet}'
            f'<a:defRPr lang="{LANGUAGE}" sz="{size * 100}"{bold} kern="1200"><a:solidFill><a:schemeClr val="tx1"/>'
            f'</a:solidFill><a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/>'
            f"</a:defRPr></a:lvl{number}pPr>"
        )

    dot = '<a:buClr><a:schemeClr val="tx2"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
    title = level(1, 0, 0, TITLE_SIZES[0], ' b="1"', "<a:buNone/>", "mj", 0)
    words = "".join(
        level(number, 0.3 * number, 0.3, size, "", dot, "mn", 10)
        for number, size in enumerate((WORDS, SMALLER, 18, 18, 18), start=1)
    )
    other = level(1, 0, 0, 18, "", "", "mn", 0)
    return (
        f"<p:txStyles {_NS}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{words}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


# ------------------------------------------------------------------ theme, language, what the default brings along


def _theme(part: Part, colour: str) -> None:
    """The theme's colours and fonts. Text 2 is the school's colour as it can be read on white."""
    ink, grades = INK["light"], COLOURS["light"]["ofsted-report-card"]
    colours = {
        "dk1": ink.text,
        "lt1": ink.page,
        "dk2": readable(colour),
        "lt2": ink.grid,
        "accent1": colour,
        "accent2": ink.theirs,
        **{f"accent{place}": each for place, each in enumerate(grades[1:], start=3)},
        "hlink": readable(colour),
        "folHlink": ink.muted,
    }
    theme = etree.fromstring(part.blob)
    theme.set("name", "Self-evaluation")
    for name, value in colours.items():
        slot = theme.find(f".//{_A}clrScheme/{_A}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{_A}srgbClr").set("val", value[1:])
    for font in theme.iterfind(f".//{_A}fontScheme/*/{_A}latin"):
        font.set("typeface", FACE)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _language(deck: Deck) -> None:
    for each in deck.element.iter(f"{_A}defRPr"):
        if each.get("lang"):
            each.set("lang", LANGUAGE)


def _unneeded(deck: Deck) -> None:
    """Without the printer's settings and the picture of an empty slide that the default template carries."""
    for part, kind in ((deck.part, "printerSettings"), (deck.part.package, "thumbnail")):
        rels = part._rels
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(f"/{kind}")]:
            rels.pop(key)


def _relation(kind: str) -> str:
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"


def emu(inches: float) -> Emu:
    """Inches as PowerPoint counts."""
    return Emu(int(Inches(inches)))
