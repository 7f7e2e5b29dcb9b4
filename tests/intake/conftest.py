"""Small files of our own with the traps of Ofsted's: cp1252, CRLF, NULL, a heading with two spaces running."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from evaluation.frameworks import Library, shipped

SCHOOL = [
    "Web Link (opens in new window)",
    "URN",
    "School name",
    "Ofsted phase",
    "Type of education",
    "Sixth form",
    "Local authority",
    "Multi-academy trust name",
    "Statutory lowest age",
]

GRADED_2025 = [
    *SCHOOL,
    "Latest ungraded inspection number since last graded inspection",
    "URN at time of the ungraded inspection",
    "Date of latest ungraded inspection",
    "Ungraded inspection publication date",
    "Did the latest ungraded inspection convert to a graded inspection?",
    "Ungraded inspection overall outcome",
    "Inspection number of latest graded inspection",
    "Inspection type",
    "Inspection start date",
    "Publication date",
    "URN at time of latest graded inspection",
    "Overall effectiveness",
    "Category of concern",
    "Quality of education",
    "Behaviour and attitudes",
    "Personal development",
    "Effectiveness of leadership and management",
    "Safeguarding is effective?",
    "Early years provision (where applicable)",
    "Sixth form provision (where applicable)",
    "Previous inspection number",
    "Previous inspection start date",
    "Previous publication date",
    "URN at time of previous graded inspection",
    "Previous graded inspection overall effectiveness",
    "Previous category of concern",
    "Previous quality of education",
    "Previous behaviour and attitudes",
    "Previous personal development",
    "Previous effectiveness of leadership and management",
    "Previous safeguarding is effective?",
    "Previous early years provision (where applicable)",
    "Previous sixth form provision (where applicable)",
]
REPORT_CARD_2026 = [
    *SCHOOL,
    "Inspection number of latest full inspection",
    "Inspection type",
    "Inspection start date",
    "Publication date",
    "URN at time of latest full inspection",
    "Category of concern",
    "Safeguarding standards",
    "Safeguarding standards - date of judgement",
    "Inclusion",
    "Inclusion - date of judgement",
    "Curriculum and teaching",
    "Curriculum and teaching - date of judgement",
    "Achievement",
    "Achievement - date of judgement",
    "Attendance and behaviour",
    "Attendance and behaviour - date of judgement",
    "Personal development and wellbeing",
    "Personal development and wellbeing - date of judgement",
    "Early years (where applicable)",
    "Early years - date of judgement",
    "Post-16 provision (where applicable)",
    "Post-16 provision - date of judgement",
    "Leadership and governance",
    "Leadership and governance - date of judgement",
    "Inspection number of latest OEIF graded inspection",
    "Inspection type of latest OEIF graded inspection",
    "Inspection start date of latest OEIF graded inspection",
    "Publication date of latest OEIF graded inspection",
    "URN at time of latest OEIF graded inspection",
    "Latest OEIF category of concern",
    "Latest OEIF overall effectiveness",
    "Latest OEIF quality of education",
    "Latest OEIF behaviour and attitudes",
    "Latest OEIF personal development",
    "Latest OEIF effectiveness of leadership and management",
    "Latest OEIF  safeguarding is effective?",
    "Latest OEIF early years provision (where applicable)",
    "Latest OEIF sixth form provision (where applicable)",
    "Latest ungraded inspection number",
    "Date of latest ungraded inspection",
    "Ungraded inspection publication date",
    "URN at time of the ungraded inspection",
    "Ungraded inspection overall outcome",
]

WHO = {
    "Web Link (opens in new window)": "http://reports.example/999001",
    "URN": "999001",
    "School name": "Chloë Street Primary School ",
    "Ofsted phase": "Primary",
    "Type of education": "Voluntary Aided School",
    "Sixth form": "Does not have a sixth form",
    "Local authority": "Anyshire",
    "Statutory lowest age": "3",
}
GRADED = {
    "Inspection number of latest graded inspection": " 10000001 ",
    "Inspection type": "S5 Inspection",
    "Inspection start date": "16/11/2021",
    "Publication date": "10/01/2022",
    "URN at time of latest graded inspection": "888001",
    "Overall effectiveness": "3",
    "Category of concern": "NULL",
    "Quality of education": "3",
    "Behaviour and attitudes": "2",
    "Personal development": "1 ",
    "Effectiveness of leadership and management": "2",
    "Safeguarding is effective?": "Yes",
    "Early years provision (where applicable)": "2",
    "Sixth form provision (where applicable)": "9",
}
PREVIOUS = {
    "Previous inspection number": "ITS300001",
    "Previous inspection start date": "18/11/2010",
    "Previous publication date": "10/12/2010",
    "URN at time of previous graded inspection": "888001",
    "Previous graded inspection overall effectiveness": "3",
    "Previous category of concern": "SM ",
    "Previous quality of education": "9",
    "Previous behaviour and attitudes": "9",
    "Previous personal development": "9",
    "Previous effectiveness of leadership and management": "4",
    "Previous safeguarding is effective?": "9",
    "Previous early years provision (where applicable)": "8",
    "Previous sixth form provision (where applicable)": "0",
}
UNGRADED = {
    "Latest ungraded inspection number since last graded inspection": "10000002",
    "URN at time of the ungraded inspection": "999001",
    "Date of latest ungraded inspection": "12/03/2025",
    "Ungraded inspection publication date": "24/04/2025",
    "Did the latest ungraded inspection convert to a graded inspection?": "No",
    "Ungraded inspection overall outcome": "School remains Good",
}
REPORT_CARD = {
    "Inspection number of latest full inspection": "10000003",
    "Inspection type": "S5 Inspection",
    "Inspection start date": "13/01/2026",
    "Publication date": "17/02/2026",
    "URN at time of latest full inspection": "999001",
    "Category of concern": "",
    "Safeguarding standards": "Met",
    "Inclusion": "Needs attention",
    "Curriculum and teaching": "Expected standard",
    "Achievement": "Urgent improvement",
    "Attendance and behaviour": "Strong standard ",
    "Personal development and wellbeing": "Exceptional",
    "Early years (where applicable)": "Expected standard",
    "Post-16 provision (where applicable)": "Not applicable",
    "Leadership and governance": "Expected standard",
}
OEIF = {
    "Inspection number of latest OEIF graded inspection": "10000001",
    "Inspection type of latest OEIF graded inspection": "S5 Inspection",
    "Inspection start date of latest OEIF graded inspection": "21/01/2025",
    "Publication date of latest OEIF graded inspection": "03/03/2025",
    "URN at time of latest OEIF graded inspection": "999001",
    "Latest OEIF category of concern": "",
    "Latest OEIF overall effectiveness": "Not judged",
    "Latest OEIF quality of education": "2",
    "Latest OEIF behaviour and attitudes": "2",
    "Latest OEIF personal development": "2",
    "Latest OEIF effectiveness of leadership and management": "2",
    "Latest OEIF  safeguarding is effective?": "No",
    "Latest OEIF early years provision (where applicable)": "2",
    "Latest OEIF sixth form provision (where applicable)": "9",
}

Row = dict[str, str]
MakeFile = Callable[..., bytes]


def csv_bytes(
    header: Sequence[str], rows: Sequence[Row], before: Sequence[str] = (), encoding: str = "cp1252"
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for line in before:
        writer.writerow([line, *[""] * (len(header) - 1)])
    writer.writerow(header)
    for row in rows:
        assert row.keys() <= set(header), row.keys() - set(header)
        writer.writerow([row.get(heading, "NULL") for heading in header])
    return text.getvalue().encode(encoding)


def workbook_bytes(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return saved.getvalue()


@pytest.fixture(scope="session")
def file_2025() -> MakeFile:
    """A file of the 2025 shape: each row's cells by heading, over those of an invented school without inspections."""
    return lambda *rows, **how: csv_bytes(GRADED_2025, [WHO | row for row in rows], **how)


@pytest.fixture(scope="session")
def file_2026() -> MakeFile:
    """The same of the 2026 shape."""
    return lambda *rows, **how: csv_bytes(REPORT_CARD_2026, [WHO | row for row in rows], **how)


@pytest.fixture(scope="session")
def blocks() -> dict[str, Row]:
    """The cells of one inspection each, by the block they fill."""
    return {
        "graded": GRADED,
        "previous": PREVIOUS,
        "ungraded": UNGRADED,
        "report_card": REPORT_CARD,
        "oeif": OEIF,
    }


@pytest.fixture(scope="session")
def library() -> Library:
    return shipped()


@pytest.fixture(scope="session")
def real_inspections() -> Path:
    """The folder of real files, or a skip where it is absent: real data is never part of the project."""
    default = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("EVALUATION_SHARED_DATA") or default) / "inspections"
    if not folder.is_dir():
        pytest.skip("Ofsted's own files are not here: set EVALUATION_SHARED_DATA to the folder that holds inspections/")
    return folder
