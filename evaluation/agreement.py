"""How far leaders' own grades of a strand lie apart, in steps of one scale.

The product's own rule, in words that a headteacher can check by counting: how many chose each grade, and how many
steps lie between the lowest grade and the highest. No mean and no statistic. Steps of two scales are never compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.comparison import in_steps, in_words
from evaluation.frameworks import Scale, Strand

FAR_APART = 2
"""From so many steps on, leaders are far apart; on a scale of two grades one step is all there is."""


@dataclass(frozen=True)
class Spread:
    """How leaders' own grades of one strand are spread over its scale.

    `counts` has a number for every grade of the scale, lowest first: how many leaders chose it.
    """

    strand: Strand
    scale: Scale
    counts: tuple[int, ...]

    @property
    def leaders(self) -> int:
        """How many have said theirs."""
        return sum(self.counts)

    @property
    def steps(self) -> int:
        """How many steps lie between the lowest grade that somebody chose and the highest; 0 for none or one."""
        chosen = [place for place, count in enumerate(self.counts) if count]
        return chosen[-1] - chosen[0] if chosen else 0

    @property
    def far_apart(self) -> bool:
        """Two steps or more; on a scale of two grades, one."""
        return self.steps >= min(FAR_APART, len(self.counts) - 1)

    def sentence(self) -> str:
        """In words, what most say first: "Three say Expected standard, one Needs attention: one step apart."."""
        if not self.leaders:
            return "Nobody has said theirs yet."
        by_count = sorted(range(len(self.counts)), key=lambda place: (-self.counts[place], -place))
        said = [(self.counts[place], self.scale.grades[place].name) for place in by_count if self.counts[place]]
        if len(said) == 1:
            (leaders, grade) = said[0]
            everybody = {1: "One says", 2: "Both say"}.get(leaders, f"All {in_words(leaders)} say")
            return f"{everybody} {grade}."
        (most, first), *others = said
        words = ", ".join(f"{in_words(leaders)} {grade}" for leaders, grade in others)
        verb = "says" if most == 1 else "say"
        furthest = "as far apart as can be" if len(self.counts) == 2 else f"{in_steps(self.steps)} apart"
        return f"{in_words(most).capitalize()} {verb} {first}, {words}: {furthest}."


def spread(strand: Strand, scale: Scale, grades: Iterable[str]) -> Spread:
    """How these grades, one a leader, are spread. Raises KeyError for a grade that is not on the scale."""
    chosen = Counter(scale.order[grade] for grade in grades)
    return Spread(strand, scale, tuple(chosen[place] for place in range(len(scale.grades))))


def talk_first(spreads: Iterable[Spread]) -> list[Spread]:
    """The strands that leaders do not agree on: those far apart first, then the others, each the widest first.

    Strands with different scales are not ranked by steps: they keep the order of their scales as given.
    """
    apart = [each for each in spreads if each.steps]
    scales = list(dict.fromkeys(each.scale.id for each in apart))
    return sorted(apart, key=lambda each: (not each.far_apart, scales.index(each.scale.id), -each.steps))
