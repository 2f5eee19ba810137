-- Small groups of a step, who is in them, and what they chose.
CREATE TABLE group_rounds (
    step_id INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    home_id INTEGER,                                -- the voice channel of the meeting
    doors   INTEGER NOT NULL DEFAULT 0 CHECK (doors IN (0, 1)),  -- people choose their group
    most    INTEGER,                                -- people a group takes, where they choose
    back    INTEGER NOT NULL DEFAULT 0 CHECK (back IN (0, 1)),   -- everyone was brought back
    seconds INTEGER,                                -- what was left of the timebox then
    ready   INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1))   -- it was told that all are done
) STRICT;
CREATE TABLE small_groups (
    id      INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL CHECK (number > 0),
    name    TEXT,                                   -- of its theme
    hosted  INTEGER NOT NULL DEFAULT 0 CHECK (hosted IN (0, 1)),  -- a table: someone stays at it
    merged  TEXT    NOT NULL DEFAULT '[]',          -- JSON: numbers of the groups it comes from
    scribe  INTEGER,                                -- who took the pen
    done    INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    helps   INTEGER NOT NULL DEFAULT 0 CHECK (helps IN (0, 1)),
    UNIQUE (step_id, number)
) STRICT;
CREATE TABLE group_members (
    group_id INTEGER NOT NULL REFERENCES small_groups (id) ON DELETE CASCADE,
    user_id  INTEGER NOT NULL,
    host     INTEGER NOT NULL DEFAULT 0 CHECK (host IN (0, 1)),
    away     INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1)),  -- they left, and are not waited for
    place    INTEGER NOT NULL,                      -- their place among the members
    PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
-- Post-its that a group wrote. A group of people says more of who wrote than a room does: what is
-- kept of a masked session is said in SECRECY.md.
CREATE TABLE postit_groups (
    postit_id INTEGER PRIMARY KEY REFERENCES postits (id) ON DELETE CASCADE,
    group_id  INTEGER NOT NULL REFERENCES small_groups (id) ON DELETE CASCADE,
    told      INTEGER NOT NULL CHECK (told IN (0, 1))  -- 0: its group would name who wrote it
) STRICT;
CREATE INDEX postit_groups_of_group ON postit_groups (group_id);
-- What a group keeps of what it took over.
CREATE TABLE group_kept (
    group_id  INTEGER NOT NULL REFERENCES small_groups (id) ON DELETE CASCADE,
    postit_id INTEGER NOT NULL REFERENCES postits (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, postit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_kept_of_postit ON group_kept (postit_id);
-- Who refuses to be moved to a voice room: they get a thread.
CREATE TABLE group_stays (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
-- What whoever leads tells all groups.
CREATE TABLE group_notices (
    id      INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    text    TEXT    NOT NULL CHECK (length(text) > 0),
    submission TEXT UNIQUE
) STRICT;
CREATE INDEX group_notices_of_step ON group_notices (step_id);
-- Who said that they are there before the groups of a step are made, or that they are not after all.
CREATE TABLE group_calls (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    there   INTEGER NOT NULL CHECK (there IN (0, 1)),
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;
