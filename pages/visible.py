"""What could be seen on two days of a week, and what is true of the school but not to be seen then."""

from pages.parts import screen

school = screen.school("What could be seen")
