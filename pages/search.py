"""Search: words in everything that a person may see."""

from pages.parts import screen

school = screen.school("Search")
