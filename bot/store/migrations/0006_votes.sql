-- Votes by every method: written options, ballots prepared before they are cast, electors.

-- A written option stands for nothing else; one that was withdrawn keeps its number, not its label.
CREATE TABLE vote_options_new (
    step_id   INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    source_id INTEGER,
    label     TEXT    NOT NULL,
    dimension TEXT,
    year      INTEGER,
    removed   INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    PRIMARY KEY (step_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO vote_options_new SELECT step_id, number, source_id, label, dimension, year, 0 FROM vote_options;
DROP TABLE vote_options;
ALTER TABLE vote_options_new RENAME TO vote_options;
CREATE INDEX vote_options_of_source ON vote_options (source_id) WHERE source_id IS NOT NULL;

-- A ballot counts once it is cast. `voter_name` is kept by signed votes alone; `in_room` marks those
-- that a facilitator recorded for people without Discord, `weight` for how many.
ALTER TABLE ballots ADD COLUMN voter_name TEXT;
ALTER TABLE ballots ADD COLUMN weight INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 9999);
ALTER TABLE ballots ADD COLUMN in_room INTEGER NOT NULL DEFAULT 0 CHECK (in_room IN (0, 1));

-- What is being prepared, under the same keyed hash as the ballot; gone when the vote closes.
CREATE TABLE ballot_drafts (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    voter   TEXT    NOT NULL,
    content TEXT    NOT NULL,                     -- JSON, as a ballot's
    PRIMARY KEY (step_id, voter)
) STRICT, WITHOUT ROWID;

-- Those who were in the voice channel when the vote opened.
CREATE TABLE electors (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;

-- Facilitators who asked to vote too.
CREATE TABLE voting_facilitators (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
