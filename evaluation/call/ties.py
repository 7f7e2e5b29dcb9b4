"""Which entries of the log and which evidence a sentence may rest on: those that share its rare words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

SHARED = 2
"""So many words at least must be in both."""

_COMMON = frozenset(
    re.findall(
        r"\w+",
        "about above after again also because been before being between both could does doing down during each from "
        "have having here into more most much need needs other over pupil pupils school schools should some such than "
        "that their them then there these they this those through under until very well were what when where which "
        "while will with work would year years your leaders staff teachers children",
    )
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that can tell it from others: of four letters or more, and in not every report."""
    found = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return frozenset(word.removesuffix("s") for word in found if word not in _COMMON)


def suggested(sentence: str, candidates: Mapping[str, str], most: int = 3) -> tuple[str, ...]:
    """The ids of at most so many candidates (id to text) that share most with a sentence, the closest first.

    A shared word counts the more the fewer candidates have it. Less than `SHARED` words in common suggest nothing.
    """
    asked = words_of(sentence)
    known = {key: words_of(text) & asked for key, text in candidates.items()}
    often = Counter(word for words in known.values() for word in words)
    near = {key: sum(1 / often[word] for word in words) for key, words in known.items() if len(words) >= SHARED}
    return tuple(sorted(near, key=lambda key: -near[key])[:most])
