"""What came of a plan: the grades of the strands concerned before it began, beside those of the signed audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey, Library
from evaluation.plan.records import Audit


class Before(NamedTuple):
    """The grade of a strand before a plan began, and where it is from: the last locked self-evaluation or a finding."""

    framework: FrameworkKey
    strand_id: str
    grade: str
    source: str
    on: date


_COLUMNS = {
    "framework": "str",
    "strand_id": "str",
    "strand": "str",
    "after": "str",
    "before": "str",
    "source": "str",
    "before_on": "datetime64[s]",
    "comparable": "bool",
    "reason": "str",
}


def before_and_after(audit: Audit, before: Iterable[Before], library: Library) -> pd.DataFrame:
    """One row for each strand that a signed audit judged and each grade of it before, in the order of the audit.

    framework, strand_id, strand   the edition of the audit by its short name; id and name
    after                          the grade of the audit in words
    before, source, before_on      the grade in words, where it is from and its day; missing where there was none
    comparable (bool), reason      only grades of one edition, and so of one scale, stand side by side; if not, why

    That one is higher says nothing of why. Raises EvaluationError before the audit is signed, because strands are
    judged without the old grade before the eyes, and FrameworkUnknown.
    """
    if audit.signed_at is None:
        raise EvaluationError("What was before is shown once the audit is signed.")
    earlier = list(before)
    rows: list[tuple[object, ...]] = []
    for judged in audit.judgements:
        key = FrameworkKey(judged.framework_id, judged.framework_version)
        strand = library.get(*key).strand(judged.strand_id)
        named = (library.get(*key).short_name, strand.id, strand.name, _word(library, key, strand.id, judged.grade))
        told = [each for each in earlier if (each.framework.id, each.strand_id) == (key.id, strand.id)]
        if not told:
            rows.append((*named, None, None, None, False, "It had no grade before the plan began."))
        for was in told:
            word = _word(library, was.framework, strand.id, was.grade)
            other = "" if was.framework == key else "Not comparable: it was graded under another edition."
            rows.append((*named, word, was.source, was.on, not other, other))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _word(library: Library, key: FrameworkKey, strand_id: str, grade: str) -> str | None:
    scale = library.get(*key).scale(strand_id)
    return scale.name_of(grade) if scale else None
