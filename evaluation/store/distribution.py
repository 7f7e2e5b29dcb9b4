"""How many schools of the store have which grade: counted here, because all England has half a million findings."""

from __future__ import annotations

from datetime import date

from evaluation.records import Inspection, SchoolDetails
from evaluation.store.plumbing import Row, Store


def behind(store: Store, inspection: Inspection) -> Row:
    """What there is to count: `schools` of the store and their `authorities`, the demo school left out.

    `latest` is the first day of the latest published inspection of the same kind under the same framework, or None.
    """
    (row,) = store.rows(
        """SELECT (SELECT count(*) FROM school WHERE demo = 0) AS schools,
                   (SELECT count(DISTINCT local_authority) FROM school
                    WHERE demo = 0 AND local_authority <> '') AS authorities,
                   max(started_on) AS latest
            FROM inspection JOIN school ON school.id = school_id
            WHERE demo = 0 AND stage = 'published' AND framework_id = ? AND kind = ?""",
        inspection.framework.id,
        inspection.kind,
    )
    return row | {"latest": date.fromisoformat(row["latest"]) if row["latest"] else None}


def counts(store: Store, school: SchoolDetails, inspection: Inspection, as_at: date) -> list[Row]:
    """Schools by strand_id, version and grade: `everywhere`, and those of this school's `authority`, `phase`, `type`.

    Each school counts once a strand, with the grade of its latest published inspection of the same kind under the
    same framework, in any edition, that graded the strand, without other sources disputing it, and began by the date.
    """
    # max() makes SQLite take the other columns from the row that holds the maximum.
    return store.rows(
        """WITH latest AS (
                SELECT school_id, strand_id, framework_version, grade, max(started_on || inspection.id)
                FROM inspection JOIN finding ON finding.inspection_id = inspection.id
                WHERE stage = 'published' AND framework_id = ? AND kind = ? AND started_on <= ? AND grade IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM finding_elsewhere AS other
                                WHERE (other.inspection_id, other.strand_id) = (inspection.id, finding.strand_id)
                                AND other.grade IS NOT finding.grade AND NOT settled)
                GROUP BY school_id, strand_id
            )
            SELECT strand_id, framework_version AS version, grade, count(*) AS everywhere,
                   sum(local_authority = ?) AS authority, sum(phase = ?) AS phase, sum(type = ?) AS type
            FROM latest JOIN school ON school.id = school_id WHERE demo = 0
            GROUP BY strand_id, framework_version, grade""",
        inspection.framework.id,
        inspection.kind,
        as_at.isoformat(),
        school.local_authority,
        school.phase,
        school.type,
    )
