"""`numbers`: bring in figures of a school from a file of the DfE's, list them, take an import back."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import Any

from evaluation.cli.common import Commands, bytes_of, door_of, print_json, school_of, urn
from evaluation.errors import EvaluationError
from evaluation.indicators.measures import measures
from evaluation.indicators.records import GROUPS, Figure, Measure, year_label
from evaluation.intake.performance.years import year_in_name
from evaluation.school import School
from evaluation.school.numbers import NumbersPreview


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    numbers = commands.add_parser("numbers", help="figures").add_subparsers(required=True, metavar="WHAT")
    bring_in = numbers.add_parser("import", parents=[anywhere], help="bring in a school's figures from a DfE table")
    bring_in.add_argument("file", type=Path)
    bring_in.add_argument(
        "--year", metavar="2024/25", help="the school year that the file is of, where its columns do not say it"
    )
    bring_in.add_argument("--preview", action="store_true", help="say what would be brought in, and store nothing")
    bring_in.add_argument(
        "--replace", action="store_true", help="take the file's figure where another is here already; else it stays"
    )
    shown = numbers.add_parser("list", parents=[anywhere], help="a school's figures beside England's")
    done = numbers.add_parser("imports", parents=[anywhere], help="the imports that can be taken back")
    undo = numbers.add_parser("undo", parents=[anywhere], help="take back an import")
    undo.add_argument("id", help="the import's id; “last” for the latest")
    for command, run in ((bring_in, _import), (shown, _list), (done, _imports), (undo, _undo)):
        command.add_argument("--urn", type=urn, help="the school's unique reference number")
        command.add_argument("--json", action="store_true", help="answer in JSON")
        command.set_defaults(run=run)


def _import(options: argparse.Namespace) -> None:
    school = school_of(door_of(options), options.urn)
    preview = school.numbers.preview_file(bytes_of(options.file), options.file.name, _year(options.year))
    if preview.needs_year:
        seems = f" Its name seems to say {year_label(preview.suggested_year)}." if preview.suggested_year else ""
        raise EvaluationError(f"The file does not say which school year it is of: add --year, as in 2024/25.{seems}")
    chosen = [each.found.id for each in preview.differing] if options.replace else []
    import_id = None if options.preview else school.numbers.accept(preview, chosen) or None
    if options.json:
        print_json(_preview_json(school, preview, import_id, options.preview))
        return
    year = f" for {year_label(preview.year)}" if preview.year else ""
    print(f"{school.details.name}: {preview.what}{year}")
    verb = "would be added" if options.preview else "added"
    print(f"{len(preview.new)} {verb}, {len(preview.known)} already here, {len(preview.differing)} differ.")
    for each in preview.differing:
        taken = "the file's is taken" if options.replace else "what is here stays; --replace takes the file's"
        print(f"  {_what(each.here)}: {_said(each.here)} here, {_said(each.found)} in the file; {taken}.")
    print(f"{len(preview.references)} national figures {verb}.")
    for problem in preview.refused:
        print(f"  Not brought in: {problem}")
    if import_id:
        which = f" --urn {school.details.urn}" if school.details.urn else ""
        store = f" --store {shlex.quote(str(options.store))}" if options.store else ""
        print(f"To take it back: python -m evaluation numbers undo {import_id}{which}{store}")


def _list(options: argparse.Namespace) -> None:
    school = school_of(door_of(options), options.urn)
    rows = [row for measure in school.numbers.measures() for row in _rows(school, measure)]
    if options.json:
        print_json(rows)
        return
    for row in rows:
        value = row["missing"] if row["value"] is None else f"{row['value']:g}"
        national = f"England {row['national']:g}" if row["national"] is not None else row["no_national"]
        print(f"{row['name']}, {row['group_name']}, {row['period']}: {value} ({row['unit']}); {national}")
    if not rows:
        print("There are no figures yet.")


def _rows(school: School, measure: Measure) -> list[dict[str, Any]]:
    found = []
    for group in school.numbers.groups(measure.id):
        for row in school.numbers.series(measure.id, group).astype(object).to_dict("records"):
            found.append(
                {
                    "measure": measure.id,
                    "name": measure.name,
                    "series": measure.series,
                    "unit": measure.unit,
                    "group": group,
                    "group_name": GROUPS[group].name,
                    "period": row["label"],
                    "start": row["start"].date().isoformat(),
                    "end": row["end"].date().isoformat(),
                    "value": row["value"] if row["missing"] == "" else None,
                    "missing": row["missing"] or None,
                    "source": row["source"],
                    "national": row["national"] if row["no_national"] == "" else None,
                    "national_source": row["national_source"] or None,
                    "no_national": row["no_national"] or None,
                }
            )
    return found


def _imports(options: argparse.Namespace) -> None:
    found = school_of(door_of(options), options.urn).numbers.imports()
    if options.json:
        print_json([vars(one) for one in found])
        return
    for one in found:
        print(f"{one.id}  {one.at}  {one.name}: {one.figures} figures still here as they came in")
    if not found:
        print("There is no import that can be taken back.")


def _undo(options: argparse.Namespace) -> None:
    numbers = school_of(door_of(options), options.urn).numbers
    found = numbers.imports()
    done = numbers.undo(found[0].id if options.id == "last" and found else options.id)
    if options.json:
        print_json({"removed": done.removed, "restored": done.restored, "kept": done.stayed})
        return
    stayed = f", {done.stayed} stayed because they were changed since" if done.stayed else ""
    print(f"{done.removed} figures removed, {done.restored} put back as they were{stayed}.")


def _year(text: str | None) -> int | None:
    """The year in which a school year ends. Raises EvaluationError."""
    if text is None:
        return None
    found = year_in_name(text.replace("/", "-"))
    if found is None or len(text) == 4:
        raise EvaluationError(f"“{text}” is no school year: write it as 2024/25.")
    return found


def _preview_json(school: School, preview: NumbersPreview, import_id: str | None, only_preview: bool) -> dict[str, Any]:
    return {
        "file": preview.name,
        "layout": preview.what,
        "school": school.details.name,
        "year": year_label(preview.year) if preview.year else None,
        "stored": not only_preview,
        "import": import_id,
        "new": [_figure_json(each) for each in preview.new],
        "already_here": len(preview.known),
        "differing": [{"here": _figure_json(e.here), "found": _figure_json(e.found)} for e in preview.differing],
        "national": len(preview.references),
        "refused": [{"line": p.line, "field": p.field, "message": p.message} for p in preview.refused],
    }


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure_id,
        "group": figure.group,
        "period": figure.period.label,
        "value": figure.value,
        "missing": figure.missing or None,
        "source": figure.source,
    }


def _what(figure: Figure) -> str:
    return f"{measures()[figure.measure_id].name}, {GROUPS[figure.group].name}, {figure.period.label}"


def _said(figure: Figure) -> str:
    return figure.missing if figure.value is None else f"{figure.value:g}"
