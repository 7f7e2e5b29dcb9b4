"""What every table that was brought in has in common: where its part of the record of changes ends, and taking it back.

A table's own things have a column `import_id`; `imports` names the table that notes the imports, `things` theirs.
"""

from __future__ import annotations

from evaluation.store.plumbing import Write


def finish(write: Write, imports: str, import_id: str) -> None:
    """Note where its part of the record of changes ends: what is changed later stays when it is taken back."""
    write.db.conn.execute(f"UPDATE {imports} SET last_change = (SELECT max(id) FROM change) WHERE id = ?", (import_id,))


def undo(write: Write, imports: str, things: str, import_id: str) -> tuple[int, list[str]]:
    """Remove what came in and was not touched since; how many things that were, and what the others are ("what")."""
    rows = write.rows(
        f"""SELECT {things}.id, what, EXISTS (
               SELECT 1 FROM change WHERE school_id = {imports}.school_id AND change.id > last_change
               AND (key = {things}.id OR key LIKE {things}.id || ' %')
           ) AS touched
           FROM {things} JOIN {imports} ON {imports}.id = import_id WHERE import_id = ? ORDER BY {things}.rowid""",
        import_id,
    )
    going = [row for row in rows if not row["touched"]]
    for row in going:
        write.remove(things, {"id": row["id"]}, "what")
    write.remove(imports, {"id": import_id}, "file_name")
    return len(going), [row["what"] for row in rows if row["touched"]]
