"""Help where the question arises: the glossary's own words, beside a word that somebody new may not know."""

from __future__ import annotations

from evaluation.glossary import shipped_glossary
from pages.parts import screen


def meaning(*words: str) -> str:
    """What each word means, as Markdown, in the glossary's words. Raises KeyError where the glossary has no such word,
    FileRefused where it is damaged."""
    means = {each.word: each.means for each in shipped_glossary().words}
    return "\n\n".join(f"**{screen.plain(word)}.** {screen.plain(means[word])}" for word in words)
