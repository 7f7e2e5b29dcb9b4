"""The text of pages as a person reads it: lines without running heads, joined to passages that cross pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from evaluation.intake.layouts import plain

_EDGE = 5
"""How many lines at the top and at the foot of a page may be running heads."""

_REPEATED = 0.6
"""A line at the edge of this share of the pages, its figures aside, is a running head."""

_PAGE_NUMBER = re.compile(r"(?:page )?[0-9]{1,3}(?: of [0-9]{1,3})?", re.IGNORECASE)
_DASHES = ("–", "—", "−", "-")
_BULLETS = "•●○▪■◼◾□❑‣⁃∙·➢►▶" + "".join(_DASHES)
_LETTER_BULLETS = "nolq§ü"
"""What the bullets of symbol fonts become where the file does not say which sign they are. "l" and the like stand
alone before a capital letter."""

_BULLET = re.compile(rf"([{re.escape(_BULLETS)}\ue000-\uf8ff]|[{_LETTER_BULLETS}](?= [A-Z]))(?:\s+|(?=[A-Z])|$)")
_SOFT_HYPHEN = re.compile("\u00ad *\r?\n *")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SPACED = frozenset("\n\t")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_CLOSED = (".", "!", "?", ".’", ".”", ".'", '."')
_OPEN = (";", ",", " by", " that", " and", " to")
_LONGEST_HEADING = 50
_MOST_LINES = 80
"""Of a passage. A file that never ends a paragraph must not take forever to join."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[’”'\"]?\s(?=[A-Z‘“])")


@dataclass(frozen=True)
class Line:
    """One line as printed, single spaces. `page` counts from 1; `bullet` is the sign before it, taken off."""

    text: str
    page: int
    bullet: str = ""
    gap: bool = False


@dataclass(frozen=True)
class Passage:
    """Lines that belong together: a heading, a paragraph or a bullet. `starts` are the offsets of new pages."""

    text: str
    bullet: str
    starts: tuple[tuple[int, int], ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.starts[0][1]

    def sentences(self) -> Iterator[tuple[str, int]]:
        """Each sentence, and the page on which it begins."""
        at = 0
        for end in [*(match.end() for match in _SENTENCE_END.finditer(self.text)), len(self.text)]:
            page = [number for offset, number in self.starts if offset <= at][-1]
            if sentence := self.text[at:end].strip():
                yield sentence, page
            at = end


def bare(text: str) -> str:
    """Words as they are compared: small letters, no "The" before and no sign after."""
    return plain(text).removeprefix("the ").rstrip(" ?:.")


def lines_of(pages: Sequence[str]) -> list[list[Line]]:
    """Each page's lines that say something, running heads included."""
    return [list(_lines(text, number)) for number, text in enumerate(pages, 1)]


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines in order, without the page numbers and the lines that stand at the edge of most pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_masked(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = {text for text, count in edges.items() if count >= max(2, _REPEATED * len(pages))}
    kept = []
    for page in pages:
        for place, line in enumerate(page):
            at_edge = place < _EDGE or place >= len(page) - _EDGE
            if not at_edge or not (_masked(line) in often or _PAGE_NUMBER.fullmatch(line.text)):
                kept.append(line)
    return kept


def passages_of(lines: Sequence[Line], is_heading: Callable[[str], bool]) -> list[Passage]:
    """The lines joined. `is_heading` knows the headings of reports, which stand alone whatever is around them."""
    passages: list[Passage] = []
    gathered: list[Line] = []
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if gathered and _begins(line, gathered, after, is_heading):
            passages.append(_passage(gathered))
            gathered = []
        elif gathered and line.bullet:  # a dash in the middle of a sentence, at a line's start by chance
            line = replace(line, text=f"{line.bullet} {line.text}", bullet="")
        gathered.append(line)
    if gathered:
        passages.append(_passage(gathered))
    return passages


def _joined(first: str, second: str) -> str:
    """Two pieces of one text: a word with a hyphen at the line's end goes on, all else gets a space."""
    return first + second if first[-1:] == "-" and first[-2:-1].isalnum() else f"{first} {second}"


def joined_lines(lines: Sequence[Line]) -> str:
    """Lines as one text."""
    return _passage(lines).text


def _lines(text: str, page: int) -> Iterator[Line]:
    bullet, gap = "", True
    for raw in _SOFT_HYPHEN.sub("", text).translate(_LIGATURES).splitlines():
        found = _BULLET.match(raw.strip())
        body = _visible(raw.strip()[found.end() :] if found else raw)
        if found:
            bullet, gap = found[1], True
        if body:
            yield Line(body, page, bullet, gap)
            bullet, gap = "", False
        elif not found:
            gap = True


def _visible(text: str) -> str:
    shown = (" " if c in _SPACED else "" if unicodedata.category(c) in _UNSEEN else c for c in text)
    return " ".join("".join(shown).split())


def _masked(line: Line) -> str:
    return re.sub("[0-9]+", "#", plain(line.text))


def _begins(line: Line, before: Sequence[Line], after: Line | None, is_heading: Callable[[str], bool]) -> bool:
    """Whether a line begins a new passage after those gathered."""
    if len(before) >= _MOST_LINES:
        return True
    if len(before) == 1 and is_heading(joined_lines((*before, line))):
        return False
    last = before[-1]
    closed = last.text.endswith((*_CLOSED, ":"))
    if len(before) <= 2 and is_heading(joined_lines(before)):
        return True
    if line.bullet in _DASHES:
        return closed or before[0].bullet in _DASHES or last.text.endswith(_OPEN)
    if line.bullet or is_heading(line.text):
        return True
    if after and is_heading(joined_lines((line, after))):
        return True
    if line.text[0].islower():
        return False
    if line.page != last.page:
        return closed
    if line.gap:
        return closed or not before[0].bullet
    if not before[0].bullet and _like_heading(last):
        return True
    return closed and _like_heading(line) and not (after and after.text[0].islower())


def _like_heading(line: Line) -> bool:
    return len(line.text) <= _LONGEST_HEADING and not line.text.endswith((*_CLOSED, ":", ",", ";"))


def _passage(lines: Sequence[Line]) -> Passage:
    text = lines[0].text
    starts = [(0, lines[0].page)]
    for line in lines[1:]:
        text = _joined(text, line.text)
        if line.page != starts[-1][1]:
            starts.append((len(text) - len(line.text), line.page))
    return Passage(text, lines[0].bullet, tuple(starts))
