"""`inspections`: bring them in from a file of Ofsted's, list them, take an import back."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evaluation.cli.common import Commands, bytes_of, door_of, print_json, school_of, urn, urn_or_file
from evaluation.errors import EvaluationError, Problem
from evaluation.records import PHASES, Inspection
from evaluation.school import Door
from evaluation.school.imports import Embargoed, GivenFile, ImportPreview, ImportResult, ManyPreview, PhaseMissing


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    inspections = commands.add_parser("inspections", help="inspections").add_subparsers(required=True, metavar="WHAT")
    bring_in = inspections.add_parser(
        "import", parents=[anywhere], help="bring in inspections from a file of Ofsted's, of one school or many"
    )
    bring_in.add_argument("file", type=Path, nargs="?")
    which = bring_in.add_mutually_exclusive_group(required=True)
    which.add_argument("--urn", type=urn_or_file, nargs="+", help="one school's unique reference number, or several")
    which.add_argument("--trust", metavar="NAME", help="every school of a trust")
    which.add_argument("--authority", metavar="NAME", help="every school of a local authority")
    which.add_argument("--all", action="store_true", help="every school in the file")
    bring_in.add_argument("--preview", action="store_true", help="say what would be brought in, and store nothing")
    bring_in.add_argument(
        "--links",
        type=Path,
        metavar="FILE",
        help="the links file of Get Information about Schools: predecessors' inspections come along",
    )
    bring_in.add_argument(
        "--phase", choices=PHASES, help="the phase of one school that is not here, if the file does not say it"
    )
    shown = inspections.add_parser("list", parents=[anywhere], help="a school's inspections with their findings")
    shown.add_argument("--urn", type=urn, required=True, help="the school's unique reference number")
    undo = inspections.add_parser("undo", parents=[anywhere], help="take back an import")
    undo.add_argument("id", help="the import's id; “last” for the latest")
    done = inspections.add_parser("imports", parents=[anywhere], help="the imports that can be taken back")
    for command, run in ((bring_in, _import), (shown, _list), (undo, _undo), (done, _imports)):
        command.add_argument("--json", action="store_true", help="answer in JSON")
        command.set_defaults(run=run)


def _import(options: argparse.Namespace) -> None:
    if options.file is None:  # it stood after --urn N, which took it
        options.file = next((each for each in options.urn or () if isinstance(each, Path)), None)
    if options.file is None:
        raise EvaluationError("Say which file: python -m evaluation inspections import FILE --urn N")
    options.urn = options.urn and [each for each in options.urn if isinstance(each, int)]
    if options.urn == []:
        raise EvaluationError("Say which school: --urn and its number.")
    door, content = door_of(options), bytes_of(options.file)
    links = (bytes_of(options.links), options.links.name) if options.links else None
    new_here = options.urn and not door.school_with_urn(options.urn[0])
    many = not options.urn or len(options.urn) > 1
    if many and options.phase:
        raise EvaluationError("--phase is for one school: name it with --urn.")
    if many or (options.preview and new_here):
        _import_many(options, door, content, links)
    else:
        _import_one(options, door, content, links)


def _import_one(options: argparse.Namespace, door: Door, content: bytes, links: GivenFile | None) -> None:
    name, number = options.file.name, options.urn[0]
    school = door.school_with_urn(number) if options.preview else None
    try:
        school = school or door.school_from_file(content, name, number, options.phase or "", links)
    except PhaseMissing as problem:
        raise EvaluationError(f"{problem} Add --phase and one of: {', '.join(PHASES)}.") from None
    preview = school.inspections.preview(content, name, links)
    added, import_id = len(preview.new), None
    if not options.preview:
        before = {one.id for one in school.inspections.imports()}
        added = school.inspections.bring_in(preview.changes, preview.file_name, preview.sha256)
        import_id = next((one.id for one in school.inspections.imports() if one.id not in before), None)
    here = len(preview.known) + len(preview.completed) + len(preview.conflicts)
    if options.json:
        print_json(
            {
                "file": preview.file_name,
                "layout": preview.layout,
                "urn": number,
                "school": school.details.name,
                "stored": not options.preview,
                "import": import_id,
                "added": added,
                "already_here": here,
                "completed": len(preview.completed),
                "new": [_as_json(inspection) for inspection in preview.new],
                "known": [_as_json(inspection) for inspection in (*preview.known, *preview.completed)],
                "differing": [_as_json(inspection) for inspection in preview.differing],
                "confidential": [_embargoed(each) for each in preview.embargoed],
                "refused": _refused(preview.refused),
                "inspections": [_as_json(inspection) for inspection in school.inspections.all()],
            }
        )
        return
    print(f"{school.details.name}: {added} {'new' if options.preview else 'added'}, {here} already here.")
    if options.preview:
        _print_each("Would be added", preview.new)
        _print_each("Already here", preview.known)
        _print_each("Already here, and would be filled in", preview.completed)
    _print_rest(preview)
    _print_way_back(options, import_id)


def _import_many(options: argparse.Namespace, door: Door, content: bytes, links: GivenFile | None) -> None:
    asked = content, options.file.name, options.urn, options.trust, options.authority, links
    if options.preview:
        result: ManyPreview = door.preview_many(*asked)
    else:
        result = _stored(door, *asked)
    if options.json:
        print_json(
            {
                "file": options.file.name,
                "layout": result.layout,
                "import": getattr(result, "import_id", None) or None,
                "schools": result.schools,
                "set_up": result.set_up,
                "added": result.added,
                "already_here": result.known,
                "completed": result.completed,
                "differing": [
                    {"stored": _as_json(c.stored), "found": _as_json(c.found), "strands": list(c.strands)}
                    for c in result.conflicts
                ],
                "confidential": [_embargoed(each) for each in result.embargoed],
                "refused": _refused(result.refused),
                "examples": [{"school": name, **_as_json(each)} for name, each in result.examples],
            }
        )
        return
    print(
        f"{_count(result.schools, 'school')}: {_count(result.added, 'inspection')} "
        f"{'new' if options.preview else 'added'}, {result.known:,} already here."
    )
    if result.set_up:
        were = "would be" if options.preview else "was" if result.set_up == 1 else "were"
        print(f"{_count(result.set_up, 'school')} {were} set up.")
    if options.preview:
        every = result.schools == 1
        for name, inspection in result.examples:
            _print_each(f"Would be added to {name}" if every else f"For example, {name}", [inspection])
    _print_rest(result)
    if isinstance(result, ImportResult):
        _print_way_back(options, result.import_id)


def _print_each(what: str, inspections: Iterable[Inspection]) -> None:
    for each in inspections:
        print(f"  {what}: {each.kind_name} of {each.started_on}")


def _print_way_back(options: argparse.Namespace, import_id: str | None) -> None:
    """How to undo an import, in the store that it went to; nothing where it did nothing."""
    if import_id:
        store = f" --store {shlex.quote(str(options.store))}" if options.store else ""
        print(f"To take it back: python -m evaluation inspections undo {import_id}{store}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _stored(door: Door, *asked: Any) -> ImportResult:
    """Import with a line of progress for people who look on."""
    result = None
    for step in door.import_many(*asked):
        if sys.stderr.isatty():
            print(f"\r{step.done:,} of {step.of:,} schools", end="" if step.result is None else "\n", file=sys.stderr)
        result = step.result
    assert result is not None
    return result


def _print_rest(found: ImportPreview | ManyPreview) -> None:
    """What is said alike of one school and of many: sources that differ, what is confidential, what was refused."""
    for conflict in found.conflicts:
        print(
            f"  {conflict.stored.kind_name} of {conflict.stored.started_on}: the grades here differ from the file's. "
            "Both are kept until one is settled."
        )
    for each in found.embargoed:
        print(
            f"  {each.inspection.kind_name} of {each.inspection.started_on} ({each.school}): already here and still "
            f"confidential here{_published(each)}. Nothing was compared or changed: lift the embargo on its page."
        )
    for problem in found.refused:
        print(f"  Not brought in: {problem}")


def _published(each: Embargoed) -> str:
    return f"; the file shows that it was published on {each.published_on}" if each.published_on else ""


def _undo(options: argparse.Namespace) -> None:
    door = door_of(options)
    found = door.imports()
    done = door.undo_import(found[0].id if options.id == "last" and found else options.id)
    if options.json:
        print_json({"removed": done.removed, "restored": done.restored, "kept": done.stayed})
        return
    values = "value was" if done.restored == 1 else "values were"
    restored = f" {done.restored:,} {values} put back." if done.restored else ""
    they = "it was" if done.stayed == 1 else "they were"
    kept = f" {done.stayed:,} stayed, because {they} changed or settled since." if done.stayed else ""
    print(f"{_count(done.removed, 'inspection')} removed.{restored}{kept}")


def _imports(options: argparse.Namespace) -> None:
    door = door_of(options)
    found = door.imports()
    if options.json:
        names = ("id", "at", "who", "inspections", "completed")
        print_json(
            [
                {
                    **{name: getattr(one, name) for name in names},
                    "file": one.file_name,
                    "sha256": one.sha256,
                    "other_grades": one.beside,
                    "school_id": one.school_id,
                }
                for one in found
            ]
        )
        return
    for one in found:
        whose = door.school(one.school_id).details.name if one.school_id else "many schools"
        print(
            f"{one.id}  {one.at}  {one.file_name} ({whose}): {_count(one.inspections, 'inspection')} added, "
            f"{one.completed:,} filled in, {_count(one.beside, 'other grade')} kept beside."
        )
    if not found:
        print("There is no import that can be taken back.")


def _list(options: argparse.Namespace) -> None:
    school = school_of(door_of(options), options.urn)
    inspections = school.inspections.all()
    if options.json:
        print_json([_as_json(inspection) for inspection in inspections])
        return
    for inspection in inspections:
        framework = school.library.get(*inspection.framework)
        words = inspection.outcome, inspection.predecessor(school.details)
        what = f"{inspection.started_on}  {inspection.kind_name} ({framework.short_name})"
        print(" ".join([what, *filter(None, words)]))
        for finding in inspection.findings:
            scale = framework.scale(finding.strand_id)
            word = scale.name_of(finding.grade) if scale and finding.grade else finding.words or "No grade"
            print(f"    {framework.strand(finding.strand_id).name}: {word}")


def _embargoed(each: Embargoed) -> dict[str, Any]:
    published = each.published_on.isoformat() if each.published_on else None
    return {"school": each.school, "start_date": each.inspection.started_on.isoformat(), "published_in_file": published}


def _refused(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [{"line": p.line, "field": p.field, "message": p.message} for p in problems]


def _as_json(inspection: Inspection) -> dict[str, Any]:
    return {
        "start_date": inspection.started_on.isoformat(),
        "kind": inspection.kind,
        "framework_id": inspection.framework.id,
        "framework_version": inspection.framework.version,
        "findings": {finding.strand_id: finding.grade for finding in inspection.findings},
        "sources_differ": {
            finding.strand_id: [{"source": other.source, "grade": other.grade} for other in finding.elsewhere]
            for finding in inspection.findings
            if finding.disputed
        },
        "published": inspection.published_on.isoformat() if inspection.published_on else None,
        "urn_at_inspection": inspection.urn_at_inspection,
        "number": inspection.number,
        "outcome": inspection.outcome or None,
        "source": inspection.source,
    }
