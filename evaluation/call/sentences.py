"""A text into its sentences: pasted from a PDF or from Word, with headings, bullets and lines that break anywhere.

No word is lost, made or moved: the words of the sentences, one after the other, are the words of the text. Where it
is doubtful whether a sentence ends, it goes on: two in one can be read, half of one cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BULLET = re.compile(r"\s*(?:[•●○▪■◦‣⁃∙·➢►▶*]+|[-–—](?=\s))\s*")
_FULL_LINE = 0.7
"""A line that is so long, as a share of the longest, was broken because the page ended there."""
_END = re.compile(r"[.!?…]+[’”'\")\]]*\s+(?=[‘“'\"(\[]*[A-Z0-9])")
"""What can end a sentence: its sign, closing quotes, a space, and a beginning after it."""
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms mx dr prof rev revd fr st sr jr hon no nos p pp ed eds vol fig ch cf vs v e.g i.e eg ie viz approx "
        "dept min max ref refs tel ext para paras jan feb mar apr jun jul aug sep sept oct nov dec",
    )
)
_LAST_WORD = re.compile(r"(\S+?)[.!?…]+[’”'\")\]]*\s*$")


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, each on one line. Headings and bullets are sentences of their own."""
    return tuple(sentence for passage in _passages(text) for sentence in _sentences(passage))


def _passages(text: str) -> Iterator[str]:
    """Lines joined to what belongs together; the sign of a bullet is taken off."""
    lines = text.splitlines()
    longest = max((len(line.strip()) for line in lines), default=0)
    gathered: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        body = " ".join((line[bullet.end() :] if bullet else line).split())
        broken = gathered and body and (body[0].islower() or len(gathered[-1]) >= _FULL_LINE * longest)
        if gathered and (bullet or not broken):
            yield " ".join(gathered)
            gathered = []
        if body:
            gathered.append(body)
    if gathered:
        yield " ".join(gathered)


def _sentences(passage: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(passage):
        if _ends(passage[start : end.end()]):
            yield passage[start : end.end()].strip()
            start = end.end()
    yield passage[start:].strip()


def _ends(so_far: str) -> bool:
    """Whether a sentence is over here: not after an abbreviation, an initial, or the number of a list."""
    found = _LAST_WORD.search(so_far)
    if found is None:
        return True
    word = found[1].lstrip("‘“'\"([")
    initial = len(word) == 1 and word.isupper() and word != "I"
    numbered = word == so_far.strip().rstrip(".") and (word.isdigit() or len(word) == 1)
    point = so_far.rstrip("’”'\")] \t").endswith(".")
    return not (point and (initial or numbered or word.casefold() in _ABBREVIATIONS))
