CREATE TABLE offline_import (               -- a file filled in offline that was brought in, so that it can be taken back
    self_evaluation_id TEXT NOT NULL REFERENCES self_evaluation (id) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    last_change INTEGER NOT NULL,           -- where the record of changes stood when it was done
    PRIMARY KEY (self_evaluation_id, id)
) STRICT;

CREATE INDEX offline_import_of_school ON offline_import (school_id);

CREATE TABLE offline_value (                -- what such a file changed: a mark, or a field of a judgement
    import_id TEXT NOT NULL REFERENCES offline_import (id) ON DELETE CASCADE,
    thing TEXT NOT NULL CHECK (thing IN ('mark', 'judgement')),
    part TEXT NOT NULL,                     -- of a standard or a strand, its id
    field TEXT NOT NULL,
    before TEXT,                            -- NULL: nothing was there
    after TEXT,
    PRIMARY KEY (import_id, thing, part, field)
) STRICT, WITHOUT ROWID;
