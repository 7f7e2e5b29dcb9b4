"""The call: the day's console, cards, the log of the two days, the draft's facts, and rehearsals."""

from pages.parts import screen

school = screen.school("The call")
