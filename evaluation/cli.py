"""The same abilities without a screen: `python -m evaluation …`. Each command says what it did, in JSON when asked."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.access import LOCAL_HEAD
from evaluation.details import read_urn
from evaluation.errors import EvaluationError, FileRefused
from evaluation.frameworks import DATA, Library, read_framework, shipped
from evaluation.records import Inspection
from evaluation.school import Door, School


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused with the reason on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except EvaluationError as problem:
        print(problem, file=sys.stderr)
        for one in getattr(problem, "problems", []):
            print(f"  {one}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description="A school's self-evaluation, without a screen."
    )
    anywhere = argparse.ArgumentParser(add_help=False)
    for place, default in ((parser, None), (anywhere, argparse.SUPPRESS)):
        place.add_argument(
            "--store",
            type=Path,
            default=default,
            help="the store's file (default: EVALUATION_STORE, else data/school.db)",
        )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", parents=[anywhere], help="fill a store with the invented demo school")
    demo.set_defaults(run=_demo)

    frameworks = commands.add_parser("frameworks", help="framework files").add_subparsers(required=True, metavar="WHAT")
    check = frameworks.add_parser("check", help="say what is wrong with a framework file, by line and field")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)
    listed = frameworks.add_parser("list", parents=[anywhere], help="the frameworks at hand")
    listed.set_defaults(run=_list_frameworks)

    inspections = commands.add_parser("inspections", help="inspections").add_subparsers(required=True, metavar="WHAT")
    bring_in = inspections.add_parser(
        "import", parents=[anywhere], help="bring in inspections from a file of Ofsted's, of one school or many"
    )
    bring_in.add_argument("file", type=Path, nargs="?")
    which = bring_in.add_mutually_exclusive_group(required=True)
    which.add_argument("--urn", type=_urn_or_file, nargs="+", help="one school's unique reference number, or several")
    which.add_argument("--trust", metavar="NAME", help="every school of a trust")
    which.add_argument("--authority", metavar="NAME", help="every school of a local authority")
    which.add_argument("--all", action="store_true", help="every school in the file")
    shown = inspections.add_parser("list", parents=[anywhere], help="a school's inspections with their findings")
    shown.add_argument("--urn", type=_urn, required=True, help="the school's unique reference number")
    undo = inspections.add_parser("undo", parents=[anywhere], help="take back an import of many schools")
    undo.add_argument("id", help="the import's id; “last” for the latest")
    for command, run in ((bring_in, _import), (shown, _list_inspections), (undo, _undo)):
        command.add_argument("--json", action="store_true", help="answer in JSON")
        command.set_defaults(run=run)

    export = commands.add_parser("export", help="files to take away").add_subparsers(required=True, metavar="WHAT")
    workbook = export.add_parser("workbook", parents=[anywhere], help="the Excel summary")
    workbook.add_argument("--out", type=Path, required=True, help="the file to write")
    workbook.add_argument("--urn", type=_urn, help="which school, where the store has several")
    workbook.set_defaults(run=_workbook)
    return parser


def _door(options: argparse.Namespace) -> Door:
    return Door.at(options.store, LOCAL_HEAD)


def _demo(options: argparse.Namespace) -> None:
    door = _door(options)
    here = any(details.demo for details in door.schools())
    school = door.fill_demo()
    print(f"{school.details.name} {'was in' if here else 'is now in'} {door.place}{' already' if here else ''}.")


def _check(options: argparse.Namespace) -> None:
    ours = options.file.resolve().parent == DATA / "frameworks"
    others = {key: f for key, f in shipped().frameworks.items() if not (ours and str(key) == options.file.stem)}
    framework = read_framework(_text(options.file), Library(others))
    print(f"{options.file.name} is fine: {framework.name}, {framework.key}, {len(framework.strands)} strands.")


def _list_frameworks(options: argparse.Namespace) -> None:
    for key, framework in sorted(_door(options).library.frameworks.items()):
        print(f"{key}  {framework.name}")


def _import(options: argparse.Namespace) -> None:
    if options.file is None:  # it stood after --urn N, which took it
        options.file = next((each for each in options.urn or () if isinstance(each, Path)), None)
    if options.file is None:
        raise EvaluationError("Say which file: python -m evaluation inspections import FILE --urn N")
    options.urn = options.urn and [each for each in options.urn if isinstance(each, int)]
    if options.urn == []:
        raise EvaluationError("Say which school: --urn and its number.")
    door, content = _door(options), _bytes(options.file)
    if not options.urn or len(options.urn) > 1:
        _import_many(options, door, content)
        return
    school = door.school_from_file(content, options.file.name, options.urn[0])
    preview = school.inspections.preview(content, options.file.name)
    added = school.inspections.bring_in([*preview.new, *preview.completed])
    if options.json:
        _print_json(
            {
                "file": preview.file_name,
                "layout": preview.layout,
                "urn": options.urn[0],
                "school": school.details.name,
                "added": added,
                "already_here": len(preview.known) + len(preview.completed),
                "completed": len(preview.completed),
                "differing": [_as_json(inspection) for inspection in preview.differing],
                "refused": [{"line": p.line, "field": p.field, "message": p.message} for p in preview.refused],
                "inspections": [_as_json(inspection) for inspection in school.inspections.all()],
            }
        )
        return
    print(f"{school.details.name}: {added} added, {len(preview.known) + len(preview.completed)} already here.")
    for inspection in preview.differing:
        print(
            f"  {inspection.kind_name} of {inspection.started_on}: the grades here differ from the file's. "
            "What is here stays."
        )
    for problem in preview.refused:
        print(f"  Not brought in: {problem}")


def _import_many(options: argparse.Namespace, door: Door, content: bytes) -> None:
    shown = sys.stderr.isatty()
    for step in door.import_many(content, options.file.name, options.urn, options.trust, options.authority):
        if shown:
            print(f"\r{step.done:,} of {step.of:,} schools", end="" if step.result is None else "\n", file=sys.stderr)
        result = step.result
    assert result is not None
    if options.json:
        _print_json(
            {
                "file": options.file.name,
                "layout": result.layout,
                "import": result.import_id,
                "schools": result.schools,
                "set_up": result.set_up,
                "added": result.added,
                "already_here": result.known,
                "differing": [
                    {"stored": _as_json(c.stored), "found": _as_json(c.found), "strands": list(c.strands)}
                    for c in result.conflicts
                ],
                "refused": [{"line": p.line, "field": p.field, "message": p.message} for p in result.refused],
            }
        )
        return
    print(f"{result.schools:,} schools: {result.added:,} inspections added, {result.known:,} already here.")
    if result.set_up:
        print(f"{result.set_up:,} schools were set up.")
    if result.conflicts:
        print(f"{len(result.conflicts):,} are here with other grades than the file's. What is here stays.")
    for problem in result.refused:
        print(f"  Not brought in: {problem}")
    print(f"To take it back: python -m evaluation inspections undo {result.import_id}")


def _undo(options: argparse.Namespace) -> None:
    door = _door(options)
    found = door.imports()
    gone, stayed = door.undo_import(found[0].id if options.id == "last" and found else options.id)
    if options.json:
        _print_json({"removed": gone, "kept": stayed})
        return
    kept = f" {stayed:,} stayed, because they were changed since." if stayed else ""
    print(f"{gone:,} inspections removed.{kept}")


def _list_inspections(options: argparse.Namespace) -> None:
    school = _school(_door(options), options.urn)
    inspections = school.inspections.all()
    if options.json:
        _print_json([_as_json(inspection) for inspection in inspections])
        return
    for inspection in inspections:
        framework = school.library.get(*inspection.framework)
        print(f"{inspection.started_on}  {inspection.kind_name} ({framework.short_name}) {inspection.outcome}".rstrip())
        for finding in inspection.findings:
            scale = framework.scale(finding.strand_id)
            word = scale.name_of(finding.grade) if scale and finding.grade else finding.words or "No grade"
            print(f"    {framework.strand(finding.strand_id).name}: {word}")


def _as_json(inspection: Inspection) -> dict[str, Any]:
    return {
        "start_date": inspection.started_on.isoformat(),
        "kind": inspection.kind,
        "framework_id": inspection.framework.id,
        "framework_version": inspection.framework.version,
        "findings": {finding.strand_id: finding.grade for finding in inspection.findings},
        "published": inspection.published_on.isoformat() if inspection.published_on else None,
        "number": inspection.number,
        "outcome": inspection.outcome or None,
        "source": inspection.source,
    }


def _workbook(options: argparse.Namespace) -> None:
    from evaluation.documents.workbook import workbook

    school = _school(_door(options), options.urn)
    content = workbook(school)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        hint = " Is it open in Excel?" if isinstance(error, PermissionError) else ""
        raise EvaluationError(f"{options.out} cannot be written: {error.strerror}.{hint}") from None
    print(f"{options.out} written for {school.details.name}.")


def _school(door: Door, urn: int | None) -> School:
    """The school with this URN; without one, the store's only school, the demo aside. Raises EvaluationError."""
    if urn is not None and (school := door.school_with_urn(urn)):
        return school
    schools = door.schools()
    found = [details for details in schools if urn is None and not details.demo]
    found = found or [details for details in schools if urn is None]
    if not found:
        here = ", ".join(f"{details.name} ({details.urn})" if details.urn else details.name for details in schools)
        raise EvaluationError(f"No such school in {door.place}. Here: {here or 'no school yet'}.")
    if len(found) > 1:
        raise EvaluationError("The store has several schools: say which with --urn.")
    return door.school(found[0].id)


def _urn(text: str) -> int:
    urn = read_urn(text)
    if urn is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a URN: six digits are needed")
    return urn


def _urn_or_file(text: str) -> int | Path:
    path = Path(text)
    return path if path.is_file() else _urn(text)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}.") from None


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(f"{path.name} is not text in UTF-8. Save it as UTF-8 in your editor.") from None


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))
