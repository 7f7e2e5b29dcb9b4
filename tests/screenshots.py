"""Pictures of every page and of every chart in every state: `python -m tests.screenshots FOLDER`.

`--charts` takes those of the charts only, `--pages` those of the pages only, `--picture` the README's own. The app runs
on a temporary store with the demo school and one open self-evaluation; charts are drawn without it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from evaluation.access import LOCAL_HEAD
from evaluation.records import Mark
from evaluation.school import Door
from tests.browser.chromium import chromium, drawn, executable
from tests.browser.server import ROOT, Server
from tests.chart_page import pictures

SIZES = {"1920x1080": (1920, 1080), "1366x768": (1366, 768), "390x844": (390, 844)}
DARK = "1366x768"
PICTURE = ROOT / "data" / "picture.png"
PARTS = ("school", "strands", "frameworks", "changes", "copy", "demo")

Act = Callable[[Page], object]
View = tuple[str, str, Act | None]


def main() -> int:
    """Write the pictures and print their names; returns an exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--charts", action="store_true", help="only the charts")
    parser.add_argument("--pages", action="store_true", help="only the pages")
    parser.add_argument("--picture", action="store_true", help="renew data/picture.png instead")
    given = parser.parse_args()
    browser_path = executable()
    if not browser_path:
        print("No browser is here: name one in EVALUATION_BROWSER.", file=sys.stderr)
        return 2
    if not given.picture and given.folder is None:
        parser.error("name a folder, or --picture")
    with tempfile.TemporaryDirectory() as place, chromium(browser_path) as browser:
        if given.folder and not given.picture:
            given.folder.mkdir(parents=True, exist_ok=True)
        if given.folder and not (given.picture or given.pages):
            for path in pictures(browser, SIZES, given.folder):
                print(path, flush=True)
        if given.charts:
            return 0
        empty, full = Path(place) / "empty.db", Path(place) / "demo.db"
        opened = fill(full)
        with Server(empty) as nothing, Server(full) as demo:
            if given.picture:
                take_picture(browser, demo.url)
                return 0
            views: list[View] = [("welcome", nothing.url, None)]
            views += [(name, f"{demo.url}/{address}", act) for name, address, act in pages(opened)]
            for path in shots(browser, views, given.folder):
                print(path, flush=True)
    return 0


def fill(path: Path) -> str:
    """The demo school, with a self-evaluation that is open: some strands judged, some standards marked."""
    school = Door.at(path, LOCAL_HEAD).fill_demo()
    evaluations = school.self_evaluations
    framework = evaluations.frameworks(date.today())[0]
    opened = evaluations.open(framework.key, date.today())
    evaluations.confirm(opened, "curriculum")
    evaluations.judge(opened, "inclusion", grade="strong_standard", why="More pupils now learn with their class.")
    strand = framework.strand("curriculum")
    marked = [*strand.standards_of("urgent_improvement"), *strand.standards_of("expected_standard")]
    marks: dict[str, Mark | None] = {standard.id: "met" for standard in marked[:-1]}
    evaluations.mark(opened, marks | {marked[-1].id: "not_met"})
    return opened


def pages(opened: str) -> Iterator[View]:
    """Every page and state of the demo: a name, its address, and what to press first."""
    session = f"session?evaluation={opened}"
    deep = f"{session}&way=standards"
    yield "home", "", None
    yield "list", "self_evaluations", None
    yield "list-start", "self_evaluations", press_text("Start a self-evaluation")
    yield "quick", session, None
    yield "quick-each-says", session, press_text("What each of us says")
    yield "standards", deep, None
    yield "side-by-side", deep, press_text("Two grades side by side")
    yield "summary", f"{session}&way=summary", None
    yield "locked", "session?evaluation=demo-2026-10-13", None
    yield "inspections", "inspections", None
    yield "inspections-by-hand", "inspections", press_text("Enter one by hand")
    for inspection in ("2026-05-12", "2025-06-10", "2024-02-27"):
        yield f"compare-{inspection}", f"compare?inspection=demo-inspection-{inspection}", None
    for view in ("table", "board", "time", "mine", "due", "sheet"):
        yield f"plan-{view}", f"plan?view={view}", None
    for about in ("review", "audit", "feel", "bring_in"):
        yield f"plan-{about}", f"plan?about={about}", None
    yield "progress", "progress", None
    yield "progress-earlier", "progress", press_last_block
    for about in ("glance", "add", "challenges", "england"):
        yield f"numbers-{about}", f"numbers?about={about}", None
    yield "evidence", "evidence", None
    yield "evidence-open", "evidence", lambda page: page.get_by_role("main").locator("summary").nth(1).click()
    yield "evidence-piece", "evidence?piece=demo-evidence-07", None
    yield "evidence-add", "evidence", press_text("Add evidence")
    yield "present", "present", None
    for at in (0, 1, 2, 3, 5, 12, 13, 15, 18, 19):
        yield f"present-{at}", f"present?show=usual&at={at}", None
    yield "take-away", "take_away", None
    yield "take-away-pack", "take_away?about=pack", None
    yield "take-away-slides", "take_away?about=slides", None
    yield "take-away-papers", "take_away?about=papers", None
    yield "readiness", "readiness", None
    yield "visible", "visible", None
    for by in ("subject", "pupils", "list"):
        yield f"visible-{by}", f"visible?about=seen&by={by}", None
    yield "visible-typical", "visible?about=seen&by=strand&days=typical", press_text("The two days")
    for about in ("not_seen", "practice", "away", "timetable"):
        yield f"visible-{about}", f"visible?about={about}", None
    for about in ("day", "cards", "log", "draft", "rehearsals"):
        yield f"the-call-{about}", f"the_call?about={about}", None
    yield "search", "search", None
    yield "search-found", "search?words=attendance friday", None
    for part in PARTS:
        yield f"settings-{part}", f"settings?part={part}", None
    yield "help", "help", None
    yield "welcome-with-a-school", "welcome", None


def press_text(words: str) -> Act:
    """Press what carries these words."""
    return lambda page: page.get_by_text(words, exact=True).first.click()


def press_last_block(page: Page) -> None:
    """Choose the earliest of Progress's frameworks; the latest one is shown first."""
    page.get_by_role("radiogroup", name="Framework").get_by_role("radio").last.click()


def shots(browser: Browser, views: list[View], folder: Path) -> Iterator[Path]:
    """A full-page picture of each view in each size, and in the dark at one."""
    for size, (width, height) in [*SIZES.items(), (f"{DARK}-dark", SIZES[DARK])]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if size.endswith("dark") else "light"
        )
        page = context.new_page()
        for name, url, act in views:
            show(page, url, act)
            stretch(page, width, height)
            path = folder / f"{name}-{size}.png"
            page.screenshot(path=path)
            page.set_viewport_size({"width": width, "height": height})
            yield path
        context.close()


def show(page: Page, url: str, act: Act | None = None) -> None:
    """Go to a view and wait until everything stands."""
    page.goto(url)
    page.locator("h1").first.wait_for()
    drawn(page)
    if act:
        act(page)
        page.wait_for_timeout(600)  # the press travels to the server before the page stops being at rest
        drawn(page)


def stretch(page: Page, width: int, height: int) -> None:
    """Make the window as tall as the page, because the page scrolls inside it."""
    tall = int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))
    page.set_viewport_size({"width": width, "height": max(height, tall)})
    page.wait_for_timeout(400)  # charts and tables take their new size
    drawn(page)


def take_picture(browser: Browser, url: str) -> None:
    """The README's picture: Compare of the demo, its title, chart and reading, in few colours."""
    width, height = SIZES[DARK]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    show(page, f"{url}/compare?inspection=demo-inspection-2026-05-12")
    stretch(page, width, height)
    top = page.get_by_role("heading", level=1).bounding_box()
    end = page.get_by_test_id("stPlotlyChart").first.bounding_box()
    assert top and end, "Compare shows no chart"
    clip = {"x": 0, "y": max(0, top["y"] - 24), "width": width, "height": end["y"] + end["height"] + 16 - top["y"] + 24}
    taken = Image.open(BytesIO(page.screenshot(clip=clip)))  # type: ignore[arg-type]
    taken.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"{PICTURE}: {taken.width} x {taken.height}, {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
