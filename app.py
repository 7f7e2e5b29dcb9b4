"""The entry: who is looking, which school, which pages there are; then it hands over to a page.

Run with `streamlit run app.py`, or `streamlit run app.py -- --store PATH` for another store.
"""

import streamlit as st

from pages.parts import entry, screen

# The icon is an emoji, set before the navigation's: the browser fetches a Material icon for the tab from Google.
st.set_page_config(page_icon="🏫", layout="wide")

viewer = entry.admit()
# Navigation comes before any stop: until it has run once, an address under pages/ skips this file.
chosen = st.navigation(entry.pages(viewer))
st.set_page_config(page_title=f"{chosen.title} · School self-evaluation")
if viewer is None:
    entry.wall()
else:
    screen.come_back()
    entry.sidebar()
    chosen.run()
