"""The letter to parents as Word and as a web page: real headings, British English, and text that stays text."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.documents.letter import html, word
from evaluation.letter import Letter, Part
from evaluation.records import SchoolDetails

SCHOOL = SchoolDetails("demo", "Elm & Ash <School>", None, "Primary", "Community school", demo=True)
LETTER = Letter(
    SCHOOL,
    date(2026, 11, 20),
    "The inspection of our school in October 2026",
    (
        Part("opening", "", "Dear parents and carers\n\nOfsted came.\nTwice."),
        Part("strong", "What was strong", "These were:\n- Reading & writing\n- <script>alert(1)</script>"),
        Part("improve", "What must improve", " "),
        Part("report", "Where to read the report", "Here: https://example.org/r?a=1&b=2."),
        Part("signature", "", "Yours sincerely\n\nHeadteacher\nElm & Ash School"),
    ),
)


def opened(letter: Letter = LETTER):
    return Document(BytesIO(word(letter)))


def test_word_has_real_headings_and_lists_and_none_is_empty() -> None:
    found = [(p.style.name, p.text) for p in opened().paragraphs]
    assert [each for each in found if each[0].startswith("Heading")] == [
        ("Heading 1", "The inspection of our school in October 2026"),
        ("Heading 2", "What was strong"),
        ("Heading 2", "Where to read the report"),
    ]
    assert [text for style, text in found if style == "List Bullet"] == [
        "Reading & writing",
        "<script>alert(1)</script>",
    ]
    assert all(text.strip() for _, text in found)
    assert found[0][1] == "20 November 2026" and found[-1][1] == "Headteacher\nElm & Ash School"


def test_word_carries_the_schools_name_its_language_and_its_title() -> None:
    document = opened()
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Elm & Ash <School>"
    assert section.footer.paragraphs[0].text == "The school is invented."
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    facts = document.core_properties
    assert (facts.author, facts.last_modified_by, facts.language) == (SCHOOL.name, SCHOOL.name, "en-GB")
    assert facts.title == f"{LETTER.subject} – {SCHOOL.name}" and facts.comments == ""


def test_an_address_can_be_followed_in_both() -> None:
    (link,) = [link for p in opened().paragraphs for link in p.hyperlinks]
    assert (link.address, link.text) == ("https://example.org/r?a=1&b=2",) * 2
    assert '<a href="https://example.org/r?a=1&amp;b=2">' in html(LETTER).decode()


class Outline(HTMLParser):
    """What a browser finds: tags in order, each with its text; raises where one is not closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.open: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.feed(page.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes[tag] = dict(attrs)
        self.found.append([tag, ""])
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1][1] += data.rstrip("\n")

    def texts(self, tag: str) -> list[str]:
        return [text for name, text in self.found if name == tag]


def test_the_web_page_stands_alone_and_shows_what_was_typed_as_text() -> None:
    page = Outline(html(LETTER))
    assert page.attributes["html"] == {"lang": "en-GB"}
    assert page.texts("title") == [f"{LETTER.subject} – {SCHOOL.name}"]
    assert page.texts("h1") == [LETTER.subject]
    assert page.texts("h2") == ["What was strong", "Where to read the report"]
    assert page.texts("li") == ["Reading & writing", "<script>alert(1)</script>"]
    assert {"script", "link", "img", "iframe"}.isdisjoint({tag for tag, _ in page.found})
    assert page.attributes["a"].keys() == {"href"}
    assert b"url(" not in html(LETTER) and b"@import" not in html(LETTER)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    letter = Letter(SCHOOL, LETTER.dated, LETTER.subject, (Part("next", "Next", address),))
    assert "a" not in Outline(html(letter)).attributes
    assert not any(p.hyperlinks for p in opened(letter).paragraphs)


@settings(max_examples=40)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_typed_both_files_open_and_the_page_has_no_tag_of_it(heading: str, text: str) -> None:
    letter = Letter(
        SCHOOL, LETTER.dated, LETTER.subject, (Part("next", heading, f"{text}<b>x</b> https://e.org/{text}"),)
    )
    assert opened(letter).paragraphs
    page = Outline(html(letter))
    assert {tag for tag, _ in page.found}.isdisjoint({"b", "script"})
    assert set(page.attributes.get("a", {"href": None})) == {"href"}
