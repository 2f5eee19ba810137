-- What those who lead keep for another day.
CREATE TABLE parked (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    text       TEXT    NOT NULL,
    submission TEXT UNIQUE
) STRICT;
CREATE INDEX parked_of_session ON parked (session_id);
-- The message that says that a round is nearly over: it leaves with the round that stands alone.
ALTER TABLE steps ADD COLUMN warned_message_id INTEGER;
