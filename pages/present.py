"""Present: the school on a projector, one message a screen; which screens, in which order, and what was agreed."""

import streamlit as st

from evaluation.errors import EvaluationError
from pages.parts import present_choose, present_show, screen

try:
    if present_show.going_on():
        present_show.run(screen.enter(projected=True))
    else:
        present_choose.show(screen.school("Present"))
except EvaluationError as problem:
    screen.show_refusal(problem)
    st.page_link("pages/present.py", label="Back to Present", icon=":material/arrow_back:")
