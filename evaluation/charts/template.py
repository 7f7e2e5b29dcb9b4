"""The one Plotly template, in light and dark, and the figure that every chart starts from."""

from __future__ import annotations

from functools import cache

import plotly.graph_objects as go

from evaluation.charts.palette import INK, Mode

FONT = "Source Sans, sans-serif"
SIZE = 15
SMALL = 14

CONFIG = {"displayModeBar": False, "responsive": True}
"""What a page passes to Plotly beside the figure: no row of buttons over the chart."""


@cache
def template(mode: Mode) -> go.layout.Template:
    """Type, quiet grid and colours of every chart. The background is the page's own."""
    ink = INK[mode]
    axis = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "gridcolor": ink.grid,
        "gridwidth": 1,
        "tickfont": {"size": SMALL, "color": ink.text},
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": SIZE, "color": ink.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [ink.ours, ink.theirs],
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "barmode": "overlay",
            "hoverlabel": {
                "font": {"family": FONT, "size": SMALL, "color": ink.text},
                "bgcolor": ink.page,
                "bordercolor": ink.grid,
                "align": "left",
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def blank(mode: Mode) -> go.Figure:
    """An empty figure without axes, whose x goes from 0 to 1 over whatever width there is. `size` gives it a height."""
    figure = go.Figure(layout={"template": template(mode), "margin": {"l": 4, "r": 4, "t": 0, "b": 0, "pad": 0}})
    figure.update_xaxes(range=[0, 1], visible=False)
    figure.update_yaxes(visible=False)
    return figure


def size(figure: go.Figure, height: float) -> None:
    """Make a blank figure `height` pixels high, its y in pixels from the top, so that nothing collides at any width."""
    figure.update_layout(height=int(height))
    figure.update_yaxes(range=[int(height), 0])
