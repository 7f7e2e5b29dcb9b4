ALTER TABLE inspection ADD COLUMN ended_on TEXT;

ALTER TABLE inspection ADD COLUMN stage TEXT NOT NULL DEFAULT 'published'
    CHECK (stage IN ('notified', 'on_site', 'provisional', 'draft', 'comments', 'final', 'published'));

ALTER TABLE finding ADD COLUMN serious INTEGER NOT NULL DEFAULT 0 CHECK (serious IN (0, 1));

ALTER TABLE import ADD COLUMN school_id TEXT;   -- NULL: of many schools

ALTER TABLE import ADD COLUMN first_change INTEGER;     -- the record of changes from here to last_change is its own

CREATE TABLE finding_elsewhere (            -- what another source says: another grade is shown until one is settled
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    strand_id TEXT NOT NULL,
    source TEXT NOT NULL,
    grade TEXT,
    words TEXT NOT NULL,                    -- where it gives no grade
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    PRIMARY KEY (inspection_id, strand_id, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE point (                        -- strengths, recommendations and issues that an inspection named
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('strength', 'recommendation', 'issue')),
    text TEXT NOT NULL,
    strand_id TEXT,
    serious INTEGER NOT NULL CHECK (serious IN (0, 1)),
    sentence TEXT NOT NULL,                 -- what the report says, where the point was taken from one
    page INTEGER,
    PRIMARY KEY (inspection_id, id)
) STRICT;

CREATE TABLE inspection_event (             -- the days on which things happened: "draft", "notice" …
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    PRIMARY KEY (inspection_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE confidant (                    -- who may know what was found before it is published
    id TEXT PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'governors', 'trust_or_authority', 'support')),
    email TEXT NOT NULL,                    -- of a person, else ''
    note TEXT NOT NULL
) STRICT;

CREATE INDEX confidant_of_inspection ON confidant (inspection_id);

CREATE TABLE reading (                      -- who read what is under embargo, and where
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    who TEXT NOT NULL,
    place TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (inspection_id, who, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE immediate_action (             -- what is done at once about a serious finding or point
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    about TEXT NOT NULL,                    -- the id of a point, or 'finding ' and the strand's id
    owner TEXT NOT NULL,
    due_on TEXT,
    settled TEXT CHECK (settled IN ('done', 'referred')),
    settled_on TEXT,
    referred_to TEXT NOT NULL,
    PRIMARY KEY (inspection_id, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE closure (                      -- the school's own holidays, both days included
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL
) STRICT;

CREATE INDEX closure_of_school ON closure (school_id);

CREATE TABLE step_length (                  -- how long a step takes, where the school has set its own length
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    step_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    confirmed_on TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (school_id, step_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_part (                  -- the school's letter to parents after an inspection, part by part
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (inspection_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE told (                         -- what is ticked on the list of telling people
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    done_on TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (inspection_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (                       -- who may sign in, by e-mail
    email TEXT PRIMARY KEY,                 -- in small letters
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('head', 'leader', 'contributor', 'governor', 'reviewer')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    only_school_id TEXT                     -- NULL: every school in the store
) STRICT;

CREATE TABLE shared (                       -- what reviewers from outside may see
    id TEXT PRIMARY KEY,                    -- of a self-evaluation or a piece of evidence
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1))
) STRICT;

INSERT INTO change (school_id, at, who, thing, key, field, old, new, reason)
    SELECT school_id, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 'The product''s update', 'inspection', id, 'stage',
           'published', 'final', 'Recent, and no day of publication was given'
    FROM inspection WHERE source = 'Entered by hand' AND published_on IS NULL AND kind <> 'peer_review'
                          AND started_on > date('now', '-90 days');

UPDATE inspection SET stage = 'final'
    WHERE source = 'Entered by hand' AND published_on IS NULL AND kind <> 'peer_review'
          AND started_on > date('now', '-90 days');
