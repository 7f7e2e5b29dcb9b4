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


@dataclass(frozen=True)
class Renewal:
    """What a new text of the draft would change: how many sentences stay, are new, and go though something was said."""

    sentences: tuple[DraftSentence, ...]
    stay: int
    new: int
    said_and_gone: int


def renewal(
    before: Sequence[DraftSentence], texts: Iterable[str], inspection_id: str, new_id: Callable[[], str]
) -> Renewal:
    """The sentences of a new text: one that was there keeps its id and all that was said of it, wherever it stands."""
    known: dict[str, list[DraftSentence]] = defaultdict(list)
    for sentence in before:
        known[sentence.text].append(sentence)
    sentences: list[DraftSentence] = []
    stay = 0
    for place, text in enumerate(texts):
        if known[text]:
            sentences.append(replace(known[text].pop(0), place=place))
            stay += 1
        else:
            sentences.append(DraftSentence(new_id(), inspection_id, place, text))
    gone = sum(said(sentence) for left in known.values() for sentence in left)
    return Renewal(tuple(sentences), stay, len(sentences) - stay, gone)


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
