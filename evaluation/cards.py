"""What a school would say of a strand when asked, drafted from what is stored: why, what shows it, what comes next.

A card is for talking, not for handing over: no inspectorate asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from evaluation.call.records import StrandCard
from evaluation.call.sentences import split
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Framework
from evaluation.plan.records import Action
from evaluation.records import SelfEvaluation, day
from evaluation.session import StrandState

REASONS, PIECES, STEPS = 3, 2, 2
"""How many reasons, pieces of evidence and next steps stand on a card."""

_LONGEST = 200


@dataclass(frozen=True)
class Card:
    """One strand's card as it is read.

    `said` is what the school has written itself; `reasons`, `evidence` and `next_steps` are that, and where it wrote
    nothing a draft: `drafted` names which of the three are. `state` holds grade, direction and marks.
    """

    framework: Framework
    evaluation: SelfEvaluation
    state: StrandState
    said: StrandCard
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    next_steps: tuple[str, ...]
    drafted: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """What the card still lacks, in words."""
        lacks = {
            "a grade": self.state.judgement.grade is None and self.state.scale is not None,
            "a reason": not self.reasons,
            "evidence that is not stale": not self.evidence,
            "what comes next": not self.next_steps,
            "somebody who speaks for it": not self.said.speaker,
            "somebody who stands in": not self.said.stand_in,
        }
        return tuple(words for words, lacking in lacks.items() if lacking)


def card(
    framework: Framework,
    evaluation: SelfEvaluation,
    state: StrandState,
    said: StrandCard,
    pieces: Sequence[Evidence],
    standing: Sequence[Evidence],
    actions: Iterable[Action],
) -> Card:
    """A strand's card. `pieces` are all that speak for the strand, `standing` the best of them, best first; `actions`
    are agreed, not done and about it."""
    chosen = tuple(piece for piece in pieces if piece.id in said.evidence)
    typed = tuple(line for line in said.next_steps.splitlines() if line.strip())
    return Card(
        framework,
        evaluation,
        state,
        said,
        said.reasons or reasons(state),
        chosen or tuple(standing[:PIECES]),
        typed or next_steps(state, actions),
        frozenset(
            name for name, own in (("reasons", said.reasons), ("evidence", chosen), ("next_steps", typed)) if not own
        ),
    )


def reasons(state: StrandState) -> tuple[str, ...]:
    """Up to three reasons: the sentences of why, then standards that are met, of the grade chosen and those below."""
    found = [shorten(sentence, _LONGEST, placeholder=" …") for sentence in split(state.judgement.why)]
    grade, scale = state.judgement.grade, state.scale
    if grade and scale:
        bands = [each.id for each in reversed(scale.grades[: scale.order[grade] + 1])]
        met = (s for band in bands for s in state.strand.standards_of(band) if state.marks.get(s.id) == "met")
        found += [standard.text for standard in met]
    return tuple(found[:REASONS])


def next_steps(state: StrandState, actions: Iterable[Action]) -> tuple[str, ...]:
    """What comes next: the actions that are due first; without one the standards that block the next grade."""
    dated = sorted((action for action in actions if action.due_on), key=lambda action: (action.due_on, action.what))
    found = [
        f"{shorten(action.what, _LONGEST, placeholder=' …').rstrip('.')}, by {day(action.due_on)}"
        for action in dated
        if action.due_on
    ]
    if not found and state.scale and state.support.blocked:
        toward = state.scale.name_of(state.support.blocked)
        found = [f"Towards {toward}: {standard.text}" for standard in state.support.blockers]
    return tuple(found[:STEPS])
