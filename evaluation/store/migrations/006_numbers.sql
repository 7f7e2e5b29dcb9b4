CREATE TABLE number_import (                -- figures that were brought in together, so that they can be taken back
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    name TEXT NOT NULL,                     -- of the file, or what was pasted
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    figures TEXT NOT NULL                   -- JSON list of the ids that came in or were changed
) STRICT;

CREATE INDEX number_import_of_school ON number_import (school_id);

CREATE TABLE figure (                       -- one number of one measure, group of pupils and period, or why there is none
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    measure_id TEXT NOT NULL,
    pupils TEXT NOT NULL,                   -- the id of a group; empty for all
    period_kind TEXT NOT NULL CHECK (period_kind IN ('term', 'year', 'day', 'to_date')),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    value REAL,
    missing TEXT NOT NULL,
    source TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('typed', 'pasted', 'file')),
    cohort INTEGER,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    import_id TEXT REFERENCES number_import (id) ON DELETE SET NULL, -- while nobody has changed it since
    CHECK ((value IS NULL) = (missing <> ''))
) STRICT;

CREATE INDEX figure_of_school ON figure (school_id);

CREATE INDEX figure_of_import ON figure (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE figure_before (                -- what a figure was before an import changed it
    import_id TEXT NOT NULL REFERENCES number_import (id) ON DELETE CASCADE,
    figure_id TEXT NOT NULL REFERENCES figure (id) ON DELETE CASCADE,
    held TEXT NOT NULL,                     -- JSON: the row as it was
    PRIMARY KEY (import_id, figure_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX before_of_figure ON figure_before (figure_id);

CREATE TABLE reference_figure (             -- a national figure that the school has kept, beside those of the product
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    measure_id TEXT NOT NULL,
    pupils TEXT NOT NULL,
    phase TEXT NOT NULL,                    -- empty for all phases together
    period_kind TEXT NOT NULL CHECK (period_kind IN ('term', 'year', 'day', 'to_date')),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    value REAL NOT NULL,
    publication TEXT NOT NULL,
    source_ref TEXT NOT NULL,
    note TEXT NOT NULL,
    population TEXT NOT NULL,
    confirmed_on TEXT,
    check_by TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('typed', 'file')),
    import_id TEXT REFERENCES number_import (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX reference_figure_of_school ON reference_figure (school_id);

CREATE INDEX reference_figure_of_import ON reference_figure (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE challenge (                    -- what the school has to live with and works on
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    since TEXT NOT NULL,
    doing TEXT NOT NULL,
    measures TEXT NOT NULL,                 -- JSON list of ids
    strands TEXT NOT NULL,                  -- JSON list of [framework id, strand id]
    closed_on TEXT
) STRICT;

CREATE INDEX challenge_of_school ON challenge (school_id);

CREATE TABLE challenge_note (               -- how it goes, from day to day
    challenge_id TEXT NOT NULL REFERENCES challenge (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    noted_on TEXT NOT NULL,
    note TEXT NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (challenge_id, id)
) STRICT, WITHOUT ROWID;
