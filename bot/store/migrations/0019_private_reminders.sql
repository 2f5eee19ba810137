-- Who was written to in private, and when: for a day, so that nobody is written to too often,
-- however many votes a server opens.
CREATE TABLE private_reminders (
    server_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    sent_at TEXT NOT NULL,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    PRIMARY KEY (server_id, sent_at, user_id, session_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX private_reminders_session ON private_reminders (session_id);
