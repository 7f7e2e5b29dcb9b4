"""The words of the product in plain words, from `data/glossary.yaml`, and finding one."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from evaluation.frameworks import DATA
from evaluation.frameworks.document import Document
from evaluation.frameworks.model import Record, Slug, Text


class Word(Record):
    """A word, other words that people look for, what it means here, and the page files on which it is met."""

    word: Text
    group: Text
    means: Text
    also: tuple[Text, ...] = ()
    pages: tuple[Slug, ...] = Field(min_length=1)


class Glossary(Record):
    """Every word, those of one group together."""

    words: tuple[Word, ...] = Field(min_length=1)

    def about(self, asked: str) -> tuple[Word, ...]:
        """The words in which everything asked for occurs, whatever the case; those so named come first.

        All of them where nothing is asked for.
        """
        wanted = asked.casefold().split()
        found = [each for each in self.words if all(part in _text(each) for part in wanted)]
        return tuple(sorted(found, key=lambda each: asked.casefold().strip() not in _names(each)))


@lru_cache(maxsize=1)
def shipped_glossary() -> Glossary:
    """What comes with the product, read once. Raises FileRefused when the file has been damaged."""
    return Document((DATA / "glossary.yaml").read_text("utf-8")).build(Glossary, "glossary.yaml", [])


def _names(word: Word) -> str:
    return " ".join((word.word, *word.also)).casefold()


def _text(word: Word) -> str:
    return f"{_names(word)} {word.means}".casefold()
