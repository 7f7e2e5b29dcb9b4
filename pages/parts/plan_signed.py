"""A signed audit: the statement, the exceptions, and before and after, for governors and the next inspection."""

from __future__ import annotations

from textwrap import shorten

import pandas as pd
import streamlit as st

from evaluation.plan.records import Audit
from evaluation.records import day
from evaluation.school import School
from pages.parts import screen
from pages.parts.words import count

SHORT = 80


def show(school: School, plan_id: str, audit: Audit, *, expanded: bool) -> None:
    """One signed audit; nothing in it changes."""
    if audit.signed_at is None:
        return
    verdict = "Ready" if audit.ready else "Not ready"
    signed_on = day(audit.signed_at.astimezone().date())
    icon = ":material/verified:" if audit.ready else ":material/report:"
    with st.expander(f"Audit signed on {signed_on}: {verdict.lower()}", expanded, icon=icon):
        st.markdown(f"**{verdict}.** {screen.plain(audit.why)}")
        st.caption(
            f"Auditor: {screen.plain(audit.auditor)}{also_owns(audit)}. "
            f"Signed by {screen.plain(audit.signed_by or audit.auditor)} on {signed_on}. "
            f"Opened on {day(audit.opened_on)}. Seed of the draw: {audit.seed}. Nothing in it changes."
        )
        _looked_at(audit)
        _before_and_after(school, plan_id, audit)


def also_owns(audit: Audit) -> str:
    """What an auditor owns besides what was drawn, to stand after their name; "" where that is nothing."""
    return f", owns {count(audit.also_owns, 'action')} of this plan, not drawn" if audit.also_owns else ""


def _looked_at(audit: Audit) -> None:
    """What was done as claimed, and the exceptions in full: each action as it was looked at."""
    exceptions = [look for look in audit.looks if not look.done]
    st.markdown(f"**What was looked at:** {count(len(audit.looks), 'action')}, {count(len(exceptions), 'exception')}")
    for look in sorted(audit.looks, key=lambda each: each.done):
        what = screen.plain(shorten(look.what or "An action", SHORT, placeholder=" …"))
        word = ":material/check_circle: Done as claimed" if look.done else ":material/report: Exception"
        same = (
            f" Ready all the same: {screen.plain(look.ready_all_the_same)}"
            if look.ready_all_the_same and not look.done
            else ""
        )
        st.markdown(f"- {word}, **{what}**: {screen.plain(look.seen)}{same}")
        agreed = (("Who", look.owner), ("How we would know", look.success_measure))
        if lines := [f"{label}: {screen.plain(words)}" for label, words in agreed if words]:
            st.caption(". ".join(lines))


def _before_and_after(school: School, plan_id: str, audit: Audit) -> None:
    """The strands judged afresh beside what was before the plan began, where that can be compared."""
    found = school.reviews.before_and_after(plan_id, audit.id)
    if found.empty:
        return
    st.markdown("**Before and after**")
    for _, rows in found.groupby(["framework", "strand_id"], sort=False):
        framework, strand, after = (str(rows[name].iloc[0]) for name in ("framework", "strand", "after"))
        lines = [f"**{screen.plain(strand)}** ({screen.plain(framework)}): now **{screen.plain(after)}**"]
        for _, row in rows.iterrows():
            reason = screen.plain(str(row["reason"]))
            if pd.isna(row["before"]):
                lines.append(reason)
                continue
            source = f"{screen.plain(row['source'])}, {day(row['before_on'].date())}"
            lines.append(f"Before: {screen.plain(row['before'])} ({source}).{' ' * bool(reason)}{reason}")
        st.markdown("  \n".join(lines))
    st.caption("That a grade is another one now says nothing of why.")
