"""The entry: who is looking, which school, which pages there are; then it hands over to a page.

Run with `streamlit run app.py`, or `streamlit run app.py -- --store PATH` for another store.
"""

import streamlit as st

from pages.parts import entry, screen

if __name__ == "__main__":  # a visit: Streamlit runs this file for each
    # The icon is an emoji, set before the navigation's: the browser fetches a Material icon for the tab from Google.
    st.set_page_config(page_icon="🏫", layout="wide")

    viewer = entry.admit()
    # Navigation comes before any stop: until it has run once, an address under pages/ skips this file.
    chosen = st.navigation(entry.pages(viewer), expanded=True)
    st.html(screen.LOOK)
    if viewer is None:
        st.set_page_config(page_title=entry.NEUTRAL)
        entry.wall()
    else:
        st.set_page_config(page_title=f"{chosen.title} · {entry.NEUTRAL}")
        screen.come_back()
        entry.sidebar(viewer)
        try:
            chosen.run()
        finally:  # a page may stop, or lead to another
            screen.remember(chosen.url_path)
else:  # the start: `streamlit run` finds the app here and imports this file once
    entry.refuse_to_start()
    app = st.App(__file__, lifespan=entry.started)
