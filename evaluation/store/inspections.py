"""Inspections with their findings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection
from evaluation.store.plumbing import Row, Store, Write, record_of


def every(store: Store, school_id: str) -> list[Inspection]:
    """A school's inspections, the latest first, each with its findings."""
    findings: dict[str, list[Finding]] = {}
    for row in store.rows(
        "SELECT finding.* FROM finding JOIN inspection ON inspection.id = inspection_id "
        "WHERE school_id = ? ORDER BY finding.rowid",
        school_id,
    ):
        findings.setdefault(row.pop("inspection_id"), []).append(Finding(**row))
    rows = store.rows("SELECT * FROM inspection WHERE school_id = ? ORDER BY started_on DESC, id", school_id)
    return [
        record_of(lambda r: _inspection(r, findings.get(r["id"], [])), row, f"The inspection of {row['started_on']}")
        for row in rows
    ]


def save(write: Write, school_id: str, inspection: Inspection) -> bool:
    """Add an inspection or change it, with its findings; True when anything changed."""
    changed = write.put("inspection", {"id": inspection.id}, {**values_of(inspection), "school_id": school_id})
    for finding in inspection.findings:
        key = {"inspection_id": inspection.id, "strand_id": finding.strand_id}
        changed |= write.put(
            "finding", key, {"grade": finding.grade, "words": finding.words, "escalation": finding.escalation}
        )
    kept = {finding.strand_id for finding in inspection.findings}
    for row in write.rows("SELECT strand_id FROM finding WHERE inspection_id = ?", inspection.id):
        if row["strand_id"] not in kept:
            changed |= write.remove("finding", {"inspection_id": inspection.id, **row}, "grade")
    return changed


def values_of(inspection: Inspection) -> Row:
    """An inspection as a row, without its id, school and findings."""
    values = {name: value for name, value in asdict(inspection).items() if name not in ("id", "framework", "findings")}
    values["framework_id"], values["framework_version"] = inspection.framework
    values["started_on"] = inspection.started_on.isoformat()
    values["published_on"] = inspection.published_on.isoformat() if inspection.published_on else None
    return values


def remove(write: Write, inspection_id: str) -> bool:
    """Remove an inspection with its findings."""
    return write.remove("inspection", {"id": inspection_id}, "started_on")


def _inspection(row: Row, findings: list[Finding]) -> Inspection:
    del row["school_id"], row["import_id"]
    return Inspection(
        framework=FrameworkKey(row.pop("framework_id"), row.pop("framework_version")),
        started_on=date.fromisoformat(row.pop("started_on")),
        published_on=date.fromisoformat(published) if (published := row.pop("published_on")) else None,
        findings=tuple(findings),
        **row,
    )
