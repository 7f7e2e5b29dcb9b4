"""The shapes of the DfE's tables of schools: how each is known by its header, and what each column measures.

Names change case and meaning between years. So a column counts only in the table it belongs to: PSENELSE is pupils with
an EHC plan among the whole school in the census, and among those at the end of key stage 2 in older results; it is read
only where PSENELK (SEN support) stands beside it, because before 2015 it was another measure. PNUMFSM is free school
meals now and PNUMFSMEVER within six years: never one for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.indicators.records import Period, census, school_year
from evaluation.intake.layouts import Headings, plain

NONE: Headings = ()


@dataclass(frozen=True)
class Column:
    """What one column measures.

    headings   its names in any year, in capitals or not
    cohort     the column that says of how many pupils it is
    needs      a column that must stand beside it, or it is another measure
    share_of   where the column is missing: the columns of a count and of all, from which the share is worked out
    nobody     a column that says 0 or nothing where there is nobody to count, so that a 0 here is no figure
    national   whether the row of England holds a figure that a school's can stand beside (a total does not)
    """

    measure_id: str
    headings: Headings
    group: str = ""
    cohort: Headings = NONE
    needs: Headings = NONE
    share_of: tuple[Headings, Headings] | None = None
    nobody: Headings = NONE
    national: bool = True


@dataclass(frozen=True)
class Layout:
    """One shape of table. It is known by `known_by`: every one of these columns is there.

    `england` maps what the key cells of a row of England say to the phase that it is of, which stands in `population`.
    """

    name: str
    known_by: tuple[Headings, ...]
    columns: tuple[Column, ...]
    period: Callable[[int], Period]
    england: Mapping[tuple[str, ...], str]
    population: str
    years_in: Headings = NONE
    """Columns that are repeated for earlier years with the year added (PTRWM_EXP_18): the latest is the year before."""

    def phase_of_england(self, cells: Sequence[str]) -> str | None:
        """The phase that a row of England is of, "" for all; None where it is another row."""
        keys = {cell.strip() for cell in cells[:4]}
        if cells and (phase := self.england.get((cells[0].strip(),))) is not None:
            return phase
        return next((phase for words, phase in self.england.items() if len(words) > 1 and keys.issuperset(words)), None)


_NATIONAL: Mapping[tuple[str, ...], str] = {
    ("NAT", "PRI"): "Primary",
    ("NAT", "SEC"): "Secondary",
    ("NAT", "SPE"): "Special",
}

ABSENCE = Layout(
    "Absence of schools",
    (("PERCTOT",), ("PPERSABS10",)),
    (Column("absence_census", ("PERCTOT",)), Column("persistent_census", ("PPERSABS10",))),
    school_year,
    _NATIONAL,
    "state-funded {phase} schools in England",
)

_ROLL: Headings = ("NOR",)
CENSUS = Layout(
    "Pupils of schools (school census)",
    (_ROLL, ("PNUMEAL",), ("TSENELK",)),
    (
        Column("roll", _ROLL, national=False),
        Column("fsm_share", ("PNUMFSM",), cohort=_ROLL, share_of=(("NUMFSM",), _ROLL)),
        Column("fsm6_share", ("PNUMFSMEVER",), cohort=("NORFSMEVER", "NOR"), nobody=("NORFSMEVER",)),
        Column("eal_share", ("PNUMEAL",), cohort=_ROLL),
        Column("ehcp_share", ("PSENELSE", "PSENELE"), cohort=_ROLL, needs=("PSENELK",)),
        Column("sen_support_share", ("PSENELK",), cohort=_ROLL),
    ),
    lambda ends: census(ends, 1),
    _NATIONAL,
    "state-funded {phase} schools in England",
)

_TEACHERS: Headings = ("Total Number of Teachers (Full-Time Equivalent)", "NFTETEA")
_RATIO: Headings = ("Pupil: Teacher Ratio", "RATPUPTEA")
WORKFORCE = Layout(
    "Staff of schools (school workforce census)",
    (_TEACHERS, _RATIO),
    (
        Column("teachers", _TEACHERS, national=False),
        Column("pupil_teacher_ratio", _RATIO),
        Column("teacher_pay", ("Mean Gross FTE Salary of All Teachers (£s)", "SALARY")),
    ),
    school_year,
    _NATIONAL,
    "state-funded {phase} schools in England",
)

_KS2_COHORT: Mapping[str, Headings] = {
    "": ("TELIG",),
    "boys": ("BELIG",),
    "girls": ("GELIG",),
    "disadvantaged": ("TFSM6CLA1A",),
    "not_disadvantaged": ("TNOTFSM6CLA1A",),
    "eal": ("TEALGRP2",),
}
_KS2_GROUPS = {
    "": "",
    "_B": "boys",
    "_G": "girls",
    "_FSM6CLA1A": "disadvantaged",
    "_NOTFSM6CLA1A": "not_disadvantaged",
    "_EAL": "eal",
}
_KS2_MEASURES = {
    "ks2_rwm": "PTRWM_EXP",
    "ks2_rwm_higher": "PTRWM_HIGH",
    "ks2_reading": "PTREAD_EXP",
    "ks2_writing": "PTWRITTA_EXP",
    "ks2_maths": "PTMAT_EXP",
    "ks2_gps": "PTGPS_EXP",
    "ks2_science": "PTSCITA_EXP",
}
KS2 = Layout(
    "Key stage 2 results of schools",
    (("RECTYPE",), ("TELIG",), ("PTRWM_EXP",)),
    tuple(
        Column(measure_id, (f"{heading}{ending}",), group, _KS2_COHORT[group])
        for measure_id, heading in _KS2_MEASURES.items()
        for ending, group in _KS2_GROUPS.items()
    ),
    school_year,
    {("5",): ""},
    "pupils at the end of key stage 2 in state-funded schools in England",
    ("PTRWM_EXP", "TELIG"),
)

_KS4_COHORT: Mapping[str, Headings] = {
    "": ("TPUP",),
    "boys": ("BPUP",),
    "girls": ("GPUP",),
    "disadvantaged": ("TFSM6CLA1A",),
    "not_disadvantaged": ("TNOTFSM6CLA1A",),
    "eal": ("TEALGRP2",),
}
_KS4_GROUPS = {
    "": "",
    "_BOYS": "boys",
    "_GIRLS": "girls",
    "_FSM6CLA1A": "disadvantaged",
    "_NFSM6CLA1A": "not_disadvantaged",
    "_EAL": "eal",
}
KS4 = Layout(
    "Key stage 4 results of schools",
    (("RECTYPE",), ("ATT8SCR",), ("PTL2BASICS_95",)),
    (
        *(
            Column(measure_id, (f"{heading}{ending}",), group, _KS4_COHORT[group])
            for measure_id, heading in (("ks4_attainment8", "ATT8SCR"), ("ks4_progress8", "P8MEA"))
            for ending, group in _KS4_GROUPS.items()
        ),
        Column("ks4_grade5", ("PTL2BASICS_95",), cohort=("TPUP",)),
        Column("ks4_grade4", ("PTL2BASICS_94",), cohort=("TPUP",)),
    ),
    school_year,
    {("7",): ""},
    "pupils at the end of key stage 4 in state-funded schools in England",
    ("ATT8SCR",),
)

LAYOUTS = (ABSENCE, CENSUS, WORKFORCE, KS2, KS4)

OTHER_MEASURES: Sequence[tuple[tuple[str, ...], str]] = (
    (
        ("PERCTOT",),
        "These are absence tables without PPERSABS10. Persistent absence was counted at 15% or 20% of sessions before "
        "2016, which is another measure, so nothing of it is read.",
    ),
    (
        ("RECTYPE", "TELIG"),
        "These are key stage 2 results until 2015. They are levels, which are another measure than the expected "
        "standard, so nothing of them is read.",
    ),
    (
        ("RECTYPE", "TPUP"),
        "These are key stage 4 results without PTL2BASICS_95. Until 2016 they were counted in another way, so nothing "
        "of them is read.",
    ),
    (
        ("NOR", "PNUMEAL"),
        "These are pupils of schools without TSENELK. Until 2014 special needs were counted in another way, so nothing "
        "of it is read.",
    ),
)
"""Headers that are recognised and refused, most telling first, with why."""


def recognised(header: Sequence[str]) -> Layout | str:
    """The shape of the table with this header, or, in words, why it is none that can be read."""
    names = {plain(heading) for heading in header}
    for layout in LAYOUTS:
        if all(any(plain(heading) in names for heading in known) for known in layout.known_by):
            return layout
    for known, why in OTHER_MEASURES:
        if names.issuperset(map(plain, known)):
            return why
    return (
        "This is none of the DfE's tables of schools that can be read: absence (with PERCTOT), pupils (NOR), staff "
        "(Pupil: Teacher Ratio), key stage 2 (PTRWM_EXP) and key stage 4 (ATT8SCR)."
    )
