"""Every chart as a browser draws it, of one thing and of very many, with hard names: nothing collides or is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chart_page import FAULTS, shown
from tests.chart_states import states

pytestmark = pytest.mark.browser

WIDTHS = (390, 1366)


def test_no_text_of_a_chart_meets_another_or_leaves_the_figure_or_its_cell(browser: Browser, tmp_path: Path) -> None:
    drawn = list(states("light"))
    assert all(chart.reading for _, chart in drawn)
    page = browser.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        shown(page, tmp_path / "charts.html", drawn, "light")
        assert page.locator(".main-svg").count() >= sum(chart.figure is not None for _, chart in drawn)
        assert page.evaluate(FAULTS) == [], width
