"""Which files may be kept: what the name says is what the content is, nothing that runs, and names that harm nobody."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluation.details import FormRefused
from evaluation.evidence import files
from evaluation.evidence.records import KeptFile
from tests.evidence.file_samples import GOOD, PDF, PNG, TEXT, office, open_document, zipped


@pytest.mark.parametrize("ending", files.TYPES)
def test_a_file_of_each_type_is_kept_with_its_size_and_fingerprint(ending: str) -> None:
    content = GOOD[ending]
    assert files.kept(f"Walk.{ending.upper()}", content) == KeptFile(
        f"Walk.{ending.upper()}", len(content), hashlib.sha256(content).hexdigest()
    )


@pytest.mark.parametrize("ending", files.TYPES)
@pytest.mark.parametrize("true_ending", GOOD)
def test_a_file_is_refused_under_the_name_of_another_type(ending: str, true_ending: str) -> None:
    alike = [{"jpg", "jpeg"}, {"txt", "csv"}]
    if any({ending, true_ending} <= group for group in [*alike, {true_ending}]):
        assert files.kept(f"x.{ending}", GOOD[true_ending])
    else:
        assert "is something else" in refused(f"x.{ending}", GOOD[true_ending])


@pytest.mark.parametrize(
    "name", ["setup.exe", "page.html", "macro.docm", "old.doc", "picture.svg", "run.bat", "x.pdf.exe", "x.js", "x.lnk"]
)
def test_what_could_run_or_be_shown_as_a_page_is_refused_by_its_name(name: str) -> None:
    ending = name.rpartition(".")[2]
    assert f"“.{ending}” are not kept" in refused(name, PDF)


@pytest.mark.parametrize(
    "content",
    [
        office("docx", {"word/vbaProject.bin": b"x"}),
        office("xlsx", {"xl/macrosheets/sheet1.xml": b"x"}),
        office("pptx", {"ppt/activeX/activeX1.bin": b"x"}),
        office("docx", types=b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        open_document("odt", {"Basic/Standard/Module1.xml": b"x"}),
        open_document("ods", {"Scripts/python/x.py": b"x"}),
    ],
)
def test_macros_are_refused_whatever_the_name_says(content: bytes) -> None:
    said = [words for ending in files.TYPES if "macros" in (words := refused_or_not(f"x.{ending}", content))]
    assert len(said) == 1


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html><p>x", b"\n <HTML>", b"<script>alert(1)</script>", b"<svg onload=x>", b'<?xml version="1.0"?>'],
)
@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_a_web_page_is_not_kept_as_text(ending: str, content: bytes) -> None:
    assert "web page" in refused(f"x.{ending}", content)


@pytest.mark.parametrize(
    ("ending", "content", "words"),
    [
        ("txt", b"a\x00b", "something else"),
        ("csv", b"MZ\x90\x00\x03", "something else"),
        ("txt", b"\x81\x8d\x9d", "something else"),
        ("txt", b"", "empty"),
        ("pdf", b"", "empty"),
        ("pdf", b"junk before %PDF-1.7", "something else"),
        ("docx", zipped({"readme.txt": b"hello"}), "something else"),
        ("docx", b"MZ" + office("docx"), "something else"),
        ("docx", office("docx")[:-30], "something else"),
        ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        ("odt", zipped({"mimetype": b"application/epub+zip", "content.xml": b""}), "something else"),
        ("png", PNG[:7], "something else"),
    ],
)
def test_what_is_not_what_it_is_called_is_refused_with_what_to_do(ending: str, content: bytes, words: str) -> None:
    assert words in refused(f"x.{ending}", content)


def test_a_file_that_is_too_large_is_refused_with_its_size_and_where_to_keep_it() -> None:
    assert files.kept("x.pdf", PDF.ljust(files.MOST_BYTES))
    words = refused("x.pdf", PDF.ljust(files.MOST_BYTES + 1))
    assert "larger than 10 MB (10.0 MB)" in words and "where it is kept" in words


def test_a_name_without_an_ending_is_refused() -> None:
    assert "no ending" in refused("README", TEXT)


@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\Windows\\x.csv", "x.csv"),
        ("C:\\fakepath\\photo.JPG", "photo.JPG"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.tar.pdf", "_LPT1.tar.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        (".pdf", "pdf"),
        ("walk\u202efdp.txt", "walkfdp.txt"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('<img src="x" onerror=a>.png', "img src=x onerror=a.png"),
        ("walk .pdf", "walk.pdf"),
        ("  a \t b  .pdf ", "a b.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_a_name_becomes_one_that_no_computer_takes_for_anything_else(given_name: str, kept_name: str) -> None:
    assert files.safe_name(given_name) == kept_name


NAMES = st.text(max_size=200) | st.text("./\\: conCONaux1.pdf\u202e\u0301\x00", max_size=40)


@given(NAMES)
@example("a" * 130 + ".pdf.")
@example("con .x" + "y" * 130)
def test_a_safe_name_is_safe(name: str) -> None:
    safe = files.safe_name(name)
    assert files.safe_name(safe) == safe
    assert 0 < len(safe) <= 121
    assert safe == PurePosixPath(safe).name == PureWindowsPath(safe).name
    assert not safe.startswith(".") and not safe.endswith((".", " "))
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in safe)
    assert not PureWindowsPath(safe).is_reserved()


@given(NAMES, st.sampled_from(files.TYPES))
def test_a_safe_name_keeps_the_ending_of_a_file_that_may_be_kept(stem: str, ending: str) -> None:
    assert files.extension(files.safe_name(f"a{stem}b.{ending}")) == ending


@given(st.binary(max_size=400), st.sampled_from(files.TYPES))
def test_whatever_the_bytes_are_they_are_kept_or_refused_in_words(content: bytes, ending: str) -> None:
    words = refused_or_not(f"x.{ending}", content)
    assert words == "" or words.endswith(".")


def refused_or_not(name: str, content: bytes) -> str:
    """Why a file is refused, or ""."""
    try:
        files.kept(name, content)
    except FormRefused as refusal:
        return refusal.fields["file"]
    return ""


def refused(name: str, content: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(FormRefused) as caught:
        files.kept(name, content)
    assert caught.value.fields.keys() == {"file"}
    return caught.value.fields["file"]
