-- Why people resist a proposal. While a vote is open it stands beside the ballot, and goes with it:
-- JSON, by the number of a proposal, what they wrote and the words that the proposal then had.
ALTER TABLE cast_ballots ADD COLUMN reasons TEXT;

-- What was told with the result, under identifiers drawn at random: shown in their order, they tell
-- nothing. Whose it is stands there in signed votes alone, and whether it is of the room.
CREATE TABLE resistance_reasons (
    id         INTEGER PRIMARY KEY,
    step_id    INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,                  -- of the proposal
    text       TEXT    NOT NULL CHECK (length(text) > 0),
    earlier    INTEGER NOT NULL CHECK (earlier IN (0, 1)),
    in_room    INTEGER NOT NULL CHECK (in_room IN (0, 1)),
    voter_id   INTEGER,
    voter_name TEXT,
    hidden     TEXT                               -- why those who lead hid it
) STRICT;
CREATE INDEX resistance_reasons_of_step ON resistance_reasons (step_id);

-- The message in which the room reads them: it is changed when one is hidden.
CREATE TABLE resistance_messages (
    step_id    INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL
) STRICT;
