-- How long each person had the floor in a session, as long as it lives: those who spoke less come
-- first. Counted by turns that were given, never by listening.
CREATE TABLE floor_times (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    turns      INTEGER NOT NULL CHECK (turns > 0),
    seconds    INTEGER NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
