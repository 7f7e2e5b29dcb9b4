"""The fields that say who a school is, for setting it up and for changing it."""

from __future__ import annotations

import streamlit as st

from evaluation.details import read_urn
from evaluation.records import PHASES, SCHOOL_TYPES, SchoolDetails
from pages.parts.at_fields import AtFields

NEW = SchoolDetails(id="", name="", urn=None, phase="", type="")


def fields(wrong: AtFields, old: SchoolDetails = NEW) -> SchoolDetails:
    """Ask for the details, inside a form; returns what is filled in now. A URN, once set, stays."""
    name = st.text_input("Name of the school", old.name)
    wrong.under("name")
    urn = st.text_input(
        "Unique reference number (URN)",
        "" if old.urn is None else str(old.urn),
        disabled=bool(old.id),
        help="Another URN is another school: set it up beside this one."
        if old.id
        else "Six digits, on Get Information about Schools and on your last report.",
    )
    wrong.under("urn")
    left, right = st.columns(2)
    phase = left.selectbox("Phase", PHASES, _place(PHASES, old.phase), placeholder="Choose a phase")
    kind = right.selectbox("Type of school", SCHOOL_TYPES, _place(SCHOOL_TYPES, old.type), placeholder="Choose a type")
    wrong.under("phase", at=left)
    wrong.under("type", at=right)
    early_years = left.checkbox("Early years (nursery, Reception)", old.early_years)
    sixth_form = right.checkbox("Sixth form", old.sixth_form)
    trust = left.text_input("Trust, if any", old.trust)
    authority = right.text_input("Local authority", old.local_authority)
    wrong.under("trust", at=left)
    wrong.under("local_authority", at=right)
    return SchoolDetails(
        id=old.id,
        name=name or "",
        urn=old.urn if old.id else read_urn(urn or ""),
        phase=phase or "",
        type=kind or "",
        early_years=early_years,
        sixth_form=sixth_form,
        trust=trust or "",
        local_authority=authority or "",
        demo=old.demo,
    )


def _place(options: tuple[str, ...], chosen: str) -> int | None:
    return options.index(chosen) if chosen in options else None
