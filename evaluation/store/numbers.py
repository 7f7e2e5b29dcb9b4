"""Figures of a school, national figures that it keeps, and imports of figures, each of which can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from evaluation.indicators.periods import labelled
from evaluation.indicators.records import MISSING, SUPPRESSED, Figure, Period, Reference
from evaluation.store.plumbing import Row, Store, Write, now, record_of

_SAID = ("value", "missing", "source", "origin", "cohort")
"""What of a figure is recorded when it changes. Of a new one only the value, or why there is none."""


def every(store: Store | Write, school_id: str) -> list[Figure]:
    """A school's figures, by measure, group and period, the oldest first."""
    rows = store.rows("SELECT * FROM figure WHERE school_id = ? ORDER BY measure_id, pupils, ends_on, id", school_id)
    return [record_of(_figure, row, f"The figure “{row['id']}”") for row in rows]


def save(write: Write, figure: Figure, import_id: str | None = None) -> bool:
    """Add a figure or change it; True when anything changed. Changed by hand it belongs to no import any more.

    Of a figure that is suppressed no earlier value is told any more; only an import that suppressed it keeps it, to be
    taken back.
    """
    values = {name: getattr(figure, name) for name in _SAID}
    also: Row = {"at": now().isoformat(), "by": write.who, "import_id": import_id}
    if not write.rows("SELECT 1 FROM figure WHERE id = ?", figure.id):
        also |= {
            "school_id": write.school_id,
            "measure_id": figure.measure_id,
            "pupils": figure.group,
            **_period_row(figure.period),
        }
        said = "value" if figure.value is not None else "missing"
        also |= {name: value for name, value in values.items() if name != said}
        values = {said: values[said]}
    changed = write.put("figure", {"id": figure.id}, values, also)
    if changed and figure.missing == SUPPRESSED:
        _untold(write, figure.id)
        if import_id is None:
            write.db.conn.execute("DELETE FROM figure_before WHERE figure_id = ?", (figure.id,))
    return changed


def _untold(write: Write, figure_id: str) -> None:
    """Leave no value of a figure in the record of changes, only that there was one."""
    write.db.conn.execute(
        """UPDATE change SET old = CASE WHEN old IS NULL THEN NULL ELSE ?3 END,
                             new = CASE WHEN new IS NULL THEN NULL ELSE ?3 END
           WHERE school_id = ?1 AND thing = 'figure' AND key = ?2 AND field = 'value'""",
        (write.school_id, figure_id, SUPPRESSED),
    )


def remove(write: Write, figure_id: str) -> bool:
    """Remove a figure; True when it was here."""
    rows = write.rows("SELECT value FROM figure WHERE id = ?", figure_id)
    return write.remove("figure", {"id": figure_id}, "missing" if rows and rows[0]["value"] is None else "value")


def references(store: Store | Write, school_id: str) -> list[Reference]:
    """The national figures that a school keeps: typed ones first, then those from files; each the latest first."""
    rows = store.rows(
        "SELECT * FROM reference_figure WHERE school_id = ? ORDER BY origin DESC, measure_id, ends_on DESC, id",
        school_id,
    )
    return [record_of(_reference, row, f"The national figure “{row['id']}”") for row in rows]


def save_reference(write: Write, reference: Reference, import_id: str | None = None) -> bool:
    """Add a national figure or change it; True when anything changed."""
    names = ("publication", "source_ref", "note", "population", "origin")
    texts = {name: getattr(reference, name) for name in names}
    days = {name: _day_text(getattr(reference, name)) for name in ("confirmed_on", "check_by")}
    also: Row = {"import_id": import_id}
    key = {"id": reference_id(write.school_id or "", reference)}
    values: Row = {"value": reference.value, **texts, **days}
    if not write.rows("SELECT 1 FROM reference_figure WHERE id = ?", key["id"]):
        also |= {"school_id": write.school_id, "measure_id": reference.measure_id, "pupils": reference.group}
        also |= {"phase": reference.phase, **_period_row(reference.period)}
        also |= {name: value for name, value in values.items() if name not in ("value", "publication")}
        values = {"value": reference.value, "publication": reference.publication}
    return write.put("reference_figure", key, values, also)


def remove_reference(write: Write, reference: Reference) -> bool:
    """Remove a national figure that the school keeps; True when it was here."""
    return write.remove("reference_figure", {"id": reference_id(write.school_id or "", reference)}, "value")


def reference_id(school_id: str, reference: Reference) -> str:
    """The id of a national figure that a school keeps. No spaces in it."""
    period, phase = reference.period, reference.phase.replace(" ", "-")
    days = f"{period.kind}:{period.start}:{period.end}"
    return f"{school_id}:{reference.measure_id}:{reference.group or 'all'}:{phase or 'all'}:{days}"


def imports(store: Store | Write, school_id: str) -> list[Row]:
    """A school's imports that can be taken back, the latest first, each with its `figures` that are left."""
    return store.rows(
        """SELECT id, name, at, who, (SELECT count(*) FROM figure WHERE import_id = number_import.id) AS figures
           FROM number_import WHERE school_id = ? ORDER BY at DESC, rowid DESC""",
        school_id,
    )


def bring_in(
    write: Write,
    import_id: str,
    name: str,
    new: Iterable[Figure],
    changed: Iterable[Figure],
    national: Iterable[Reference],
) -> None:
    """Store figures that came in together. `changed` are here with another value, which is kept to go back to."""
    new, changed = list(new), list(changed)
    ids = json.dumps([figure.id for figure in (*new, *changed)])
    also = {"school_id": write.school_id, "at": now().isoformat(), "who": write.who, "figures": ids}
    write.put("number_import", {"id": import_id}, {"name": name}, also)
    for figure in changed:
        row = write.rows("SELECT * FROM figure WHERE id = ?", figure.id)[0]
        write.db.table("figure_before").insert(
            {"import_id": import_id, "figure_id": figure.id, "held": json.dumps(row, ensure_ascii=False)}
        )
    for figure in (*new, *changed):
        save(write, figure, import_id)
    for reference in national:
        save_reference(write, reference, import_id)


def undo_import(write: Write, import_id: str) -> tuple[int, int, int]:
    """Take back what nobody has changed since: how many figures were removed, put back as they were, and stayed."""
    before = {
        row["figure_id"]: json.loads(row["held"])
        for row in write.rows("SELECT figure_id, held FROM figure_before WHERE import_id = ?", import_id)
    }
    others = {row["id"] for row in write.rows("SELECT id FROM number_import WHERE id <> ?", import_id)}
    untouched = [row["id"] for row in write.rows("SELECT id FROM figure WHERE import_id = ?", import_id)]
    for figure_id in untouched:
        if figure_id in before:
            held = before[figure_id]
            import_before = held["import_id"] if held["import_id"] in others else None
            also = {"at": held["at"], "by": held["by"], "import_id": import_before}
            write.put("figure", {"id": figure_id}, {name: held[name] for name in _SAID}, also)
        else:
            remove(write, figure_id)
    for row in write.rows("SELECT id FROM reference_figure WHERE import_id = ?", import_id):
        write.remove("reference_figure", {"id": row["id"]}, "value")
    brought: list[str] = json.loads(
        write.rows("SELECT figures FROM number_import WHERE id = ?", import_id)[0]["figures"]
    )
    stayed = sum(bool(write.rows("SELECT 1 FROM figure WHERE id = ?", each)) for each in {*brought} - {*untouched})
    write.remove("number_import", {"id": import_id}, "name")
    restored = sum(each in before for each in untouched)
    return len(untouched) - restored, restored, stayed


def _figure(row: Row) -> Figure:
    if row["missing"] not in ("", *MISSING):
        raise ValueError(f"“{row['missing']}” is no reason for which there is no figure")
    return Figure(
        row["id"],
        row["measure_id"],
        row["pupils"],
        _period(row),
        row["value"],
        row["missing"],
        row["source"],
        row["origin"],
        row["cohort"],
        datetime.fromisoformat(row["at"]),
        row["by"],
    )


def _reference(row: Row) -> Reference:
    return Reference(
        row["measure_id"],
        row["pupils"],
        row["phase"],
        _period(row),
        row["value"],
        row["publication"],
        row["source_ref"],
        row["note"],
        row["population"],
        _day(row["confirmed_on"]),
        _day(row["check_by"]),
        row["origin"],
    )


def _period(row: Row) -> Period:
    return labelled(row["period_kind"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))


def _period_row(period: Period) -> Row:
    return {"period_kind": period.kind, "starts_on": period.start.isoformat(), "ends_on": period.end.isoformat()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None
