-- Election without candidates: one for each step of that kind. `author` is what post-its keep: an
-- identifier, or a keyed hash that leaves when a masked session ends. Identifiers are drawn at random:
-- what is shown in their order is shown in an order drawn by lot.

CREATE TABLE elections (
    step_id INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    stage   TEXT NOT NULL CHECK (stage IN ('naming', 'hearing', 'choosing'))
) STRICT;

-- Who was named, or does not wish to be: by their account, or by a name that was typed.
CREATE TABLE election_names (
    id        INTEGER PRIMARY KEY,
    step_id   INTEGER NOT NULL REFERENCES elections (step_id) ON DELETE CASCADE,
    person_id INTEGER,
    name      TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX election_names_of_person ON election_names (step_id, person_id);

-- `voice` is drawn at random, and the same in both rounds: who changed can be read as having changed
-- once nobody is behind it any more. At most one a person before all were shown (round 1), and one having heard (round 2).
CREATE TABLE election_nominations (
    id          INTEGER PRIMARY KEY,
    step_id     INTEGER NOT NULL REFERENCES elections (step_id) ON DELETE CASCADE,
    voice       INTEGER NOT NULL,
    name_id     INTEGER NOT NULL REFERENCES election_names (id) ON DELETE CASCADE,
    round       INTEGER NOT NULL CHECK (round IN (1, 2)),
    author      TEXT,
    author_name TEXT,
    reason      TEXT    NOT NULL CHECK (length(reason) > 0),
    in_room     INTEGER NOT NULL DEFAULT 0 CHECK (in_room IN (0, 1)),
    hidden      TEXT,                                -- why those who lead hid the reason
    -- Its author was written to that who they name does not wish to be.
    told        INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX election_nominations_of_author
    ON election_nominations (step_id, round, author);
CREATE INDEX election_nominations_of_name ON election_nominations (name_id);

-- Facilitators who were asked whether they name someone too; who keeps their choice, having heard.
CREATE TABLE election_people (
    step_id    INTEGER NOT NULL REFERENCES elections (step_id) ON DELETE CASCADE,
    author     TEXT    NOT NULL,
    takes_part INTEGER CHECK (takes_part IN (0, 1)),
    heard      INTEGER NOT NULL DEFAULT 0 CHECK (heard IN (0, 1)),
    PRIMARY KEY (step_id, author)
) STRICT, WITHOUT ROWID;

-- Who was proposed to the room, why, and in which step it is asked whether it consents.
CREATE TABLE election_proposals (
    consent_step_id INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    step_id         INTEGER NOT NULL REFERENCES elections (step_id) ON DELETE CASCADE,
    name_id         INTEGER NOT NULL REFERENCES election_names (id) ON DELETE CASCADE,
    reason          TEXT    NOT NULL CHECK (length(reason) > 0)
) STRICT;

CREATE INDEX election_proposals_of_step ON election_proposals (step_id);
CREATE INDEX election_proposals_of_name ON election_proposals (name_id);

-- A reason can be hidden too: its writer is told.
CREATE TABLE untold_new (
    what       TEXT    NOT NULL CHECK (what IN ('postit', 'comment', 'action', 'reason')),
    ref        INTEGER NOT NULL,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    PRIMARY KEY (session_id, what, ref)
) STRICT, WITHOUT ROWID;
INSERT INTO untold_new SELECT what, ref, session_id FROM untold;
DROP TABLE untold;
ALTER TABLE untold_new RENAME TO untold;
