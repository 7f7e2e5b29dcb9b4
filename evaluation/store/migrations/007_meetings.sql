CREATE TABLE screen_order (                 -- which screens a meeting shows, in which order
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    screens TEXT NOT NULL,                  -- JSON list of their keys
    UNIQUE (school_id, name)
) STRICT;

CREATE TABLE agreement (                    -- what was agreed in a meeting: a note, or an action that was begun from it
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    agreed_on TEXT NOT NULL,                -- the day of the meeting
    screen TEXT NOT NULL,                   -- the key of the screen that stood there
    screen_name TEXT NOT NULL,              -- what it was called then
    words TEXT NOT NULL,
    action_id TEXT REFERENCES action (id) ON DELETE SET NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE INDEX agreement_of_school ON agreement (school_id);
CREATE INDEX agreement_of_action ON agreement (action_id);
