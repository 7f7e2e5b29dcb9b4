"""How the school has moved: every judgement over time, what moved since last time, and where it stands now.

A line joins grades of one lineage only: one strand of one framework on one scale. It breaks where
the framework takes a new edition. Grades of another lineage are never joined to it or compared.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaluation.comparison import COMPARABLE, RELATIONS, related
from evaluation.frameworks import Framework, FrameworkKey, Library, Scale
from evaluation.grading import support
from evaluation.records import Inspection, SessionRecord

SELF_EVALUATION, INSPECTION = "Self-evaluation", "Inspection"

_HISTORY = {
    "on": "datetime64[s]",
    "source": "str",
    "source_id": "str",
    "open": "bool",
    "framework": "str",
    "framework_name": "str",
    "strand_id": "str",
    "strand": "str",
    "scale_id": "str",
    "grade": "str",
    "grade_name": "str",
    "place": "Int64",
}


def history(sessions: Iterable[SessionRecord], inspections: Iterable[Inspection], library: Library) -> pd.DataFrame:
    """One row for each strand of each self-evaluation and for each finding, oldest first, strands in their order.

    on (datetime)              the day the self-evaluation was held or the inspection began
    source, source_id          "Self-evaluation" or "Inspection", and its id
    open (bool)                a self-evaluation that is not locked yet
    framework, framework_name  "id@version" and its short name
    strand_id, strand          id and name
    scale_id                   missing where the framework has no grades for the strand
    grade, grade_name          grade id or missing; its word, "Not judged", "No grade given" or "No grades"
    place (Int64)              order on its scale, 0 for the lowest, missing without a grade. Only for drawing

    Raises FrameworkUnknown.
    """
    rows: list[tuple[object, ...]] = []
    for record in sessions:
        evaluation = record.evaluation
        framework = library.get(*evaluation.framework)
        source = (evaluation.held_on, SELF_EVALUATION, evaluation.id, not evaluation.locked)
        rows += [
            (*source, *_cells(framework, strand_id, _grade(record, strand_id), "Not judged"))
            for strand_id in evaluation.strands
        ]
    for inspection in inspections:
        framework = library.get(*inspection.framework)
        source = (inspection.started_on, INSPECTION, inspection.id, False)
        rows += [(*source, *_cells(framework, f.strand_id, f.grade, "No grade given")) for f in inspection.findings]
    return (
        pd.DataFrame(rows, columns=list(_HISTORY)).astype(_HISTORY).sort_values("on", kind="stable", ignore_index=True)
    )


def _cells(framework: Framework, strand_id: str, grade: str | None, no_grade: str) -> tuple[object, ...]:
    strand, scale = framework.strand(strand_id), framework.scale(strand_id)
    named = (str(framework.key), framework.short_name, strand_id, strand.name)
    if scale is None:
        return (*named, None, None, "No grades", None)
    if grade is None:
        return (*named, scale.id, None, no_grade, None)
    return (*named, scale.id, grade, scale.grade(grade).name, scale.order[grade])


def _grade(record: SessionRecord, strand_id: str) -> str | None:
    said = record.judgements.get(strand_id)
    return said.grade if said else None


# ------------------------------------------------------------------ what moved


@dataclass(frozen=True)
class Moved:
    """What moved, one sentence a strand, and a note that says what the sentences rest on or why there are none."""

    sentences: tuple[str, ...]
    note: str


def moved(sessions: Iterable[SessionRecord], library: Library) -> Moved:
    """The two latest self-evaluations, strand by strand. Raises FrameworkUnknown."""
    ordered = sorted(sessions, key=lambda r: (r.evaluation.held_on, r.evaluation.opened_at))
    if not ordered:
        return Moved((), "There is no self-evaluation yet. The first one you hold is where the line begins.")
    if len(ordered) == 1:
        return Moved(
            (),
            "This is the first self-evaluation. After the next one, what rose, fell and stayed the same appears here.",
        )
    earlier, later = ordered[-2:]
    before, now = (library.get(*record.evaluation.framework) for record in (earlier, later))
    dates = [f"{r.evaluation.held_on.day} {r.evaluation.held_on:%B %Y}" for r in (earlier, later)]
    if before.id != now.id:
        return Moved(
            (),
            f"The self-evaluation of {dates[1]} uses {now.short_name} and the one of {dates[0]} used "
            f"{before.short_name}. Their strands and grades are not the same things, so they are not compared.",
        )
    note = f"From {dates[0]} to {dates[1]}."
    if before.version != now.version:
        note += (
            f" The framework changed in between, from {before.short_name} to {now.short_name}: "
            "a different grade may come from its wording as much as from the school."
        )
    if not later.evaluation.locked:
        note += " The later one is still open."
    judged_before = {
        strand_id
        for record in ordered[:-1]
        if record.evaluation.framework.id == now.id
        for strand_id, said in record.judgements.items()
        if said.grade
    }
    strands = dict.fromkeys((*later.evaluation.strands, *earlier.evaluation.strands))
    sentences = (_sentence(s, earlier, later, before, now, s in judged_before) for s in strands)
    return Moved(tuple(sentence for sentence in sentences if sentence), note)


def _sentence(
    strand_id: str, earlier: SessionRecord, later: SessionRecord, before: Framework, now: Framework, known: bool
) -> str:
    """One strand's sentence, or "" where neither self-evaluation judged it."""
    old, new = _grade(earlier, strand_id), _grade(later, strand_id)
    framework = now if new else before
    scale = framework.scale(strand_id) if old or new else None
    if scale is None:
        return ""
    name = framework.strand(strand_id).name
    if new is None:
        return f"{name} has not been judged this time."
    word = scale.grade(new).name
    if old is None:
        return (
            f"{name} was judged for the first time: {word}."
            if not known
            else (f"{name} was not judged last time and is now at {word}.")
        )
    was = before.scale(strand_id)
    if was is None or was.id != scale.id:
        return f"{name} is now graded on another scale, so its grades are not compared."
    if before.version != now.version:
        return f"{name}: {was.grade(old).name} before, {word} now."
    if old == new:
        return f"{name} stayed at {word}."
    return f"{name} {'rose' if scale.order[new] > scale.order[old] else 'fell'} from {scale.grade(old).name} to {word}."


# ------------------------------------------------------------------ lines over time


@dataclass(frozen=True, eq=False)
class Panel:
    """One strand over time: the grades of one lineage on their own axis, and what stands beside them.

    strand, framework      names; a lineage of several editions names them all
    grades                 the words of the scale, lowest first
    points                 one row for each self-evaluation that judged the strand, oldest first:
                           on, open, edition ("id@version"), framework_name, grade_name, place
    held                   how many self-evaluations of the framework there are, whether or not they judged the strand
    since                  why the latest of them has no point here, in words that follow a semicolon; "" where it has
    marks                  one row for each inspection, or for each grade it gave that relates: on, place and grade_name
                           (missing where it is not comparable), words (what it was, for a reader)
    breaks                 (day, words) where a new edition begins; the line is not drawn across
    elsewhere              (first day, last day, words) before or after the lineage, under other frameworks
    first, last            the days on which the school's whole history begins and ends
    """

    strand: str
    framework: str
    grades: tuple[str, ...]
    points: pd.DataFrame
    held: int
    since: str
    marks: pd.DataFrame
    breaks: tuple[tuple[pd.Timestamp, str], ...]
    elsewhere: tuple[tuple[pd.Timestamp, pd.Timestamp, str], ...]
    first: pd.Timestamp
    last: pd.Timestamp


@dataclass(frozen=True)
class Block:
    """The panels of one framework, in its order of strands. `framework` names its editions, oldest first."""

    framework: str
    panels: tuple[Panel, ...]


def panels(records: pd.DataFrame, library: Library) -> tuple[Block, ...]:
    """What `history` returned, as one panel for each lineage in blocks by framework, the newest block first.

    A lineage is one strand id of one framework id on one scale; the editions of a framework share it.
    Strands that no self-evaluation has judged have no panel. Raises FrameworkUnknown.
    """
    records = records.assign(framework_id=records["framework"].str.split("@").str[0])
    own = records[(records["source"] == SELF_EVALUATION) & records["place"].notna()]
    found = records[records["source"] == INSPECTION]
    inspections = [group.to_dict("records") for _, group in found.groupby("source_id", sort=False)]
    blocks = []
    for framework_id in dict.fromkeys(reversed(own["framework_id"].to_list())):
        mine = own[own["framework_id"] == framework_id]
        name = " and ".join(dict.fromkeys(mine["framework_name"]))
        lineages = list(mine.groupby(["strand_id", "scale_id"], sort=False))
        order = {s.id: n for n, s in enumerate(library.get(*_key(mine["framework"].iloc[-1])).strands)}
        lineages.sort(key=lambda item: order.get(item[0][0], len(order)))
        blocks.append(Block(name, tuple(_panel(p, name, records, inspections, library) for _, p in lineages)))
    return tuple(blocks)


_Inspections = list[list[dict[Hashable, Any]]]
"""The rows of `history` as dictionaries, one list for each inspection."""


def _panel(
    points: pd.DataFrame, name: str, records: pd.DataFrame, inspections: _Inspections, library: Library
) -> Panel:
    latest = points.iloc[-1]
    scale = library.get(*_key(latest["framework"])).scale(latest["strand_id"])
    assert scale is not None
    kept = ["on", "open", "framework", "framework_name", "grade_name", "place"]
    own = _own(points, records)
    return Panel(
        strand=latest["strand"],
        framework=name,
        grades=tuple(grade.name for grade in scale.grades),
        points=points[kept].rename(columns={"framework": "edition"}).reset_index(drop=True),
        held=own["source_id"].nunique(),
        since=_since(latest, own),
        marks=_marks(points, scale, inspections, library),
        breaks=tuple(_breaks(points, library)),
        elsewhere=tuple(_elsewhere(points, records)),
        first=records["on"].iloc[0],
        last=records["on"].iloc[-1],
    )


def _own(points: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """All that the self-evaluations of the lineage's framework say, of every strand."""
    same = records["framework_id"] == points["framework_id"].iloc[0]
    own: pd.DataFrame = records[same & (records["source"] == SELF_EVALUATION)]
    return own


def _since(latest: pd.Series, own: pd.DataFrame) -> str:
    last = own.iloc[-1]
    if last["source_id"] == latest["source_id"]:
        return ""
    later = own[(own["source_id"] == last["source_id"]) & (own["strand_id"] == latest["strand_id"])]
    on = f"{last['on'].day} {last['on']:%B %Y}"
    if later["place"].notna().any():
        return f"it was judged on another scale on {on}"
    return f"it is not judged yet in the one of {on}, still open" if last["open"] else f"it was not judged on {on}"


def _key(text: str) -> FrameworkKey:
    return FrameworkKey(*text.split("@"))


def _marks(points: pd.DataFrame, scale: Scale, inspections: _Inspections, library: Library) -> pd.DataFrame:
    strand_id, editions = points["strand_id"].iloc[0], [_key(e) for e in points["framework"].unique()[::-1]]
    relations: dict[str, dict[str, str]] = {}
    rows: list[tuple[object, ...]] = []
    for findings in inspections:
        on, theirs, name = (findings[0][column] for column in ("on", "framework", "framework_name"))
        if theirs not in relations:
            found = [r for edition in editions for r in related(edition, strand_id, _key(theirs), library)]
            relations[theirs] = {r.strand_id: RELATIONS[r.relation] for r in found if r.relation in COMPARABLE}
        grades: dict[tuple[int, str], list[str]] = {}
        for finding in findings:
            relation = relations[theirs].get(finding["strand_id"])
            if relation and finding["scale_id"] == scale.id and not pd.isna(finding["place"]):
                key = finding["place"], finding["grade_name"]
                grades.setdefault(key, []).append(f"{relation} {finding['strand']}")
        for (place, grade), areas in grades.items():
            rows.append((on, place, grade, f"Inspection under {name}; our strand: {', '.join(areas)}"))
        if not grades:
            rows.append((on, None, None, f"Inspection under {name}, not comparable"))
    types = {"on": "datetime64[s]", "place": "Int64", "grade_name": "str", "words": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _breaks(points: pd.DataFrame, library: Library) -> Iterator[tuple[pd.Timestamp, str]]:
    """Where one edition follows another: the day the new one came into force, or its first self-evaluation."""
    later = points.iloc[1:]
    changed = points["framework"].to_numpy()[1:] != points["framework"].to_numpy()[:-1]
    for place in changed.nonzero()[0]:
        after, before = later.iloc[place], points.iloc[place]
        begins = pd.Timestamp(library.get(*_key(after["framework"])).in_force_from)
        yield min(max(begins, before["on"]), after["on"]), f"New edition: {after['framework_name']}"


def _elsewhere(points: pd.DataFrame, records: pd.DataFrame) -> Iterator[tuple[pd.Timestamp, pd.Timestamp, str]]:
    """The time before and after the lineage's framework in which others were used."""
    own = _own(points, records)
    begin, end = own["on"].iloc[0], own["on"].iloc[-1]
    scale_id = points["scale_id"].iloc[0]
    others = records[(records["framework_id"] != points["framework_id"].iloc[0]) & records["grade"].notna()]
    inspected_elsewhere = (others["source"] == INSPECTION) & (others["scale_id"] != scale_id)
    before = others[(others["on"] < begin) & ((others["source"] == SELF_EVALUATION) | inspected_elsewhere)]
    after = others[(others["on"] > end) & (others["source"] == SELF_EVALUATION)]
    if not before.empty:
        yield before["on"].iloc[0], begin, _span_words(before, scale_id)
    if not after.empty:
        yield after["on"].iloc[0], after["on"].iloc[-1], _span_words(after, scale_id)


def _span_words(others: pd.DataFrame, scale_id: str) -> str:
    names = list(dict.fromkeys(others["framework_name"]))
    name = " and ".join(names) if len(names) < 3 else "Other frameworks"
    if not any(letter.isdigit() for letter in name):
        years = dict.fromkeys((others["on"].iloc[0].year, others["on"].iloc[-1].year))
        name += ", " + " to ".join(map(str, years))
    same = (others["scale_id"] == scale_id).any()
    return f"{name}: {'other strands, not compared' if same else 'other grades, not comparable'}"


# ------------------------------------------------------------------ where we stand


def standing(session: SessionRecord, library: Library) -> pd.DataFrame:
    """Where we stand in one self-evaluation: one row for each strand that has grades, in the framework's order.

    strand              its name
    scale_id, grades    its scale, and the scale's words as a tuple, lowest first
    chosen, supported   the word that leaders chose and the one that the marks support; None without one
    direction           improve, sustain, watch or None
    """
    framework = library.get(*session.evaluation.framework)
    rows = []
    for strand_id in session.evaluation.strands:
        strand, scale = framework.strand(strand_id), framework.scale(strand_id)
        if scale is None:
            continue
        said = session.judgements.get(strand_id)
        chosen, supported = said.grade if said else None, support(strand, scale, session.marks).grade
        rows.append(
            {
                "strand": strand.name,
                "scale_id": scale.id,
                "grades": tuple(grade.name for grade in scale.grades),
                "chosen": scale.grade(chosen).name if chosen else None,
                "supported": scale.grade(supported).name if supported else None,
                "direction": said.direction if said else None,
            }
        )
    columns = ["strand", "scale_id", "grades", "chosen", "supported", "direction"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
