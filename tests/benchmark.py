"""How much of a page's script time is its own: `python -m tests.benchmark [--profile]`.

Each page runs in a real session of a server in this process, beside its floor: the same page with every
answer of the door and everything built from them replaced by what a first run recorded. So the elements
are the same and only the page's own work differs. Ratios, not times: machines differ.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import csv
import functools
import io
import json
import os
import pstats
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import bootstrap

from evaluation.documents import workbook
from evaluation.documents.pack import pack
from evaluation.frameworks import shipped
from evaluation.intake import read_inspections
from evaluation.school import Door
from evaluation.school.cards import Cards
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.inspections import Inspections
from evaluation.school.plans import Plans
from evaluation.school.questions import Questions
from evaluation.school.readiness import Readiness
from evaluation.school.searching import Search
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.school.settings import Settings
from pages.parts import screen
from tests.browser.server import ROOT, free_port
from tests.intake.conftest import OEIF, REPORT_CARD, REPORT_CARD_2026, WHO, csv_bytes, workbook_bytes
from tests.visit import Visit
from tests.years import fill, fill_to_take_away

RERUNS, FRESH_RERUNS, WRITES = 30, 10, 40
AIM = 1.5
YEARS = (1, 20)
SESSION = "session?evaluation={opened}"
PAGES = {
    "Home": "",
    "Self-evaluations": "self_evaluations",
    "Session, quick way": SESSION,
    "Session, standard by standard": f"{SESSION}&way=standards",
    "Session, summary": f"{SESSION}&way=summary",
    "Inspections": "inspections",
    "Compare": "compare",
    "Progress": "progress",
    "Numbers": "numbers",
    "Help": "help",
    "Evidence": "evidence",
    "Readiness": "readiness",
    "Readiness, evidence": "readiness?about=evidence",
    "Readiness, cards": "readiness?about=cards",
    "What could be seen": "visible",
    "The call": "the_call",
    "Search": "search?words=lessons",
    "Present": "present",
    "Present, a screen": "present?show=usual&at=2",
    "Take away": "take_away",
    "Take away, the pack": "take_away?about=pack",
    "Take away, slides": "take_away?about=slides",
    "Take away, Word documents": "take_away?about=papers",
    "Settings": "settings",
    "Settings, changes": "settings?part=changes",
}


# ------------------------------------------------------------------ the floor


class Tape:
    """What the door and `built` answered, in the order they were asked, to be answered again for nothing."""

    def __init__(self) -> None:
        self.mode = "off"
        self._answers: list[Any] = []
        self._next = 0
        self._depth = 0

    def rewind(self, mode: str) -> None:
        """Begin a run that is recorded ("record"), answered from the tape ("replay") or let through ("off")."""
        self.mode, self._next = mode, 0
        if mode == "record":
            self._answers = []

    def over(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with the tape before it."""

        @functools.wraps(original)
        def taped(*arguments: Any, **named: Any) -> Any:
            if self.mode == "off" or self._depth:
                return original(*arguments, **named)
            if self.mode == "replay":
                self._next += 1
                return self._answers[self._next - 1]
            self._depth += 1
            try:
                answer = original(*arguments, **named)
            finally:
                self._depth -= 1
            self._answers.append(answer)
            return answer

        return taped

    def put_in(self) -> None:
        """Stand before everything a page asks."""
        for group in (
            SelfEvaluations,
            Inspections,
            EvidenceRegister,
            Settings,
            Questions,
            Readiness,
            Cards,
            Plans,
            Search,
        ):
            for name, method in list(vars(group).items()):
                if callable(method) and not name.startswith("_"):
                    setattr(group, name, self.over(method))
        Door.schools = self.over(Door.schools)  # type: ignore[method-assign]
        Door.school = self.over(Door.school)  # type: ignore[method-assign]
        Door.at = staticmethod(self.over(Door.at))  # type: ignore[method-assign]
        screen.built = self.over(screen.built)


class Clock:
    """Measures each script run inside the server: its thread's work, and the time that passed."""

    def __init__(self) -> None:
        self.work = self.passed = 0.0
        self.profile: cProfile.Profile | None = None
        original = ScriptRunner._run_script

        def timed(runner: ScriptRunner, rerun_data: Any) -> None:
            if self.profile:
                self.profile.enable()
            work, passed = time.thread_time(), time.perf_counter()
            try:
                original(runner, rerun_data)
            finally:
                self.work, self.passed = time.thread_time() - work, time.perf_counter() - passed
                if self.profile:
                    self.profile.disable()

        ScriptRunner._run_script = timed  # type: ignore[method-assign,assignment]


# ------------------------------------------------------------------ what is measured


async def measure(port: int, years: int, opened: str, tape: Tape, clock: Clock, profile: bool) -> dict[str, Any]:
    """Of each page, in seconds of work: (its own run, the first run after a change, its floor)."""
    found = {}
    for name, address in PAGES.items():
        async with Visit(port, address.format(opened=opened)) as visit:
            for _ in range(4):
                await visit.run()
            with recorded(tape):
                await visit.run()
            own: list[float] = []
            floor: list[float] = []
            fresh: list[float] = []
            for _ in range(RERUNS):
                for mode, times in (("off", own), ("replay", floor)):
                    tape.rewind(mode)
                    await visit.run()
                    times.append(clock.work)
            tape.rewind("off")
            for _ in range(FRESH_RERUNS):
                screen._built.clear()
                await visit.run()
                fresh.append(clock.work)
            found[name] = tuple(statistics.median(times) for times in (own, fresh, floor))
            if profile:
                await profiled(f"{name}, {years} years", visit, clock)
    return found


@contextmanager
def recorded(tape: Tape) -> Iterator[None]:
    """Around the run whose answers are kept."""
    tape.rewind("record")
    yield
    tape.rewind("off")


async def profiled(name: str, visit: Visit, clock: Clock) -> None:
    """Print where ten runs spend their time in this project's own code and below."""
    clock.profile = cProfile.Profile()
    for _ in range(10):
        await visit.run()
    text = io.StringIO()
    pstats.Stats(clock.profile, stream=text).sort_stats("cumulative").print_stats(r"main/(pages|evaluation)", 18)
    clock.profile = None
    print(f"\n== {name}, ten runs\n" + "\n".join(text.getvalue().splitlines()[7:]))


async def mark_saved(port: int, opened: str, clock: Clock) -> float:
    """A mark saved in a session, as a ratio to the same part of the page run again without saving."""
    with_write, without = [], []
    async with Visit(port, PAGES["Session, standard by standard"].format(opened=opened)) as visit:
        await visit.run()
        mark = visit.marks[0].id
        for number in range(WRITES):
            await visit.run(visit.fragment, (mark, ("Met", "Not yet")[number % 2]))
            with_write.append(clock.passed)
            await visit.run(visit.fragment, (mark, ("Met", "Not yet")[number % 2]))
            without.append(clock.passed)
    return statistics.median(with_write[4:]) / statistics.median(without[4:])


def national_file(schools: int = 22_000) -> float:
    """Opening a file of the whole country and finding one school, as a ratio to the csv module reading its bytes."""
    inspected = REPORT_CARD | OEIF
    content = csv_bytes(REPORT_CARD_2026, [WHO | inspected | {"URN": str(100_000 + n)} for n in range(schools)])
    ours, plain = [], []
    for _ in range(5):
        start = time.thread_time()
        list(csv.reader(io.StringIO(content.decode("cp1252"), newline="")))
        plain.append(time.thread_time() - start)
        start = time.thread_time()
        assert read_inspections(content, "national.csv", shipped()).school(100_000 + schools // 2).inspections
        ours.append(time.thread_time() - start)
    return statistics.median(ours) / statistics.median(plain)


def national_import(schools: int = 22_000) -> dict[str, float]:
    """A national file imported into an empty store, in a process of its own: seconds, work, memory, and the floor.

    The floor is the csv module reading the file and sqlite3 storing as many rows of the same tables at once.
    """
    inspected = REPORT_CARD | OEIF
    rows = [
        WHO
        | inspected
        | {
            "URN": str(100_000 + n),
            "Inspection number of latest full inspection": str(20_000_000 + n),
            "Inspection number of latest OEIF graded inspection": str(30_000_000 + n),
        }
        for n in range(schools)
    ]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "national.csv").write_bytes(csv_bytes(REPORT_CARD_2026, rows))
        for part in ("import", "floor"):
            command = [sys.executable, "-m", "tests.national_import", part, folder]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            found |= {f"{part} {name}": float(value) for name, value in json.loads(done.stdout).items()}
    return found


def declared_rows(schools: int = 2_000, declared: int = 1_000_000) -> float:
    """A workbook that declares a million rows, as a ratio to the same rows declared truthfully."""
    rows: list[list[object]] = [list(REPORT_CARD_2026)]
    rows += [[(WHO | REPORT_CARD | {"URN": str(100_000 + n)}).get(name) for name in rows[0]] for n in range(schools)]
    truthful = workbook_bytes({"Provider level data": rows})
    source, boastful = zipfile.ZipFile(io.BytesIO(truthful)), io.BytesIO()
    with zipfile.ZipFile(boastful, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:ZZ%d"' % declared, content)
                empty = b"".join(b'<row r="%d"/>' % n for n in range(schools + 2, declared + 1))
                content = content.replace(b"</sheetData>", empty + b"</sheetData>")
            target.writestr(name, content)
    seconds = []
    for content in (boastful.getvalue(), truthful):
        start = time.thread_time()
        assert len(read_inspections(content, "declared.xlsx", shipped()).schools) == schools
        seconds.append(time.thread_time() - start)
    return seconds[0] / seconds[1]


def pack_of_ten_years(folder: Path) -> dict[str, float]:
    """A pack with fifty files of a megabyte: its work as a ratio to the Excel workbook of the same store, and seconds.

    The school has thirty self-evaluations, forty inspections, 600 pieces of evidence and three plans of forty actions.
    """
    school = fill_to_take_away(folder / "ten.db")
    files = [piece.id for piece in school.evidence.all() if piece.file]
    work: dict[str, list[float]] = {"pack": [], "workbook": []}
    passed: dict[str, list[float]] = {"pack": [], "workbook": []}
    for _ in range(3):
        for name, make in (("pack", lambda: pack(school, files)), ("workbook", lambda: workbook(school))):
            start, begun = time.thread_time(), time.perf_counter()
            make()
            work[name].append(time.thread_time() - start)
            passed[name].append(time.perf_counter() - begun)
    ratio = statistics.median(work["pack"]) / statistics.median(work["workbook"])
    return {"ratio": ratio, "seconds": statistics.median(passed["pack"])}


async def everything(port: int, stores: dict[int, tuple[Path, str]], profile: bool, tape: Tape, clock: Clock) -> None:
    """Measure and print."""
    found, writes = {}, {}
    for years, (path, opened) in stores.items():
        os.environ["EVALUATION_STORE"] = str(path)
        found[years] = await measure(port, years, opened, tape, clock, profile)
        writes[years] = await mark_saved(port, opened, clock)
    young, old = YEARS
    heads = (f"{young} year", f"{old} years", f"own part, {old}/{young}", "after a change", f"{old} years")
    print(f"\nScript time as a ratio to the floor (aim: {AIM} or less)")
    print(f"{'':32}" + "".join(f"{head:>18}" for head in heads))
    for name in PAGES:
        (run, fresh, floor), (run_old, fresh_old, floor_old) = found[young][name], found[old][name]
        growth = (run_old - floor_old) / max(run - floor, 1e-4)
        figures = (run / floor, run_old / floor_old, growth, fresh / floor, fresh_old / floor_old)
        over = "  over the aim" if max(figures[:2]) > AIM else ""
        print(f"{name:32}" + "".join(f"{figure:18.2f}" for figure in figures) + over)
    print("\nA mark saved, as a ratio to the same run without saving:")
    print("".join(f"  {years} years {ratio:.2f}" for years, ratio in writes.items()))
    print(f"A national file opened for one school, as a ratio to the csv module reading it: {national_file():.2f}")
    with tempfile.TemporaryDirectory() as folder:
        packed = pack_of_ten_years(Path(folder))
    print(
        f"The pack of ten years, as a ratio to the Excel workbook of the same store: {packed['ratio']:.2f} "
        f"({packed['seconds']:.1f} s of the 10 s allowed)"
    )
    done = national_import()
    print(
        f"22,000 schools imported, as a ratio to csv and sqlite3 alone: {done['import work'] / done['floor work']:.1f} "
        f"({done['import seconds']:.0f} s of the 60 s allowed, of which {done['import work']:.0f} s its own work; "
        f"at most {done['import memory']:.0f} MB of the 600 MB allowed, {done['import start']:.0f} MB before it began)"
    )
    print(f"A workbook that declares a million rows, as a ratio to the same declared truthfully: {declared_rows():.2f}")


def main() -> int:
    """Fill the stores, start the server here, measure from a thread beside it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--profile", action="store_true", help="also print where each page spends its time")
    given = parser.parse_args()
    os.chdir(ROOT)
    port, failed = free_port(), []
    with tempfile.TemporaryDirectory() as folder:
        stores = {}
        for years in YEARS:
            path = Path(folder) / f"{years}.db"
            stores[years] = path, fill(path, years)
        tape, clock = Tape(), Clock()
        tape.put_in()

        def beside() -> None:
            try:
                time.sleep(1)
                asyncio.run(everything(port, stores, given.profile, tape, clock))
            except BaseException:
                failed.append(traceback.format_exc())
            os.kill(os.getpid(), signal.SIGINT)

        options = {"server_port": port, "server_headless": True}
        bootstrap.load_config_options(options)
        threading.Thread(target=beside, daemon=True).start()
        bootstrap.run(str(ROOT / "app.py"), False, [], options)
    print("".join(failed), file=sys.stderr, end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
