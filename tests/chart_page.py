"""Charts in a browser without the app: one page of them, in Plotly's own script and the app's own letters."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import plotly
import streamlit
from playwright.sync_api import Browser, Page

from evaluation.charts import CONFIG, Chart, Mode
from evaluation.charts.palette import INK, MODES
from tests.chart_states import states

SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
LETTERS = next((Path(streamlit.__file__).parent / "static" / "static" / "media").glob("SourceSansVF-Upright*"))
SIDE = 16
"""Pixels of margin at either side, as the app has on a phone."""

FAULTS = """() => [...document.querySelectorAll('section:not([data-empty])')].flatMap(section => {
    const box = element => element.getBoundingClientRect()
    const drawn = [...section.querySelectorAll('text')].filter(text => text.textContent.trim() && box(text).width)
    const texts = drawn.map(text => ({words: text.textContent.slice(0, 60), ...rectangle(box(text))}))
    const bars = [...section.querySelectorAll('.bars .point path')].map(bar => rectangle(box(bar)))
    const frame = rectangle(box(section.querySelector('.main-svg')))
    const faults = []
    function rectangle(r) { return {left: r.left, right: r.right, top: r.top, bottom: r.bottom} }
    texts.forEach((one, place) => {
        if (one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top - 2
            || one.bottom > frame.bottom + 2) faults.push(`cut off: ${one.words}`)
        for (const other of texts.slice(place + 1)) {
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
            const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
            if (across > 1 && down > 3) faults.push(`over each other: ${one.words} | ${other.words}`)
        }
        for (const bar of bars) {
            const x = (one.left + one.right) / 2, y = (one.top + one.bottom) / 2
            const inside = x > bar.left && x < bar.right && y > bar.top && y < bar.bottom
            if (inside && (one.left < bar.left - 0.5 || one.right > bar.right + 0.5))
                faults.push(`wider than its cell: ${one.words}`)
        }
    })
    return faults.map(fault => `${section.id}: ${fault}`)
})"""
"""What no chart may do: cut a text off, lay two over each other, or let one run over the edge of its cell."""


def page_of(charts: Iterable[tuple[str, Chart]], mode: Mode) -> str:
    """A web page with the title, the reading and the figure of each chart; it is drawn when its body says so."""
    ink = INK[mode]
    sections, figures = [], []
    for name, chart in charts:
        words = f"<h2>{html.escape(chart.title)}</h2><p>{html.escape(chart.reading)}</p><small>{name}</small>"
        sections.append(f'<section id="{name}">{words}<div></div></section>')
        figures.append(chart.figure.to_json() if chart.figure is not None else "null")
    return f"""<!doctype html><meta charset="utf-8"><title>Charts</title>
<style>
@font-face {{ font-family: "Source Sans"; src: url("{LETTERS.as_uri()}"); font-weight: 200 900 }}
body {{ margin: {SIDE}px; font: 17px "Source Sans", sans-serif; background: {ink.page}; color: {ink.text} }}
section {{ margin-bottom: 40px; overflow-wrap: anywhere }} h2 {{ font-size: 22px }}
</style>
<body>{"".join(sections)}
<script src="{SCRIPT.as_uri()}"></script>
<script>
const config = {json.dumps(CONFIG)}
document.fonts.load('15px "Source Sans"').then(() => Promise.all([{",".join(figures)}].map((figure, place) => {{
    const section = document.querySelectorAll('section')[place]
    return figure ? Plotly.newPlot(section.querySelector('div'), figure.data, figure.layout, config)
        : section.dataset.empty = true
}}))).then(() => document.body.dataset.drawn = true)
</script>"""


def shown(page: Page, file: Path, charts: Iterable[tuple[str, Chart]], mode: Mode) -> None:
    """The page of these charts in a browser, once all are drawn; `file` holds it."""
    file.write_text(page_of(charts, mode), "utf-8")
    page.goto(file.as_uri())
    page.locator("body[data-drawn=true]").wait_for()


def pictures(browser: Browser, sizes: dict[str, tuple[int, int]], folder: Path) -> Iterator[Path]:
    """A picture of every chart in every state, at each size, in light and dark."""
    file = folder / "charts.html"
    for mode in MODES:
        drawn = list(states(mode))
        for size, (width, height) in sizes.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            shown(page, file, drawn, mode)
            for name, _ in drawn:
                path = folder / f"chart-{name}-{size}-{mode}.png"
                page.locator(f"section[id={name}]").screenshot(path=path)
                yield path
            page.close()
    file.unlink()
