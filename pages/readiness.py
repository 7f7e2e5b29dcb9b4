"""Readiness: what does not fit, how good the evidence is, and who speaks for what."""

from pages.parts import screen

school = screen.school("Readiness")
