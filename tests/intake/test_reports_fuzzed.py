"""PDFs that are broken or made to harm: always refused in words or read, and never a hang."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.frameworks import shipped
from evaluation.intake.reports import ReportProposal, opening, read_report, reading
from evaluation.intake.reports.extraction import MOST_CHARACTERS
from evaluation.intake.reports.headings import OTHERS, RECOMMENDATIONS, STRENGTHS
from tests.intake.report_samples import CIF, EIF, SAMPLES, SCHOOL, URN, document, drawn, page_with, pdf, stream

LIBRARY = shipped()
SAMPLE = pdf(CIF)


def outcome(content: bytes) -> ReportProposal | str:
    """What is proposed, or why it was refused. Any other error fails the test."""
    try:
        return read_report(content, "report.pdf", LIBRARY, URN, SCHOOL)
    except FileRefused as refused:
        return str(refused)


def cut(dice: random.Random) -> bytes:
    return SAMPLE[: dice.randrange(len(SAMPLE))]


def mangled(dice: random.Random) -> bytes:
    content = bytearray(SAMPLE)
    for _ in range(dice.choice([1, 5, 50])):
        content[dice.randrange(len(content))] = dice.randrange(256)
    return bytes(content)


def shuffled(dice: random.Random) -> bytes:
    pieces = SAMPLE.split(b"endobj")
    dice.shuffle(pieces)
    return b"%PDF-1.5\n" + b"endobj".join(pieces)


def renumbered(dice: random.Random) -> bytes:
    number = b"%d" % dice.choice([0, 2, 7, 65536, 2**31, 10**18])
    return SAMPLE.replace(b"%d 0 R" % dice.randrange(1, 9), number + b" 0 R")


@pytest.mark.parametrize("change", [cut, mangled, shuffled, renumbered])
def test_a_broken_report_is_read_or_refused(change: Callable[[random.Random], bytes]):
    for seed in range(4):
        assert outcome(change(random.Random(seed)))


def test_a_stream_that_inflates_without_end_is_refused():
    bomb = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    objects = page_with(b"")
    objects[4] = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(bomb), bomb)
    assert isinstance(outcome(document(objects)), str)


def test_more_text_than_any_report_is_refused():
    page = stream(drawn(["All work and no play. " * 40] * 1000))
    objects = page_with(b"")
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count 50 >>" % (b"4 0 R " * 50)
    objects[4] = page
    assert "far more text" in str(outcome(document(objects)))


def test_a_page_that_takes_hours_to_read_is_left(monkeypatch):
    monkeypatch.setattr(opening, "_SECONDS", 2)
    table = b"begincmap\n1 beginbfchar\n%b endbfchar\nendcmap" % b"".join(
        b"<%04x> <%04x>\n" % (n, n) for n in range(60_000)
    )
    fonts = b" ".join(b"/F%d 6 0 R" % number for number in range(1, 5_000))
    objects = page_with(drawn(["Inspection"]), b"<< /Font << %b >> >>" % fonts)
    objects.append(b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R >>")
    objects.append(stream(table))
    assert "takes far longer" in str(outcome(document(objects)))


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


@pytest.mark.parametrize(
    "content",
    [
        document([CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
        document([CATALOG, b"<< /Type /Pages /Kids [3 0 R] >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] >>"]),
        document([CATALOG, b"<< /Type /Pages /Kids [] /Count 999999999999 >>"]),
        document([CATALOG, b"<< /Type /Pages /Kids %b /Count 1 >>" % (b"[" * 50_000)]),
        document([b"1 0 R"]),
        document([CATALOG.replace(b"2", b"1")]),
        SAMPLE.replace(b"/Length", b"/Length 99999999999 %"),
        SAMPLE.replace(b"/WinAnsiEncoding", b"/Identity-H"),
        SAMPLE.replace(b"/FlateDecode", b"/LZWDecode"),
        SAMPLE.replace(b"startxref\n", b"startxref\n9999999999"),
    ],
    ids=["loop", "ring", "count", "nested", "itself", "catalog", "length", "encoding", "filter", "xref"],
)
def test_a_page_tree_that_loops_and_numbers_that_lie_are_refused_or_read(content):
    assert outcome(content)


WORDS = st.sampled_from(
    [
        *sorted(RECOMMENDATIONS | STRENGTHS | OTHERS),
        *(line for pages in SAMPLES.values() for page in pages for line in page),
        "•",
        "–",
        "Leaders should ensure that:",
        "31 June 2016",
        "Inspection dates",
        "Unique reference number",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=20), min_size=1, max_size=4))
def test_whatever_the_pages_say_is_a_proposal_or_a_refusal(pages):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "page_texts", lambda _: ("\n".join([*EIF[0][3:]]), *("\n".join(page) for page in pages)))
        found = outcome(b"")
    if isinstance(found, ReportProposal):
        assert all(1 <= point.page <= len(pages) + 1 for point in found.recommendations)


@pytest.mark.parametrize("line", ["Next steps\n", "• a\n", "my visit on ", "\u00ad ", "1 May 2016, "])
def test_as_much_text_as_is_let_in_is_read_in_the_end_whatever_it_repeats(monkeypatch, line):
    start = "\n".join(EIF[0])
    monkeypatch.setattr(reading, "page_texts", lambda _: (start, line * (MOST_CHARACTERS // len(line))))
    assert outcome(b"")
