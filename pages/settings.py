"""Settings: the school's details, further strands, own frameworks, who changed what, a copy, the demo."""

from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.records import day
from evaluation.school import School
from pages.parts import address, lengths, people, school_form, screen
from pages.parts.at_fields import AtFields

school = screen.school("Settings")


def details(school: School) -> None:
    """Name, phase and so on. The URN stays: another URN is another school."""
    with st.form("details", enter_to_submit=False):
        wrong = AtFields()
        changed = school_form.fields(wrong, school.details)
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        try:
            school.settings.change_details(changed)
        except FormRefused as problem:
            wrong.refuse(problem)
        else:
            screen.saved("Details saved")
            st.rerun()
    st.page_link("pages/welcome.py", label="Set up another school", icon=":material/add:")


def strands(school: School) -> None:
    """Further strands, for self-evaluations opened from now on."""
    st.write("Further strands that you can switch on. A self-evaluation keeps the strands it was opened with.")
    for framework in school.self_evaluations.frameworks(date.today()):
        for strand_id, on in school.settings.optional_strands(framework).items():
            key = f"strand-{framework.id}-{strand_id}"
            screen.follow(key, on)
            strand = framework.strand(strand_id)
            st.toggle(
                f"{strand.name} ({framework.short_name}): {strand.question}",
                key=key,
                on_change=_switch,
                args=(school, framework, strand_id, key),
            )


def _switch(school: School, framework: Framework, strand_id: str, key: str) -> None:
    school.settings.switch_strand(framework, strand_id, st.session_state[key])
    screen.saved()


def frameworks(school: School) -> None:
    """What is here, with its source; and a school's own file."""
    file = st.file_uploader(
        "Add a framework file of your own (YAML)",
        type=["yaml", "yml", "txt"],
        key=f"framework-{screen.draft_id('framework')}",
        max_upload_size=2,
    )
    if file is not None:
        try:
            added = school.settings.add_framework(file.getvalue().decode("utf-8-sig"))
        except UnicodeDecodeError:
            st.error(
                "This file is not text in UTF-8. Save it as UTF-8 in your editor, then try again.",
                icon=":material/error:",
            )
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.done_with("framework")
            screen.saved(f"{screen.plain(added.name)} is added. Saved")
            st.rerun()
    own = {framework.key for framework in school.settings.own_frameworks()}
    for key, framework in sorted(
        school.library.frameworks.items(), key=lambda item: item[1].in_force_from, reverse=True
    ):
        until = f" to {day(framework.in_force_to)}" if framework.in_force_to else " on"
        added_words = " (added by you)" if key in own else ""
        with st.expander(f"{screen.plain(framework.name)}, version {screen.plain(framework.version)}{added_words}"):
            st.write(screen.plain(framework.description))
            st.caption(
                f"Publisher: {screen.plain(framework.publisher)}. "
                f"In force from {day(framework.in_force_from)}{until}. "
                f"Themes and standards: {'our own breakdown' if framework.breakdown == 'ours' else 'the publisher’s'}. "
                f"Confirmed on {day(framework.confirmed_on)}."
            )
            st.caption("Sources: " + screen.plain("; ".join(framework.sources)))
            for doubt in framework.unverified:
                st.caption(f":material/help: Not verified: {screen.plain(doubt)}")
            if key in own:
                screen.ask_first(
                    "Remove this framework",
                    "Remove it? It must not be in use.",
                    partial(school.settings.remove_framework, key),
                    key=f"remove-{key}",
                )


def changes(school: School) -> None:
    """Who changed what, from what to what, and when."""
    latest = 500 if st.toggle("Show the latest 500", key="more_changes") else 50
    account = screen.built(school, lambda: school.settings.account(latest), "account", latest)
    st.caption(f"The latest {len(account)} changes, newest first.")
    for row in account:
        what = screen.plain(": ".join(filter(None, (row["In"], row["Of"], row["What"]))))
        values = " → ".join(screen.plain(row[side]) or "nothing" for side in ("From", "To"))
        reason = f" · {screen.plain(row['Reason'])}" if row["Reason"] else ""
        st.markdown(f"**{what}**  \n{values}  \n:small[{row['When']} · {screen.plain(row['Who'])}{reason}]")


def copy(school: School) -> None:
    """A copy of the whole store, to keep elsewhere."""
    entrance = screen.door()
    st.write("Everything is in one file on this computer:")
    st.code(str(entrance.place), language=None)
    st.write(
        "Download a copy now and then and keep it somewhere else. It holds everything, also what is confidential: "
        "keep it as you would keep that. "
        "To go back to it, put it in the file's place while the app is stopped."
    )
    st.download_button(
        "Download a copy of everything",
        data=school.settings.copy_of_store,
        file_name=f"self-evaluation {date.today():%Y-%m-%d}.db",
        mime="application/vnd.sqlite3",
        icon=":material/download:",
        on_click="ignore",
    )


def demo(school: School) -> None:
    """Leave the demo school, or take it away."""
    entrance = screen.door()
    others = [other for other in entrance.schools() if not other.demo]
    if school.details.demo:
        st.write("This is the demo school. Everything in it is invented.")
        if others:
            if st.button(f"Leave it and go to {others[0].name}", icon=":material/logout:"):
                screen.look_at(others[0].id)
        else:
            st.page_link("pages/welcome.py", label="Leave it and set up our school", icon=":material/logout:")
    elif any(other.demo for other in entrance.schools()):
        st.write("The demo school is in this store beside your own. Choose it at the side to look round.")
    else:
        st.write("An invented primary school with three years of self-evaluations, to look round in.")
        if st.button("Open the demo school", icon=":material/theater_comedy:"):
            screen.look_at(entrance.fill_demo().details.id)
        return
    screen.ask_first(
        "Remove the demo school",
        "Remove the demo school with everything in it? Your own school stays as it is.",
        _remove_demo,
        key="remove-demo",
    )


def _remove_demo() -> None:
    entrance = screen.door()
    for other in entrance.schools():
        if other.demo:
            entrance.remove(other.id)
    screen.saved("The demo school is removed. Done")
    if not entrance.schools():
        st.switch_page("pages/welcome.py")


PARTS = {
    "school": ("Our school", details),
    "strands": ("Strands", strands),
    "frameworks": ("Frameworks", frameworks),
    "lengths": ("Holidays and lengths", lengths.show),
    "people": ("People", people.show),
    "changes": ("Changes", changes),
    "copy": ("A copy", copy),
    "demo": ("Demo school", demo),
}

if school.viewer.may(Ability.RUN_SCHOOL):
    part = address.part(PARTS, "school", "part")
    try:
        PARTS[part][1](school)
    except EvaluationError as problem:
        screen.show_refusal(problem)
else:
    st.write("Settings belong to the headteacher.")
