"""The way in: look round the demo school, or set up our school."""

import streamlit as st

from evaluation.details import FormRefused, read_urn
from evaluation.errors import EvaluationError
from evaluation.records import PHASES, SCHOOL_TYPES, SchoolDetails
from pages.parts import screen

entrance = screen.door()

st.title("School self-evaluation", anchor=False)
st.write(
    "Score your school strand by strand with your leaders, see it beside what inspectors found, "
    "and watch it change over the years. Everything stays on this computer."
)
if screen.has_school():
    st.page_link("pages/home.py", label="Back to our school", icon=":material/arrow_back:")

own, demo = st.columns([3, 2], gap="large")

with demo, st.container(border=True):
    st.subheader("Look round the demo school", anchor=False)
    st.write(
        "An invented primary school with three years of self-evaluations, three inspections and evidence. "
        "You can leave it or remove it at any time."
    )
    if st.button("Open the demo school", icon=":material/theater_comedy:", width="stretch"):
        try:
            with st.spinner("Setting up the demo school"):
                demo_id = entrance.fill_demo().details.id
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.look_at(demo_id)

with own, st.container(border=True):
    st.subheader("Set up our school", anchor=False)
    with st.form("set-up", border=False, enter_to_submit=False):
        name = st.text_input("Name of the school")
        urn = st.text_input(
            "Unique reference number (URN)",
            help="Six digits, on Get Information about Schools and on your last report.",
        )
        left, right = st.columns(2)
        phase = left.selectbox("Phase", PHASES, index=None, placeholder="Choose a phase")
        kind = right.selectbox("Type of school", SCHOOL_TYPES, index=None, placeholder="Choose a type")
        early_years = left.checkbox("We have early years (nursery or Reception)")
        sixth_form = right.checkbox("We have a sixth form")
        trust = left.text_input("Trust, if any")
        authority = right.text_input("Local authority")
        pressed = st.form_submit_button("Set up our school", type="primary", icon=":material/arrow_forward:")
    if pressed:
        try:
            details = SchoolDetails(
                id="",
                name=name or "",
                urn=read_urn(urn or ""),
                phase=phase or "",
                type=kind or "",
                early_years=early_years,
                sixth_form=sixth_form,
                trust=trust or "",
                local_authority=authority or "",
            )
            school_id = entrance.set_up(details).details.id
        except FormRefused as problem:
            screen.show_refusal(problem)
        else:
            screen.look_at(school_id, "Your school is set up. Saved")

st.caption(
    "Nothing leaves this computer unless you download it. No pupil's name or data is asked for. "
    "No inspectorate requires what you make here: it is for you."
)
