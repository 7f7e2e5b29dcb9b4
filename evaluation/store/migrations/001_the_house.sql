CREATE TABLE school (
    id TEXT PRIMARY KEY,                    -- 'urn-107848', or 'demo' for the invented school
    name TEXT NOT NULL,
    urn INTEGER UNIQUE,
    phase TEXT NOT NULL,
    type TEXT NOT NULL,
    early_years INTEGER NOT NULL CHECK (early_years IN (0, 1)),
    sixth_form INTEGER NOT NULL CHECK (sixth_form IN (0, 1)),
    trust TEXT NOT NULL,
    local_authority TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1))
) STRICT;

CREATE TABLE school_strand (                -- further strands that a school has switched on
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    framework_id TEXT NOT NULL,
    strand_id TEXT NOT NULL,
    switched_on INTEGER NOT NULL CHECK (switched_on IN (0, 1)),
    PRIMARY KEY (school_id, framework_id, strand_id)
) STRICT;

CREATE TABLE framework_file (               -- a school's own frameworks, as the text that was checked
    framework_id TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (framework_id, version)
) STRICT;

CREATE TABLE self_evaluation (
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    framework_id TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    held_on TEXT NOT NULL,                  -- YYYY-MM-DD
    strands TEXT NOT NULL,                  -- JSON list of strand ids, as switched on when it was opened
    opened_at TEXT NOT NULL,
    locked_at TEXT,                         -- NULL while open
    first_locked_at TEXT,                   -- kept when it is unlocked and locked again
    UNIQUE (school_id, framework_id, framework_version, held_on)
) STRICT;

CREATE TABLE judgement (                    -- what the team, as agreed, says of one strand
    self_evaluation_id TEXT NOT NULL REFERENCES self_evaluation (id) ON DELETE CASCADE,
    strand_id TEXT NOT NULL,
    grade TEXT,
    why TEXT NOT NULL DEFAULT '',
    direction TEXT CHECK (direction IN ('improve', 'sustain', 'watch')),
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (self_evaluation_id, strand_id)
) STRICT;

CREATE TABLE mark (                         -- what the team says of one standard; no row: not judged
    self_evaluation_id TEXT NOT NULL REFERENCES self_evaluation (id) ON DELETE CASCADE,
    standard_id TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value IN ('met', 'partly', 'not_met')),
    PRIMARY KEY (self_evaluation_id, standard_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection (
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    framework_id TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    started_on TEXT NOT NULL,
    published_on TEXT,
    number TEXT,                            -- the inspectorate's own reference
    type_words TEXT NOT NULL,
    outcome TEXT NOT NULL,
    category TEXT NOT NULL,
    urn_at_inspection INTEGER,
    report_url TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX inspection_of_school ON inspection (school_id, started_on);

CREATE TABLE finding (                      -- what an inspection said of one strand; grade NULL: none given
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    strand_id TEXT NOT NULL,
    grade TEXT,
    words TEXT NOT NULL,
    escalation TEXT,
    PRIMARY KEY (inspection_id, strand_id)
) STRICT;

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    describes_on TEXT NOT NULL,             -- the date it describes, not the date it was added
    voice TEXT,
    where_kept TEXT NOT NULL,
    shows TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT;

CREATE INDEX evidence_of_school ON evidence (school_id, describes_on);

CREATE TABLE evidence_strand (
    evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    framework_id TEXT NOT NULL,
    strand_id TEXT NOT NULL,
    PRIMARY KEY (evidence_id, framework_id, strand_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_of_strand ON evidence_strand (framework_id, strand_id);

CREATE TABLE change (                       -- who changed what, from what to what, when, and why
    id INTEGER PRIMARY KEY,
    school_id TEXT,                         -- no foreign key: the record outlives what it is about
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    thing TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX change_of_school ON change (school_id, id);
