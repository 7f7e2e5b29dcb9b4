CREATE TABLE import (
    id TEXT PRIMARY KEY,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,                   -- of the file's bytes
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    last_change INTEGER                     -- where the record of changes stood when it was done
) STRICT;

ALTER TABLE inspection ADD COLUMN import_id TEXT REFERENCES import (id);

ALTER TABLE school ADD COLUMN import_id TEXT REFERENCES import (id);

CREATE INDEX inspection_of_import ON inspection (import_id) WHERE import_id IS NOT NULL;

CREATE INDEX school_of_import ON school (import_id) WHERE import_id IS NOT NULL;
