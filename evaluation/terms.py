"""The terms of a school year in England, as far as the school's own holidays tell."""
