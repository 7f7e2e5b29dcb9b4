"""The schema, as migrations: readable SQL, applied once each, never edited after release.

Raw judgements only. Grades supported by marks, gaps and what moved are computed, never stored.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

migrations = Migrations("evaluation")


@migrations()
def m001_the_house(db: Database) -> None:
    """Schools, self-evaluations, inspections, evidence, and the record of every change."""
    _run(db, _M001)


@migrations()
def m002_imports(db: Database) -> None:
    """Imports of many schools, so that one can be taken back."""
    _run(db, _M002)


@migrations()
def m003_in_confidence(db: Database) -> None:
    """How far an inspection has come, who may know what it found, what follows from it, and who may sign in."""
    _run(db, _M003)


@migrations()
def m004_action_plan(db: Database) -> None:
    """What is done about what was found: plans, actions, what is said of them, reviews, audits, and the pulse."""
    _run(db, _M004)


@migrations()
def m005_ready_any_day(db: Database) -> None:
    """Evidence with files and finer links, what could be seen when, leaders' own grades, the call and the two days."""
    _run(db, _M005)


def _run(db: Database, script: str) -> None:
    """Each statement by itself: sqlite3's own way to run a script would commit half-way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


_M001 = """
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
"""

_M002 = """
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
"""

_M003 = """
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
"""

_M004 = """
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
"""

_M005 = """
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
"""
