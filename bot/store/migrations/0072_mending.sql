-- What was changed of a vote while it was open: what, from what to what, when, and how many ballots
-- were then in the box; nothing of whose they were nor of what they held. `asks` where those who had
-- voted were asked to look at their ballot again.
CREATE TABLE vote_mendings (
    id      INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    kind    TEXT    NOT NULL,
    at      TEXT    NOT NULL,
    ballots INTEGER NOT NULL CHECK (ballots >= 0),
    number  INTEGER,                              -- of the option
    before  TEXT,
    after   TEXT,
    asks    INTEGER NOT NULL CHECK (asks IN (0, 1))
) STRICT;
CREATE INDEX vote_mendings_of_step ON vote_mendings (step_id, asks, at);

-- A change that a facilitator is shown before it is done; it leaves once it is, or with the vote.
CREATE TABLE mending_drafts (
    id      INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    change  TEXT    NOT NULL                      -- JSON
) STRICT;
CREATE INDEX mending_drafts_of_step ON mending_drafts (step_id);
