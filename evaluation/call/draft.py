"""A draft report sentence by sentence: a new text beside what was said of the old, and the comments as a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.call.records import SENTENCE_VERDICTS, DraftSentence, LogEntry
from evaluation.details import TEXT_LENGTH, require, text_problem
from evaluation.evidence.records import Evidence
from evaluation.records import day

LONGEST_DRAFT = 100_000
"""In letters. A report of 13 pages has about 35,000."""
MOST_SENTENCES = 1_000
NEARLY = 0.7
"""From which share of words in common a sentence is an old one reworded."""


@dataclass(frozen=True)
class Renewal:
    """What a new text of the draft would change, as counts of sentences.

    `stay` word for word; `reworded` are nearly an old one and take over its comment, to be judged anew; `new` are the
    others; `said_and_gone` are old ones of which something was said and that no new one takes the place of.
    """

    sentences: tuple[DraftSentence, ...]
    stay: int
    reworded: int
    new: int
    said_and_gone: int


def renewal(
    before: Sequence[DraftSentence], texts: Iterable[str], inspection_id: str, new_id: Callable[[], str]
) -> Renewal:
    """The sentences of a new text: one that was there keeps its id and all that was said of it, wherever it stands.

    One that is nearly an old one of which something was said keeps the comment and what that rests on. Whether it is
    accurate now is open again: inspectors may have put right just that.
    """
    known: dict[str, list[DraftSentence]] = defaultdict(list)
    for sentence in before:
        known[sentence.text].append(sentence)
    texts = list(texts)
    sentences = [
        replace(known[text].pop(0), place=place) if known[text] else DraftSentence(new_id(), inspection_id, place, text)
        for place, text in enumerate(texts)
    ]
    left = [sentence for same in known.values() for sentence in same if said(sentence)]
    here = {sentence.id for sentence in before}
    stay = sum(sentence.id in here for sentence in sentences)
    reworded = 0
    for place, sentence in enumerate(sentences):
        if sentence.id in here or not left:
            continue
        nearest = max(left, key=lambda old: _likeness(old.text, sentence.text))
        if _likeness(nearest.text, sentence.text) >= NEARLY:
            left.remove(nearest)
            sentences[place] = replace(nearest, text=sentence.text, place=place, verdict=None)
            reworded += 1
    return Renewal(tuple(sentences), stay, reworded, len(sentences) - stay - reworded, len(left))


def _likeness(one: str, other: str) -> float:
    """The share of words that two sentences have in common, from 0 to 1 (Dice's coefficient of the sets of words)."""
    ours, theirs = set(one.split()), set(other.split())
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def said(sentence: DraftSentence) -> bool:
    """Whether anything was said of a sentence."""
    return bool(sentence.verdict or sentence.comment or sentence.log_ids or sentence.evidence_ids)


def check_text(text: str, sentences: Sequence[str]) -> None:
    """Raise FormRefused when a text cannot be a draft report."""
    too_many = f"That is more than {MOST_SENTENCES} sentences. Paste the draft report alone."
    none = "No sentence was found in it. Paste the words of the draft report."
    problem = text_problem(text, "The draft", LONGEST_DRAFT)
    require({"text": problem or (none if not sentences else too_many if len(sentences) > MOST_SENTENCES else None)})


def check_sentence(sentence: DraftSentence, log: Collection[str], evidence: Collection[str]) -> None:
    """Raise FormRefused when what is said of a sentence cannot be kept. `log` and `evidence` are the ids there are."""
    verdict_known = sentence.verdict is None or sentence.verdict in SENTENCE_VERDICTS
    require(
        {
            "verdict": None if verdict_known else "Choose how it was.",
            "comment": text_problem(sentence.comment, "The comment", TEXT_LENGTH, needed=False),
            "log_ids": None if set(sentence.log_ids) <= set(log) else "An entry of the log is gone. Choose again.",
            "evidence_ids": None
            if set(sentence.evidence_ids) <= set(evidence)
            else "Some of this evidence is no longer in the register. Choose again.",
        }
    )


def comments(sentences: Iterable[DraftSentence], log: Mapping[str, LogEntry], evidence: Mapping[str, Evidence]) -> str:
    """What the school says to each sentence that is not as it was, or unclear: to be copied. "" where there is none."""
    parts = []
    for sentence in sentences:
        if sentence.verdict not in ("not_accurate", "unclear"):
            continue
        lines = [f"The draft says: “{sentence.text}”"]
        lines.append(f"{SENTENCE_VERDICTS[sentence.verdict]}: {sentence.comment or '[say what is right]'}")
        rests = [_note(log[each]) for each in sentence.log_ids if each in log]
        rests += [
            f"{evidence[e].title}, {day(evidence[e].describes_on)}" for e in sentence.evidence_ids if e in evidence
        ]
        lines += [f"This rests on: {'; '.join(rests)}"] if rests else []
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _note(entry: LogEntry) -> str:
    """An entry of the log as it is named outside: when, and what was said or seen, without the names of people."""
    words = f" “{entry.said_or_seen}”" if entry.said_or_seen else ""
    return f"our note of {day(entry.at.date())}, {entry.at:%H:%M}{words}"
