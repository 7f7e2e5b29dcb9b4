"""The pulse: how leaders feel about an outcome, at once and 2, 6 and 12 weeks later.

Five questions of five steps, and "Rather not say". Answers carry no identity. What is shown is how many chose each
step, never a mean, and under two rules of the product's own, so that nobody's answer can be read off:

- A wave is shown only once it has closed, and then it never changes: nobody can watch a count move as a colleague
  answers, or set yesterday's counts beside today's.
- A question is shown only from `LEAST` answers on. "Rather not say" is not an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

import pandas as pd

from evaluation.details import require
from evaluation.errors import EvaluationError
from evaluation.plan.records import Answer, Pulse, PulseSheet
from evaluation.records import day

LEAST = 5
OPEN_FOR = timedelta(weeks=2)
"""How long a wave can be answered. Waves do not overlap."""

ANSWERS: tuple[Answer, ...] = get_args(Answer)
RATHER_NOT_SAY = "Rather not say"


@dataclass(frozen=True)
class Question:
    """A question and the words of its five steps, from least to most."""

    id: str
    text: str
    steps: tuple[str, str, str, str, str]

    def word(self, answer: Answer) -> str:
        """An answer in words."""
        return (*self.steps, RATHER_NOT_SAY)[ANSWERS.index(answer)]


QUESTIONS = (
    Question("fair", "Was it fair?", ("Not at all", "A little", "Partly", "Mostly", "Completely")),
    Question("accurate", "Is it accurate?", ("Not at all", "A little", "Partly", "Mostly", "Completely")),
    Question(
        "improve",
        "Do we need to improve?",
        ("Not at all", "In a few things", "In some things", "In many things", "In nearly everything"),
    ),
    Question("believe", "Do I believe in the plan?", ("Not at all", "A little", "Partly", "Mostly", "Completely")),
    Question(
        "my_part",
        "Will I do my part?",
        ("I cannot see how", "A little of it", "Some of it", "Most of it", "All of it"),
    ),
)


@dataclass(frozen=True)
class Wave:
    """A time at which the questions are asked again, so many weeks after the outcome."""

    id: str
    name: str
    weeks: int

    def opens(self, pulse: Pulse) -> date:
        """The first day on which it can be answered."""
        return pulse.outcome_on + timedelta(weeks=self.weeks)

    def closes(self, pulse: Pulse) -> date:
        """The last day on which it can be answered; it is shown from the day after."""
        return self.opens(pulse) + OPEN_FOR - timedelta(days=1)


WAVES = (
    Wave("at_once", "At once", 0),
    Wave("two_weeks", "After 2 weeks", 2),
    Wave("six_weeks", "After 6 weeks", 6),
    Wave("twelve_weeks", "After 12 weeks", 12),
)


def open_wave(pulse: Pulse, today: date) -> Wave | None:
    """The wave that can be answered on a day, if any."""
    return next((wave for wave in WAVES if wave.opens(pulse) <= today <= wave.closes(pulse)), None)


def late_problem(pulse: Pulse, today: date) -> str | None:
    """What is wrong with the day of an outcome after which nobody can be asked any more."""
    last = WAVES[-1].closes(pulse)
    if today <= last:
        return None
    return (
        f"This outcome is too long ago to ask about: leaders could answer until {day(last)}. "
        "If they heard it later, choose that day."
    )


def check_sheet(sheet: PulseSheet, pulse: Pulse, today: date) -> None:
    """Raise when a sheet cannot be kept: EvaluationError when its wave is not open, FormRefused by question."""
    wave = open_wave(pulse, today)
    if wave is None or wave.id != sheet.wave_id:
        raise EvaluationError("These questions cannot be answered now. They are open for two weeks at a time.")
    require({q.id: None if sheet.answers.get(q.id) in ANSWERS else f"{q.text} Choose an answer." for q in QUESTIONS})


_COUNTS = {
    "question_id": "str",
    "question": "str",
    "wave_id": "str",
    "wave": "str",
    "answer": "str",
    "answer_words": "str",
    "count": "int64",
}


def distribution(pulse: Pulse, sheets: Iterable[PulseSheet], today: date) -> pd.DataFrame:
    """One row for each question, wave that is shown, and step, in the order in which they are asked; zeros included.

    question_id, question      id and words
    wave_id, wave              id and name
    answer, answer_words       `Answer` and its words in that question, "Rather not say" last
    count                      how many chose it
    """
    kept = list(sheets)
    rows = []
    for question in QUESTIONS:
        for wave in WAVES:
            counts = _counts(pulse, kept, wave, question, today)
            if counts is not None:
                named = (question.id, question.text, wave.id, wave.name)
                rows += [(*named, answer, question.word(answer), counts[answer]) for answer in ANSWERS]
    return pd.DataFrame(rows, columns=list(_COUNTS)).astype(_COUNTS)


def not_shown(pulse: Pulse, sheets: Iterable[PulseSheet], today: date) -> list[str]:
    """What the distribution leaves out of the waves that have begun, and why, in sentences."""
    kept, said = [sheet for sheet in sheets if sheet.pulse_id == pulse.id], []
    for wave in WAVES:
        if wave.opens(pulse) <= today <= wave.closes(pulse):
            said.append(f"{wave.name}: open until {day(wave.closes(pulse))}, and shown from the day after.")
        elif wave.closes(pulse) < today:
            if not any(sheet.wave_id == wave.id for sheet in kept):
                said.append(f"{wave.name}: not asked, or nobody answered.")
                continue
            few = [q.text for q in QUESTIONS if _counts(pulse, kept, wave, q, today) is None]
            if len(few) == len(QUESTIONS):
                said.append(f"{wave.name}: fewer than five answers, so nothing is shown.")
            elif few:
                said.append(f"{wave.name}: fewer than five answers to “{'”, “'.join(few)}”.")
    return said


@dataclass(frozen=True)
class Field:
    """How some leaders see it, how many they are, and the conversation to have with them ("" for those apart)."""

    id: str
    name: str
    conversation: str
    count: int


_FIELDS = {
    (True, True): (
        "fair_improve",
        "Fair, and we need to improve",
        "What do we begin with, who leads it, and what do you need for it?",
    ),
    (False, True): (
        "unfair_improve",
        "Not fair, but we need to improve",
        "First hear what hurt, and take it seriously. Then: what in it would we have said ourselves?",
    ),
    (True, False): (
        "fair_keep",
        "Fair, and little to improve",
        "What do we protect, and how would we notice early if it slipped?",
    ),
    (False, False): (
        "unfair_keep",
        "Not fair, and little to improve",
        "Look at the evidence together: where does it agree with what was found, where not, and what would settle it?",
    ),
}
_BETWEEN = ("between", "In between", "")
_APART = ("not_said", RATHER_NOT_SAY, "")
_LOW, _HIGH = ANSWERS[:2], ANSWERS[3:5]


def quadrant(pulse: Pulse, sheets: Iterable[PulseSheet], wave: Wave, today: date) -> list[Field]:
    """Fair against need to improve in one wave: four fields, then who is in the middle of either, then who did not say.

    Empty where the wave has not closed, or where fewer than `LEAST` answered both.
    """
    if today <= wave.closes(pulse):
        return []
    found = Counter(_field(each) for each in sheets if (each.pulse_id, each.wave_id) == (pulse.id, wave.id))
    if found.total() - found[_APART] < LEAST:
        return []
    return [Field(*field, found[field]) for field in (*_FIELDS.values(), _BETWEEN, _APART)]


def _field(sheet: PulseSheet) -> tuple[str, str, str]:
    fair, improve = sheet.answers["fair"], sheet.answers["improve"]
    if "rather_not_say" in (fair, improve):
        return _APART
    if not {fair, improve} <= {*_LOW, *_HIGH}:
        return _BETWEEN
    return _FIELDS[fair in _HIGH, improve in _HIGH]


def _counts(
    pulse: Pulse, sheets: Iterable[PulseSheet], wave: Wave, question: Question, today: date
) -> Counter[Answer] | None:
    """How many chose each answer, or None where that is not to be shown."""
    if today <= wave.closes(pulse):
        return None
    ours = [sheet for sheet in sheets if (sheet.pulse_id, sheet.wave_id) == (pulse.id, wave.id)]
    found = Counter(sheet.answers[question.id] for sheet in ours)
    return found if found.total() - found["rather_not_say"] >= LEAST else None
