-- One row a letter: votes that follow each other within a millisecond were counted as one, and
-- people written to more often than was promised.
CREATE TABLE private_reminders_each (
    id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    sent_at TEXT NOT NULL,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
) STRICT;

INSERT INTO private_reminders_each (server_id, user_id, sent_at, session_id)
SELECT server_id, user_id, sent_at, session_id FROM private_reminders;

DROP TABLE private_reminders;

ALTER TABLE private_reminders_each RENAME TO private_reminders;

CREATE INDEX private_reminders_server ON private_reminders (server_id, sent_at, user_id);

CREATE INDEX private_reminders_session ON private_reminders (session_id);
