-- A wall that the room sorts: rounds, what each answered of which post-it, what each has in hand.

-- One more purpose of a key: what stands for a person in a round.
CREATE TABLE keys_new (
    purpose TEXT    NOT NULL CHECK (purpose IN ('session', 'vote', 'sorting')),
    ref     INTEGER NOT NULL,
    key     BLOB    NOT NULL,
    PRIMARY KEY (purpose, ref)
) STRICT, WITHOUT ROWID;
INSERT INTO keys_new SELECT * FROM keys;
DROP TABLE keys;
ALTER TABLE keys_new RENAME TO keys;

-- `told` is what remains of a round once its step is left, in numbers; until then it is under way,
-- and what was answered in it stands in the tables below.
CREATE TABLE sorting_rounds (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    open    INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
    aside   INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),  -- every answer as if never given
    since   INTEGER NOT NULL,                     -- the latest change of the themes before it
    seed    INTEGER NOT NULL,
    merged  TEXT    NOT NULL DEFAULT '{}',        -- JSON: a theme that joined another → that one
    told    TEXT                                  -- JSON
) STRICT;

CREATE INDEX sorting_rounds_of_step ON sorting_rounds (step_id);

-- `sorter` is a keyed hash. A theme may be gone: the answer counts again when it comes back.
CREATE TABLE sorting_answers (
    step_id   INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    sorter    TEXT    NOT NULL,
    postit_id INTEGER NOT NULL REFERENCES postits (id) ON DELETE CASCADE,
    theme_id  INTEGER,
    word      TEXT    CHECK (word IN ('none', 'unsure')),
    PRIMARY KEY (step_id, sorter, postit_id),
    CHECK ((theme_id IS NULL) <> (word IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX sorting_answers_of_postit ON sorting_answers (postit_id);

-- People whose answers are set aside.
CREATE TABLE sorters_aside (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    sorter  TEXT    NOT NULL,
    PRIMARY KEY (step_id, sorter)
) STRICT, WITHOUT ROWID;

-- What a person was given and has still to answer, and what they answered last.
CREATE TABLE handfuls (
    step_id  INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    sorter   TEXT    NOT NULL,
    held     TEXT    NOT NULL DEFAULT '[]',       -- JSON: post-its
    dealt_at TEXT    NOT NULL,
    answered TEXT    NOT NULL DEFAULT '[]',       -- JSON: post-its
    PRIMARY KEY (step_id, sorter)
) STRICT, WITHOUT ROWID;

-- Post-its whose place is the facilitators' word, as the changes that stand say.
CREATE TABLE sorting_by_hand (
    postit_id INTEGER NOT NULL REFERENCES postits (id) ON DELETE CASCADE,
    step_id   INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    before    INTEGER NOT NULL CHECK (before IN (0, 1)),  -- already so when the round began
    PRIMARY KEY (postit_id, step_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sorting_by_hand_of_step ON sorting_by_hand (step_id);
