"""The way in: look round the demo school, or set up our school."""

import streamlit as st

from evaluation.access import Ability
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from pages.parts import school_form, screen
from pages.parts.at_fields import AtFields

entrance = screen.door()

st.title("School self-evaluation", anchor=False)
screen.notice()
if not entrance.viewer.may(Ability.RUN_SCHOOL) or entrance.viewer.only_school_id:
    st.write("A school is set up by the head of every school in this store.")
    st.stop()
st.write(
    "Score your school strand by strand with your leaders, see it beside what inspectors found, "
    "and watch it change over the years. Everything stays on this computer."
)
if screen.has_school():
    st.page_link("pages/home.py", label="Back", icon=":material/arrow_back:")

own, demo = st.columns([3, 2], gap="large")

with demo, st.container(border=True):
    st.header("Look round the demo school", anchor=False)
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
    st.header("Set up our school", anchor=False)
    with st.form("set-up", border=False, enter_to_submit=False):
        wrong = AtFields()
        details = school_form.fields(wrong)
        pressed = st.form_submit_button("Set up our school", type="primary", icon=":material/arrow_forward:")
    if pressed:
        try:
            school_id = entrance.set_up(details).details.id
        except FormRefused as problem:
            wrong.refuse(problem)
        else:
            screen.look_at(school_id, "Your school is set up. Saved")

st.caption(
    "Nothing leaves this computer unless you download it. No pupil's name or data is asked for. "
    "No inspectorate requires what you make here: it is for you."
)
