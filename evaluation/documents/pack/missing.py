"""What a pack does not have, said plainly, and where each is put right. A list to work from, never a score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evaluation.contradictions import KINDS, of_kind
from evaluation.documents.content import count
from evaluation.documents.pack.content import PackContent
from evaluation.documents.pack.files import MOST_MEGABYTES, fitting, suggested
from evaluation.evidence.freshness import Strength
from evaluation.places import Place, place
from evaluation.records import day
from evaluation.session import StrandState


@dataclass(frozen=True)
class Missing:
    """Something that is missing: under which heading, in a sentence, with its details, and where it is put right."""

    heading: str
    sentence: str
    place: Place | None = None
    details: tuple[str, ...] = ()


OURSELVES, PEOPLE, EVIDENCE, AFTER = "What we say of ourselves", "People", "Evidence", "Inspections and action plan"
MISFITS = "What does not fit"
HEADINGS = (OURSELVES, EVIDENCE, PEOPLE, AFTER, MISFITS)
"""In the order in which they are shown."""

_STANDS = (Strength.NONE, Strength.STALE)


def missing(content: PackContent) -> tuple[Missing, ...]:
    """Everything that is missing, by heading in the order of `HEADINGS`."""
    found = [*_ourselves(content), *_evidence(content), *_people(content), *_after(content), *_misfits(content)]
    return tuple(sorted(found, key=lambda each: HEADINGS.index(each.heading)))


def _ourselves(content: PackContent) -> Iterator[Missing]:
    session = content.session
    if session is None:
        to = place("self_evaluations", "Hold a self-evaluation")
        yield Missing(OURSELVES, "No self-evaluation has been held, so nothing is said of any strand.", to)
        return
    held, to = day(session.evaluation.held_on), place("session", "Judge them", evaluation=session.evaluation.id)
    if not session.evaluation.locked:
        yield Missing(OURSELVES, f"The self-evaluation of {held} is still open: what it says may change.", to)
    graded = [state for state in session.strands if state.scale]
    if names := _names(state for state in graded if state.judgement.grade is None):
        yield Missing(OURSELVES, f"Not judged in the self-evaluation of {held}: {names}.", to)
    if names := _names(state for state in graded if state.judgement.grade and not state.support.judged):
        yield Missing(OURSELVES, f"A grade, and no standard marked: {names}.", to)
    if names := _names(card.state for card in content.cards if not card.reasons):
        yield Missing(OURSELVES, f"No reason given: {names}.", to)
    if names := _names(card.state for card in content.cards if not card.next_steps):
        to = place("readiness", "Write them on the cards", about="cards")
        yield Missing(OURSELVES, f"No next step: {names}.", to)


def _evidence(content: PackContent) -> Iterator[Missing]:
    to = place("readiness", "See how good the evidence is", about="evidence")
    if names := _names(each.state for each in content.strands if each.basis.strength in _STANDS):
        yield Missing(EVIDENCE, f"No evidence, or only stale evidence: {names}.", to)
    chosen = {piece.id: piece for card in content.cards for piece in card.evidence if piece.file is None}
    if chosen:
        where = tuple(f"{piece.title} ({piece.where_kept or 'no place is noted'})" for piece in chosen.values())
        one, many = "piece of evidence named in the summary has", "pieces of evidence named in the summary have"
        to = place("evidence", "Keep their files with them")
        yield Missing(EVIDENCE, f"{count(len(chosen), one, many)} no file here. Have them at hand.", to, where)
    wanted = suggested(content)
    if left := [piece.title for piece in wanted if piece not in fitting(wanted)]:
        words = f"Some files are more than the {MOST_MEGABYTES} MB that a pack holds."
        yield Missing(EVIDENCE, words, place("evidence", "Look at the files"), tuple(left))


def _people(content: PackContent) -> Iterator[Missing]:
    """Who speaks for what. Those who read no names are not told who is missing either."""
    to = place("readiness", "Say who speaks", about="speak")
    cards = content.cards if content.names else ()
    if names := _names(card.state for card in cards if not card.said.speaker):
        yield Missing(PEOPLE, f"Nobody speaks for: {names}.", to)
    if names := _names(card.state for card in cards if card.said.speaker and not card.said.stand_in):
        yield Missing(PEOPLE, f"Nobody stands in for whoever speaks for: {names}.", to)


def _after(content: PackContent) -> Iterator[Missing]:
    if not content.inspections:
        to = place("inspections", "Bring in inspections")
        yield Missing(AFTER, "No published inspection is recorded, so nothing is said of the time since the last.", to)
    if not content.plans.records:
        yield Missing(AFTER, "There is no action plan.", place("plan", "Make a plan"))
    for record in content.plans.records:
        if not any(action.agreed for action in record.actions):
            to = place("plan", "Open the plan", plan=record.plan.id)
            yield Missing(AFTER, f"The plan “{record.plan.name}” has no agreed action.", to)


def _misfits(content: PackContent) -> Iterator[Missing]:
    to = place("readiness", "See what does not fit", about="fit")
    for kind, several in of_kind(content.contradictions).items():
        yield Missing(MISFITS, f"{KINDS[kind]}: {len(several)}.", to, tuple(each.sentence for each in several))


def _names(states: Iterable[StrandState]) -> str:
    return ", ".join(state.strand.name for state in states)
