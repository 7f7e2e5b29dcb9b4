CREATE TABLE kept_file (                    -- by its content: the same file twice is kept once
    sha256 TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE evidence_file (
    evidence_id TEXT PRIMARY KEY REFERENCES evidence (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,                  -- in bytes
    sha256 TEXT NOT NULL REFERENCES kept_file (sha256)
) STRICT;

CREATE INDEX evidence_of_file ON evidence_file (sha256);

CREATE TRIGGER file_of_nobody_removed AFTER DELETE ON evidence_file BEGIN
    DELETE FROM kept_file WHERE sha256 = old.sha256
        AND NOT EXISTS (SELECT 1 FROM evidence_file WHERE sha256 = old.sha256);
END;

CREATE TRIGGER file_of_nobody_replaced AFTER UPDATE OF sha256 ON evidence_file BEGIN
    DELETE FROM kept_file WHERE sha256 = old.sha256
        AND NOT EXISTS (SELECT 1 FROM evidence_file WHERE sha256 = old.sha256);
END;

CREATE TABLE evidence_standard (
    evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    framework_id TEXT NOT NULL,
    standard_id TEXT NOT NULL,
    PRIMARY KEY (evidence_id, framework_id, standard_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_of_standard ON evidence_standard (framework_id, standard_id);

CREATE TABLE evidence_action (
    evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    action_id TEXT NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    PRIMARY KEY (evidence_id, action_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_of_action ON evidence_action (action_id);

CREATE TABLE half_life (                    -- where the school has set its own
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,                     -- of evidence
    days INTEGER NOT NULL CHECK (days > 0),
    PRIMARY KEY (school_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE leader_judgement (             -- what one leader says of one strand, before the team agrees
    self_evaluation_id TEXT NOT NULL REFERENCES self_evaluation (id) ON DELETE CASCADE,
    strand_id TEXT NOT NULL,
    who TEXT NOT NULL,                      -- an e-mail in small letters; without sign-in the name that was typed
    name TEXT NOT NULL,
    grade TEXT NOT NULL,
    why TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (self_evaluation_id, strand_id, who)
) STRICT, WITHOUT ROWID;

CREATE TABLE practice_import (              -- a timetable that was brought in, so that it can be taken back
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    last_change INTEGER NOT NULL            -- where the record of changes stood when it was done
) STRICT;

CREATE INDEX practice_import_of_school ON practice_import (school_id);

CREATE TABLE practice (                     -- what the school does, typically, and when in the week
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    slots TEXT NOT NULL,                    -- JSON list of [weekday from 1, from, to, week]
    who TEXT NOT NULL,                      -- JSON list of names
    year_groups TEXT NOT NULL,              -- JSON list of names
    groups TEXT NOT NULL,                   -- JSON list of ids of groups of pupils
    strands TEXT NOT NULL,                  -- JSON list of [framework id, strand id]
    standards TEXT NOT NULL,                -- JSON list of [framework id, standard id]
    import_id TEXT REFERENCES practice_import (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX practice_of_school ON practice (school_id);

CREATE INDEX practice_of_import ON practice (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE away (                         -- who is not there: on a trip from day to day, or part-time every week
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    who TEXT NOT NULL,                      -- JSON list of names
    year_groups TEXT NOT NULL,              -- JSON list of names
    first_on TEXT,
    last_on TEXT,
    weekday INTEGER CHECK (weekday BETWEEN 1 AND 5),
    CHECK ((first_on IS NULL) = (last_on IS NULL) AND (first_on IS NULL) <> (weekday IS NULL))
) STRICT;

CREATE INDEX away_of_school ON away (school_id);

CREATE TABLE day_setting (                  -- on which two days of a week inspectors come
    school_id TEXT PRIMARY KEY REFERENCES school (id) ON DELETE CASCADE,
    first INTEGER NOT NULL CHECK (first BETWEEN 1 AND 5),
    second INTEGER NOT NULL CHECK (second BETWEEN 1 AND 5),
    week_a_on TEXT,                         -- a Monday of a week A
    source TEXT NOT NULL,
    confirmed_on TEXT
) STRICT;

CREATE TABLE strand_card (                  -- who speaks for a strand, and what they would say
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    framework_id TEXT NOT NULL,
    strand_id TEXT NOT NULL,
    speaker TEXT NOT NULL,
    speaker_email TEXT NOT NULL,
    stand_in TEXT NOT NULL,
    stand_in_email TEXT NOT NULL,
    reasons TEXT NOT NULL,                  -- JSON list of lines
    next_steps TEXT NOT NULL,
    evidence TEXT NOT NULL,                 -- JSON list of ids
    saved_at TEXT NOT NULL,
    PRIMARY KEY (school_id, framework_id, strand_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE call (                         -- the call, or a rehearsal of it
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    called_at TEXT NOT NULL,                -- local time, as all times of the day here
    planning_call_at TEXT,
    first_day TEXT NOT NULL,
    second_day TEXT NOT NULL,
    rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
    inspection_id TEXT REFERENCES inspection (id) ON DELETE SET NULL,
    ended_at TEXT,
    lines TEXT NOT NULL                     -- JSON list of ids: the checklist as it was when it began
) STRICT;

CREATE INDEX call_of_school ON call (school_id);

CREATE INDEX call_of_inspection ON call (inspection_id) WHERE inspection_id IS NOT NULL;

CREATE TABLE call_check (                   -- a line of the checklist: who does it, and when it was done
    call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '',
    done_at TEXT,
    done_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (call_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_entry (                    -- what was asked, said, seen, offered and promised on the two days
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at TEXT NOT NULL,                       -- local time
    who TEXT NOT NULL,
    line_of_enquiry TEXT NOT NULL,
    said_or_seen TEXT NOT NULL,
    framework_id TEXT,                      -- with strand_id: the strand it is about, if one
    strand_id TEXT,
    evidence TEXT NOT NULL,                 -- JSON list of ids
    promise TEXT NOT NULL,
    promise_kept_on TEXT,
    written_by TEXT NOT NULL,
    PRIMARY KEY (inspection_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_sentence (               -- a draft report's sentences, and what the school says to each
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('accurate', 'not_accurate', 'unclear')),
    comment TEXT NOT NULL,
    log TEXT NOT NULL,                      -- JSON list of ids
    evidence TEXT NOT NULL,                 -- JSON list of ids
    PRIMARY KEY (inspection_id, id)
) STRICT, WITHOUT ROWID;
