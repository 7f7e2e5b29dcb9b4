"""Workbooks and zip files: what is read whatever they declare, and what is refused in words."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.intake import read_inspections
from evaluation.intake.archive import LARGEST
from tests.intake import eras
from tests.intake.conftest import GRADED, GRADED_2025, WHO, csv_bytes, workbook_bytes, zip_bytes

ROW = eras.WORKBOOK_2015
SHEETS = {"Cover": [["Title"]], "Provider level data": [list(ROW), list(ROW.values())]}
BOOK = workbook_bytes(SHEETS, hidden=["Cover"])
CSV = csv_bytes(GRADED_2025, [WHO | GRADED])


def rewritten(content, part, change):
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    return zip_bytes(parts)


def read(content, library):
    return read_inspections(content, "ours", library)


@pytest.mark.parametrize("size", [b"A1:Z1048576", b"A1:B2", b"A1"])
def test_the_declared_size_of_a_sheet_is_not_believed(library, size):
    content = rewritten(
        BOOK, "xl/worksheets/sheet2.xml", lambda xml: re.sub(rb'ref="[^"]*"', b'ref="' + size + b'"', xml)
    )
    assert len(read(content, library).school(999001).inspections) == 1


def test_a_million_empty_rows_hide_nothing_and_add_nothing(library):
    empty = b"".join(b'<row r="%d"/>' % row for row in range(3, 30_000))
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    content = rewritten(
        BOOK, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</sheetData>", empty + far + b"</sheetData>")
    )
    assert list(read(content, library).schools) == [999001]


def test_the_sheet_of_schools_is_found_under_another_name_and_a_line_is_its_row(library):
    row = ROW | {"Web Link": "http://reports.example/1", "The quality of teaching": 7}
    content = workbook_bytes({"Notes": [["x"]], "Data": [["Title"], [], list(row), list(row.values())]})
    school = read(content, library).school(999001)
    assert [(p.line, p.field) for p in school.refused] == [(4, "The quality of teaching")]


def test_a_formula_is_its_stored_value_and_without_one_it_is_no_grade(library):
    content = workbook_bytes({"Data": [list(ROW), list((ROW | {"The quality of teaching": "=1+1"}).values())]})
    school = read(content, library).school(999001)
    assert "“=1+1” is left out" in school.refused[0].message
    stored = rewritten(
        content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<f>1+1</f><v", b"<f>1+1</f><v>2</v><v", 1)
    )
    stored = rewritten(
        stored,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v>2</v><v />", b"<v>2</v>").replace(b"<v>2</v><v></v>", b"<v>2</v>"),
    )
    assert read(stored, library).school(999001).inspections[0].finding("teaching").grade == "good"


@pytest.mark.parametrize("inner", [CSV, BOOK], ids=["csv", "workbook"])
def test_the_one_file_in_a_zip_file_is_read(library, inner):
    name = "a folder/Inspections – England.CSV" if inner is CSV else "Inspections.xlsx"
    content = zip_bytes({name: inner, "__MACOSX/._x.csv": b"", "Read me.txt": b"Hello"})
    assert read(content, library).school(999001).inspections


def locked():
    content = bytearray(zip_bytes({"a.csv": CSV}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying():
    """Declares ten bytes, holds fifty million."""
    content = bytearray(zip_bytes({"a.csv": bytes(50_000_000)}))
    for place in (22, content.index(b"PK\x01\x02") + 24):
        content[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zip_bytes({"a.csv": CSV, "b.csv": CSV}), "holds 2 files"),
        (zip_bytes({"a.pdf": b"%PDF"}), "holds no file"),
        (zip_bytes({}), "holds no file"),
        (zip_bytes({"a.csv": zip_bytes({"b.csv": CSV})}), "holds another zip file"),
        (zip_bytes({"../../etc/a.csv": CSV}), "put elsewhere"),
        (zip_bytes({"/etc/a.csv": CSV}), "put elsewhere"),
        (zip_bytes({"C:\\a.csv": CSV}), "put elsewhere"),
        (zip_bytes({"..\\a.csv": CSV}), "put elsewhere"),
        (zip_bytes({"a.csv": bytes(LARGEST + 1)}), "larger than 100 MB"),
        (zip_bytes({f"{n}.csv": b"" for n in range(2001)}), "more than 2,000"),
        (lying(), "damaged"),
        (locked(), "password"),
        (zip_bytes({"a.csv": CSV})[:-30], "damaged"),
        (BOOK[:-300], "damaged"),
        (zip_bytes({"xl/workbook.bin": b"x"}), "neither .xlsx nor CSV"),
        (zip_bytes({"xl/workbook.xml": b"<x"}), "cannot be read"),
        (workbook_bytes({"Data": [["Name", "Grade"], ["A", 1]]}), "No sheet of this workbook has a “URN”"),
        (
            rewritten(
                BOOK, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</c>", b"</c>" + b" " * 20_000_000, 1)
            ),
            "no end",
        ),
        (rewritten(BOOK, "xl/styles.xml", lambda xml: xml + bytes(LARGEST)), "far more"),
        (
            rewritten(
                BOOK,
                "xl/worksheets/sheet2.xml",
                lambda xml: (
                    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                    + b"".join(
                        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (98 + n, *[97 + n] * 10)
                        for n in range(12)
                    )
                    + b"]>"
                    + xml.replace(b"<sheetData>", b"<sheetData>&m;")
                ),
            ),
            "cannot be read",
        ),
    ],
    ids=range(20),
)
def test_a_trick_or_a_damage_is_refused_in_words(content, says, library):
    with pytest.raises(FileRefused, match=says):
        read(content, library)


SEEDS = (
    CSV,
    BOOK,
    zip_bytes({"a.csv": CSV}),
    zip_bytes({"a.xlsx": BOOK}),
    csv_bytes(list(eras.HISTORY), [eras.HISTORY]),
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.floats(0, 1),
    st.one_of(st.none(), st.binary(max_size=40)),
    st.floats(0, 0.2),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "cp500", None]),
)
def test_a_mangled_file_is_refused_or_read_and_never_breaks_anything(library, seed, where, put, cut, encoding):
    place, length = int(where * len(seed)), int(cut * len(seed))
    content = seed[:place] if put is None else seed[:place] + put + seed[place + length :]
    if encoding and seed is CSV:
        content = content.decode("cp1252", "ignore").encode(encoding, "ignore")
    try:
        file = read(content, library)
    except FileRefused as refused:
        assert str(refused)
        return
    for school in file.schools.values():
        for inspection in school.inspections:
            for finding in inspection.findings:
                scale = library.get(*inspection.framework).scale(finding.strand_id)
                assert finding.grade is None or (scale and finding.grade in scale.order)
