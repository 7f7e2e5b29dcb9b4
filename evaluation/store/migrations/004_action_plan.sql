CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    inspection_id TEXT,                     -- no foreign key: removed under embargo, it stays confidential
    midway_on TEXT                          -- NULL: at half of the time
) STRICT;

CREATE INDEX plan_of_school ON plan (school_id);

CREATE TABLE plan_import (                  -- a table that was brought in as drafts, so that it can be taken back
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    plan_id TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    last_change INTEGER NOT NULL            -- where the record of changes stood when it was done
) STRICT;

CREATE TABLE action (
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    plan_id TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_email TEXT NOT NULL,
    starts_on TEXT,
    due_on TEXT,
    success_measure TEXT NOT NULL,
    proof TEXT NOT NULL,
    cost TEXT NOT NULL,
    time TEXT NOT NULL,
    priority TEXT NOT NULL CHECK (priority IN ('now', 'next', 'later')),
    framework_id TEXT,                      -- with strand_id: the strand it is about, if one
    strand_id TEXT,
    cause_kind TEXT CHECK (cause_kind IN ('standard', 'recommendation', 'finding', 'contradiction')),
    inspection_id TEXT,                     -- of the cause, as all that follows; no foreign keys, as in plan
    point_id TEXT,
    evaluation_id TEXT,
    cause_strand_id TEXT,
    standard_id TEXT,
    cause_words TEXT,                       -- of a contradiction: what is stored elsewhere is not copied
    agreed_at TEXT,                         -- NULL: a draft
    first_starts_on TEXT,                   -- as first agreed
    first_due_on TEXT,
    import_id TEXT REFERENCES plan_import (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX action_of_plan ON action (plan_id);

CREATE INDEX action_of_school ON action (school_id);

CREATE INDEX action_of_import ON action (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE milestone (
    action_id TEXT NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    due_on TEXT NOT NULL,
    reached_on TEXT,
    PRIMARY KEY (action_id, id)
) STRICT;

CREATE TABLE action_update (                -- what an owner says; never rewritten
    action_id TEXT NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    said_on TEXT NOT NULL,
    said_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('on_track', 'slipping', 'stuck', 'done_claimed')),
    progress TEXT NOT NULL,
    changed_for_pupils TEXT NOT NULL,
    evidence TEXT NOT NULL,                 -- JSON list of ids, kept as said also when a piece is removed
    PRIMARY KEY (action_id, id)
) STRICT;

CREATE TABLE midway_review (                -- never rewritten
    action_id TEXT NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    reviewed_on TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    reviewer_email TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('on_track', 'slipping', 'change_course')),
    reason TEXT NOT NULL,
    new_due_on TEXT,
    evidence TEXT NOT NULL,                 -- JSON list of ids
    PRIMARY KEY (action_id, id)
) STRICT;

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    plan_id TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    auditor TEXT NOT NULL,
    auditor_email TEXT NOT NULL,
    seed INTEGER NOT NULL,                  -- the sample is drawn again from it
    opened_on TEXT NOT NULL,
    ready INTEGER CHECK (ready IN (0, 1)),
    why TEXT NOT NULL,
    signed_at TEXT,                         -- once set, nothing of the audit changes
    signed_by TEXT NOT NULL,                -- who was signed in, whoever is named as the auditor
    also_owns INTEGER NOT NULL              -- how many actions of the plan that were not drawn the auditor owns
) STRICT;

CREATE UNIQUE INDEX open_audit_of_plan ON audit (plan_id) WHERE signed_at IS NULL;

CREATE INDEX audit_of_school ON audit (school_id);

CREATE TABLE audit_look (
    audit_id TEXT NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
    action_id TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    seen TEXT NOT NULL,
    evidence TEXT NOT NULL,                 -- JSON list of ids
    ready_all_the_same TEXT NOT NULL,
    what TEXT NOT NULL,                     -- of the action as it was looked at, as owner and success_measure
    owner TEXT NOT NULL,
    success_measure TEXT NOT NULL,
    again INTEGER NOT NULL CHECK (again IN (0, 1)),     -- from before a handing over: to be looked at again
    PRIMARY KEY (audit_id, action_id)
) STRICT;

CREATE TABLE audit_judgement (
    audit_id TEXT NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
    framework_id TEXT NOT NULL,
    strand_id TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    grade TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (audit_id, framework_id, strand_id)
) STRICT;

CREATE TABLE account (                      -- what led to a recommendation, as those who were there tell it
    inspection_id TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    point_id TEXT NOT NULL,
    met_on TEXT,
    with_whom TEXT NOT NULL,
    seen_or_said TEXT NOT NULL,
    what_leaders_think TEXT NOT NULL,
    PRIMARY KEY (inspection_id, point_id)
) STRICT;

CREATE TABLE pulse (                        -- how leaders feel about an outcome
    id TEXT PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
    outcome_on TEXT NOT NULL,
    inspection_id TEXT UNIQUE REFERENCES inspection (id) ON DELETE CASCADE,
    evaluation_id TEXT UNIQUE REFERENCES self_evaluation (id) ON DELETE CASCADE,
    salt TEXT NOT NULL,                     -- random; with it `pulse_answered` is made
    CHECK ((inspection_id IS NULL) <> (evaluation_id IS NULL))
) STRICT;

CREATE INDEX pulse_of_school ON pulse (school_id);

CREATE TABLE pulse_sheet (                  -- one person's answers: nothing says whose, nor when; in the order of ids
    pulse_id TEXT NOT NULL REFERENCES pulse (id) ON DELETE CASCADE,
    wave_id TEXT NOT NULL,
    id TEXT NOT NULL,                       -- looks random
    answers TEXT NOT NULL,                  -- JSON object by question id
    PRIMARY KEY (pulse_id, wave_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pulse_answered (               -- that somebody has answered, apart from what; until the next wave
    pulse_id TEXT NOT NULL REFERENCES pulse (id) ON DELETE CASCADE,
    wave_id TEXT NOT NULL,
    who TEXT NOT NULL,                      -- a keyed hash of wave and e-mail address
    PRIMARY KEY (pulse_id, wave_id, who)
) STRICT, WITHOUT ROWID;
