"""Charts: a DataFrame or a small result in, a Plotly figure with its title, reading, alternative and table out."""

from evaluation.charts.chart import Chart
from evaluation.charts.distribution import distribution
from evaluation.charts.dumbbell import dumbbell
from evaluation.charts.gantt import gantt
from evaluation.charts.heatmap import heatmap
from evaluation.charts.palette import Mode
from evaluation.charts.pulse import quadrant, waves
from evaluation.charts.rehearsals import rehearsals
from evaluation.charts.steps import steps
from evaluation.charts.strip import strip
from evaluation.charts.template import CONFIG

__all__ = [
    "CONFIG",
    "Chart",
    "Mode",
    "distribution",
    "dumbbell",
    "gantt",
    "heatmap",
    "quadrant",
    "rehearsals",
    "steps",
    "strip",
    "waves",
]
