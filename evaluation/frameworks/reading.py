"""Framework and crosswalk files, read into checked values.

A framework is a YAML file in `data/frameworks/`; `data/frameworks/README.md` describes every field.
A file is either accepted whole or refused with every problem it has, each with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation.errors import Problem
from evaluation.frameworks.document import Document, Fields, day_in, ids_in, records_in, text_in
from evaluation.frameworks.model import Crosswalk, Framework, FrameworkKey, Library

DATA = Path(__file__).resolve().parent.parent.parent / "data"


@lru_cache(maxsize=4)
def shipped(folder: Path = DATA) -> Library:
    """The frameworks and crosswalks that come with the product, read once per process.

    Raises FileRefused when a file of ours has been damaged.
    """
    frameworks = [read_framework(p.read_text("utf-8")) for p in sorted((folder / "frameworks").glob("*.yaml"))]
    library = Library({f.key: f for f in frameworks})
    walks = [read_crosswalk(p.read_text("utf-8"), library) for p in sorted((folder / "crosswalks").glob("*.yaml"))]
    return Library(library.frameworks, tuple(walks))


def read_framework(text: str, library: Library | None = None) -> Framework:
    """A framework file's text into a Framework.

    With a library, its scales are also checked against the scales of the same id there, and its key
    must be new. Raises FileRefused with every problem found, by line and field.
    """
    document = Document(text)
    problems = list(_framework_problems(document))
    if library is not None:
        problems += _library_problems(document, library)
    return document.build(Framework, "framework", problems)


def read_crosswalk(text: str, library: Library) -> Crosswalk:
    """A crosswalk file's text into a Crosswalk whose strands all exist. Raises FileRefused."""
    document = Document(text)
    walk = document.build(Crosswalk, "crosswalk", [])
    problems = []
    for side, name in ((walk.left, "from"), (walk.right, "to")):
        for version in side.versions:
            key = FrameworkKey(side.framework, version)
            framework = library.frameworks.get(key)
            if framework is None:
                problems.append(document.problem((name, "versions"), f"there is no framework {key}."))
                continue
            known = {strand.id for strand in framework.strands}
            for place, link in enumerate(walk.links):
                strand = link.strand if name == "from" else link.to
                if strand not in known:
                    problems.append(document.problem(("links", place, name), f"{key} has no strand “{strand}”."))
    document.refuse_if(problems, "crosswalk")
    return walk


def _framework_problems(document: Document) -> Iterator[Problem]:
    """Where the parts of a file do not fit together. Parts of the wrong shape are passed over: `build` names those."""
    begins, ends = (day_in(document.data, name) for name in ("in_force_from", "in_force_to"))
    if begins and ends and ends < begins:
        yield document.problem(("in_force_to",), "the framework ends before it begins. Swap or correct the two dates.")
    yield from document.repeated(document.data, ("scales",))
    yield from document.repeated(document.data, ("strands",))
    scales = {text_in(scale, "id"): scale for _, scale in records_in(document.data, "scales")}
    for place, scale in records_in(document.data, "scales"):
        yield from document.repeated(scale, ("scales", place, "grades"))
    seen: set[str] = set()
    for place, strand in records_in(document.data, "strands"):
        here = ("strands", place)
        scale_id = text_in(strand, "scale")
        scale = scales.get(scale_id, {}) if scale_id else {}
        if scale_id and not scale:
            yield document.problem((*here, "scale"), f"“{scale_id}” is not one of this file's scales.")
        yield from document.repeated(strand, (*here, "themes"))
        yield from _standard_problems(
            strand, here, ids_in(scale, "grades"), scale.get("rule") != "all_met", seen, document
        )


def _standard_problems(
    strand: Fields, here: tuple[Any, ...], bands: list[str] | None, graded: bool, seen: set[str], document: Document
) -> Iterator[Problem]:
    """What is wrong with a strand's standards. `bands` are its grades, lowest first; empty or None where not known."""
    themes = ids_in(strand, "themes")
    lowest = bands[0] if bands and graded else None
    used = set()
    for row, standard in records_in(strand, "standards"):
        at = (*here, "standards", row)
        standard_id, theme, band = (text_in(standard, name) for name in ("id", "theme", "band"))
        if standard_id in seen:
            yield document.problem((*at, "id"), f"“{standard_id}” is used twice. Give every standard its own id.")
        seen |= {standard_id} if standard_id else set()
        used.add(band)
        if theme and themes is not None and theme not in themes:
            yield document.problem((*at, "theme"), f"“{theme}” is not one of this strand's themes.")
        if band and bands and band not in bands:
            yield document.problem(
                (*at, "band"), f"“{band}” is not a grade of the scale. Use one of: {', '.join(sorted(bands))}."
            )
        if lowest and band == lowest and not standard.get("warning"):
            yield document.problem(
                (*at, "warning"),
                "a standard of the lowest grade needs a warning sign: what it looks like when absent.",
            )
    if lowest and used == {lowest}:
        yield document.problem(
            (*here, "standards"),
            "all of them belong to the lowest grade, so marks can support no other. Add some for a higher grade.",
        )


def _library_problems(document: Document, library: Library) -> Iterator[Problem]:
    framework_id, version = text_in(document.data, "id"), text_in(document.data, "version")
    if framework_id and version and (key := FrameworkKey(framework_id, version)) in library.frameworks:
        yield document.problem(
            ("version",), f"{key} is already here. A new edition needs a new version; what is pinned stays as it was."
        )
    known = {scale.id: scale for other in library.frameworks.values() for scale in other.scales}
    for place, scale in records_in(document.data, "scales"):
        twin, grades = known.get(text_in(scale, "id") or ""), ids_in(scale, "grades")
        if twin and grades and (list(twin.order), twin.rule) != (grades, scale.get("rule")):
            yield document.problem(
                ("scales", place, "id"), f"“{twin.id}” is the id of another scale with other grades. Choose a new id."
            )
