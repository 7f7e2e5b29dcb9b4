"""What is wrong with a form, said under the field that it concerns; at the button, how much there is to put right."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from pages.parts import screen
from pages.parts.words import count


class AtFields:
    """The places under the fields of one form, as it is drawn in this run; a refusal of this run is said there."""

    def __init__(self) -> None:
        self._places: dict[str, DeltaGenerator] = {}

    def under(self, *fields: str, at: DeltaGenerator | None = None) -> None:
        """Right under a widget: the place for what is wrong with it. `at` is the column it stands in, else here."""
        place = st.empty() if at is None else at.empty()
        self._places |= dict.fromkeys(fields, place)

    def refuse(self, problem: EvaluationError) -> None:
        """Say a refusal: each field's own words under it; here, at the button, how many and what has no field."""
        if not isinstance(problem, FormRefused):
            screen.show_refusal(problem)
            return
        for field, words in problem.fields.items():
            if field in self._places:
                self._places[field].markdown(in_red(words))
        rest = [words for field, words in problem.fields.items() if field not in self._places]
        if marked := len(problem.fields) - len(rest):
            rest.append(f"{count(marked, 'thing')} to put right above, marked in red.")
        st.error(f"Not saved. {screen.plain(' '.join(rest))}", icon=":material/error:")


def in_red(words: str) -> str:
    """A field's problem as Markdown: an icon, for those who do not see the colour, and the words."""
    return f":red[:material/error: {screen.plain(words)}]"
