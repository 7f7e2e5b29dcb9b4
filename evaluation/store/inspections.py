"""Inspections with their findings and points."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date

from evaluation.frameworks import FrameworkKey
from evaluation.records import Elsewhere, Finding, Inspection, Point
from evaluation.store.plumbing import Row, Store, Write, record_of

_PARTS = ("id", "framework", "findings", "points", "withheld")


def every(store: Store, school_id: str) -> list[Inspection]:
    """A school's inspections, the latest first, each with its findings and points."""
    elsewhere: dict[tuple[str, str], list[Elsewhere]] = {}
    for row in _of_school(store, "finding_elsewhere", school_id, "source"):
        other = Elsewhere(row["source"], row["grade"], row["words"], bool(row["settled"]))
        elsewhere.setdefault((row["inspection_id"], row["strand_id"]), []).append(other)
    findings: dict[str, list[Finding]] = {}
    for row in _of_school(store, "finding", school_id, "finding.rowid"):
        inspection_id = row.pop("inspection_id")
        also = tuple(elsewhere.get((inspection_id, row["strand_id"]), ()))
        finding = Finding(**row | {"serious": bool(row["serious"]), "elsewhere": also})
        findings.setdefault(inspection_id, []).append(finding)
    points: dict[str, list[Point]] = {}
    for row in _of_school(store, "point", school_id, "point.rowid"):
        points.setdefault(row.pop("inspection_id"), []).append(Point(**row | {"serious": bool(row["serious"])}))
    rows = store.rows("SELECT * FROM inspection WHERE school_id = ? ORDER BY started_on DESC, id", school_id)
    return [
        record_of(
            lambda r: _inspection(r, findings.get(r["id"], []), points.get(r["id"], [])),
            row,
            f"The inspection of {row['started_on']}",
        )
        for row in rows
    ]


def _of_school(store: Store, table: str, school_id: str, order: str) -> list[Row]:
    return store.rows(
        f"SELECT {table}.* FROM {table} JOIN inspection ON inspection.id = {table}.inspection_id "
        f"WHERE school_id = ? ORDER BY {order}",
        school_id,
    )


def save(write: Write, school_id: str, inspection: Inspection) -> bool:
    """Add an inspection or change it, with its findings and points; True when anything changed."""
    changed = write.put("inspection", {"id": inspection.id}, {**values_of(inspection), "school_id": school_id})
    for finding in inspection.findings:
        key = {"inspection_id": inspection.id, "strand_id": finding.strand_id}
        changed |= write.put("finding", key, finding_values(finding))
        for other in finding.elsewhere:
            changed |= write.put("finding_elsewhere", {**key, "source": other.source}, elsewhere_values(other))
    for point in inspection.points:
        values = {name: value for name, value in asdict(point).items() if name != "id"}
        key = {"inspection_id": inspection.id, "id": point.id}
        changed |= write.put("point", key, {**values, "serious": int(point.serious)})
    return changed | _remove_others(write, inspection)


def _remove_others(write: Write, inspection: Inspection) -> bool:
    """Remove findings and points that are stored and that the inspection does not have."""
    changed = False
    kept = {finding.strand_id for finding in inspection.findings}
    sources = {(f.strand_id, other.source) for f in inspection.findings for other in f.elsewhere}
    points = {point.id for point in inspection.points}
    asked = {"inspection_id": inspection.id}
    for row in write.rows("SELECT strand_id, source FROM finding_elsewhere WHERE inspection_id = ?", inspection.id):
        if (row["strand_id"], row["source"]) not in sources:
            changed |= write.remove("finding_elsewhere", asked | row, "grade")
    for row in write.rows("SELECT strand_id FROM finding WHERE inspection_id = ?", inspection.id):
        if row["strand_id"] not in kept:
            changed |= write.remove("finding", asked | row, "grade")
    for row in write.rows("SELECT id FROM point WHERE inspection_id = ?", inspection.id):
        if row["id"] not in points:
            changed |= write.remove("point", asked | row, "text")
    return changed


def values_of(inspection: Inspection) -> Row:
    """An inspection as a row, without its id, school, findings and points."""
    names = (each.name for each in fields(inspection) if each.name not in _PARTS)
    values = {name: getattr(inspection, name) for name in names}
    values["framework_id"], values["framework_version"] = inspection.framework
    for name in ("started_on", "ended_on", "published_on"):
        values[name] = values[name].isoformat() if values[name] else None
    return values


def finding_values(finding: Finding) -> Row:
    """A finding as a row, without its inspection, strand and what other sources say."""
    values = {"grade": finding.grade, "words": finding.words, "escalation": finding.escalation}
    return {**values, "serious": int(finding.serious)}


def elsewhere_values(other: Elsewhere) -> Row:
    """What another source says as a row, without its finding and source."""
    return {"grade": other.grade, "words": other.words, "settled": int(other.settled)}


def remove(write: Write, inspection_id: str) -> bool:
    """Remove an inspection with its findings."""
    return write.remove("inspection", {"id": inspection_id}, "started_on")


def _inspection(row: Row, findings: list[Finding], points: list[Point]) -> Inspection:
    del row["school_id"], row["import_id"]
    return Inspection(
        framework=FrameworkKey(row.pop("framework_id"), row.pop("framework_version")),
        started_on=date.fromisoformat(row.pop("started_on")),
        ended_on=date.fromisoformat(ended) if (ended := row.pop("ended_on")) else None,
        published_on=date.fromisoformat(published) if (published := row.pop("published_on")) else None,
        findings=tuple(findings),
        points=tuple(points),
        **row,
    )
