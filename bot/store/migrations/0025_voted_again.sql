-- How many ballots of a vote were erased without a count, because what it is on had changed and the
-- room voted again: the summary says so.
ALTER TABLE steps ADD COLUMN voted_before INTEGER NOT NULL DEFAULT 0 CHECK (voted_before >= 0);

-- Whose ballots those were, each is told when they look at their ballot, until they cast another.
-- Emptied when the vote is over.
CREATE TABLE former_voters (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;
