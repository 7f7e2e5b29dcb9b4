"""Axe-core, from PyPI, run over a page as it stands: what it finds serious or critical against WCAG 2.2 A and AA."""

from __future__ import annotations

from functools import lru_cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
STREAMLITS_OWN = {
    # The menu's sections are <div>s between its <ul> and its <li>s. It is a labelled <nav>, its links have names.
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems] li",
    # A day that must be given says so on the group of its three boxes, where ARIA 1.2 does not know the word.
    "aria-allowed-attr": "[data-testid=stDateInput] [aria-required]",
}
"""What Streamlit writes itself and nobody can change from here: a rule, and the elements at which it is let pass."""

MAIN = "[data-testid=stMain]"
FIND = """async ([options, known, where]) => {
    const found = await axe.run(where, options)
    const passes = (rule, node) => {
        const element = document.querySelector(node.target[0])
        return known[rule] && element && element.matches(known[rule])
    }
    return found.violations
        .filter(each => ['serious', 'critical'].includes(each.impact))
        .flatMap(each => each.nodes
            .filter(node => !passes(each.id, node))
            .map(node => `${each.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 260)}`))
}"""


def faults(page: Page, menu: bool = True) -> list[str]:
    """What is serious or critical on the page, each with its rule and element; empty where all is well.

    Without `menu` only what is in the page's main part: the menu is the same on every page.
    """
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(script())
    found: list[str] = page.evaluate(FIND, [OPTIONS, STREAMLITS_OWN, "html" if menu else MAIN])
    return found


@lru_cache(maxsize=1)
def script() -> str:
    """Axe-core itself, as the package carries it."""
    found: str = Axe().axe_script
    return found
