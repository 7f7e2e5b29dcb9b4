"""Which files are taken, which are refused, and what the refusal says."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.intake import read_inspections
from evaluation.intake.tables import LARGEST


def refusal(content, library):
    with pytest.raises(FileRefused) as refused:
        read_inspections(content, "ours.csv", library)
    return refused.value


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["URN", "School name"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def zipped(name, content):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr(name, content)
    return saved.getvalue()


def test_a_file_is_recognised_by_its_header_and_not_by_its_name(file_2025, file_2026, blocks, library):
    older = read_inspections(file_2025(blocks["graded"]), "2026 report cards.csv", library)
    newer = read_inspections(file_2026(blocks["report_card"]), "a.txt", library)
    assert older.layout == "Ofsted management information with graded inspections"
    assert newer.layout == "Ofsted management information with report cards"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("before", [[], ["Title"], ["Title", "A note, with a comma\nand a second line"]])
def test_names_survive_every_encoding_and_lines_before_the_header(file_2025, library, encoding, before):
    file = read_inspections(file_2025({}, encoding=encoding, before=before), "ours.csv", library)
    assert file.school(999001).details.name == "Chloë Street Primary School"


def test_letter_case_spaces_and_line_ends_of_the_header_do_not_matter(file_2026, blocks, library):
    header, rest = file_2026(blocks["report_card"]).split(b"\r\n", 1)
    for end in (b"\n", b"\r"):
        content = header.upper().replace(b" ", b"  ") + end + rest.replace(b"\r\n", end)
        assert read_inspections(content, "ours.csv", library).school(999001).inspections


def test_empty_lines_and_empty_cells_at_the_end_do_no_harm(file_2025, blocks, library):
    content = file_2025(blocks["graded"]).replace(b"\r\n", b",,\r\n") + b"\r\n,,,\r\n\r\n"
    assert len(read_inspections(content, "ours.csv", library).schools) == 1


def test_a_school_that_is_not_in_the_file_is_named(file_2025, library):
    file = read_inspections(file_2025({}, {"URN": "999002"}), "ours.csv", library)
    assert list(file.schools) == [999001, 999002]
    with pytest.raises(FileRefused, match=r"ours\.csv holds 2 schools, but not URN 123456"):
        file.school(123456)


def test_a_row_without_a_schools_number_is_named_and_the_rest_is_taken(file_2025, library):
    file = read_inspections(file_2025({}, {"URN": "n/a"}), "ours.csv", library)
    assert [(problem.line, problem.field) for problem in file.refused] == [(3, "URN")]
    assert list(file.schools) == [999001]


HTML = b"\r\n<!DOCTYPE html><html><head><title>Sorry, 404</title></head><body>URN, School name</body></html>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n \r\n", "empty"),
        (HTML, "This is a web page, not the file"),
        (b'<?xml version="1.0"?><Error>AccessDenied</Error>', "This is a web page, not the file"),
        (b"Dear head,\nplease find attached the list.", "not a table|no “URN” column"),
        (b"Hello\nworld", "not a table"),
        (b"Name;URN\nAny School;999001\n", "not a table"),
        (b"School name,Grade\r\nAny School,2\r\n", "no “URN” column"),
        (workbook(), "no schools"),
        (zipped("inspections.csv", b"URN,School name"), "no schools"),
        (zipped("inspections.xlsx", workbook()), "no schools"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 anything", "old Excel workbook"),
        (b"%PDF-1.7 anything", "PDF"),
        (b"URN,School name\r\n9990\x0001,Any School\r\n", "NUL"),
        ("URN,School name\r\n999001,Any School\r\n".encode("utf-16"), "NUL"),
        (b"URN,School name\r\n999001,Any \x81 School\r\n", "not readable text"),
        (b"\xef\xbb\xbfURN,School name\r\n999001,Any \xeb School\r\n", "not readable text"),
        (b"URN,School name\r\n", "no schools"),
        (bytes(LARGEST + 1), "larger than 100 MB"),
    ],
    ids=range(19),
)
def test_what_is_not_the_file_is_refused_in_words_that_say_what_it_is(content, says, library):
    with pytest.raises(FileRefused, match=says):
        read_inspections(content, "ours.csv", library)


def test_a_table_of_schools_in_another_shape_hears_what_was_looked_for(library):
    content = b"Title,,\r\nURN,School name,Overall effectiveness\r\n999001,Any School,2\r\n"
    refused = refusal(content, library)
    assert "not one of Ofsted's files that this version reads" in str(refused)
    assert [problem.line for problem in refused.problems] == [2, 2, 2]
    assert "“Quality of teaching, learning and assessment”" in refused.problems[0].message
    assert "2015 to 2018" in refused.problems[0].message


def test_one_missing_column_is_named(file_2025, library):
    refused = refusal(file_2025({}).replace(b"Previous safeguarding is", b"Renamed safeguarding is"), library)
    assert any("it lacks “Previous safeguarding is effective?”." in problem.message for problem in refused.problems)


def test_a_heading_that_stands_twice_is_refused_and_not_guessed(file_2025, library):
    refused = refusal(file_2025({}).replace(b"Previous quality of education", b"quality of  Education"), library)
    assert refused.problems
    content = file_2025({}).replace(b"URN,", b"URN,quality of  Education,", 1).replace(b"999001,", b"999001,2,", 1)
    refused = refusal(content, library)
    assert "same heading" in str(refused)
    assert [problem.field for problem in refused.problems] == ["Quality of education"]


def test_two_rows_of_one_school_are_refused_with_both_lines(file_2025, library):
    refused = refusal(file_2025({}, {"URN": "999002"}, {}), library)
    assert [(problem.line, problem.message) for problem in refused.problems] == [
        (4, "999001 stands on line 2 already.")
    ]


def test_a_cut_off_file_is_refused_whole_with_the_line(file_2025, blocks, library):
    content = file_2025(blocks["graded"], {"URN": "999002"} | blocks["previous"])
    refused = refusal(content[:-30], library)
    assert "cut off" in str(refused)
    assert [problem.line for problem in refused.problems] == [3]


def test_a_file_cut_off_anywhere_in_its_last_row_gives_no_half_school(file_2025, library):
    whole = file_2025({}, {"URN": "999002", "School name": "Any, School"})
    start = whole.index(b"http", whole.index(b"999001"))
    for end in range(start + 1, whole.rindex(b",")):
        assert "cut off" in str(refusal(whole[:end], library)) or "not whole" in str(refusal(whole[:end], library))


def test_a_row_in_the_middle_that_does_not_fit_is_refused_with_the_line(file_2025, library):
    content = file_2025({}, {"URN": "999002"}).replace(b"Anyshire", b"Any,shire", 1)
    refused = refusal(content, library)
    assert "One row does not fit the header" in str(refused)
    assert [problem.line for problem in refused.problems] == [2]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(file_2025, library):
    content = file_2025({}, {"URN": "999002"}).replace(b"Chlo\xeb", b'"Chlo\xeb', 1)
    refused = refusal(content, library)
    assert [problem.line for problem in refused.problems] == [2]
    assert "quotation mark" in refused.problems[0].message


def test_an_open_quotation_mark_before_a_very_long_text_is_refused_with_its_line(file_2025, library):
    rows = [{"URN": str(urn)} for urn in range(100000, 101000)]
    refused = refusal(file_2025(*rows).replace(b"Chlo\xeb", b'"Chlo\xeb', 1), library)
    assert [problem.line for problem in refused.problems] == [2]


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words_or_read(library, content):
    try:
        read_inspections(content, "ours.csv", library)
    except FileRefused as refused:
        assert str(refused)


CELLS = st.sampled_from(
    ["NULL", "", "2", "9", "Met", "06/01/2026", "2026", "Not judged", '"', "\n", ",", "é", "=1", "²"]
)


@given(st.data())
def test_any_cells_under_the_right_header_are_read_or_refused_by_row(file_2026, blocks, library, data):
    headings = [*blocks["report_card"], *blocks["oeif"]]
    row = data.draw(st.dictionaries(st.sampled_from(headings), CELLS | st.text(alphabet="0189/- ÿ", max_size=9)))
    school = read_inspections(file_2026(blocks["report_card"] | row), "ours.csv", library).school(999001)
    assert all(problem.line == 2 and problem.field and problem.message for problem in school.refused)


@given(st.data())
def test_a_damaged_file_is_refused_in_words_or_every_school_of_it_is_read(file_2025, blocks, library, data):
    content = bytearray(file_2025(blocks["graded"] | blocks["previous"], {"URN": "999002"} | blocks["ungraded"]))
    start, length = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 60))
    content[start : start + length] = data.draw(st.binary(max_size=8))
    try:
        file = read_inspections(bytes(content), "ours.csv", library)
    except FileRefused as refused:
        assert str(refused)
    else:
        assert len(list(file.schools.values())) == len(file.schools)
