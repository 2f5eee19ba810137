-- Sessions planned for later, which occupy no channel: a row leaves in the transaction that opens
-- its session. `told` once those who planned it know that their channel was busy at the hour.
CREATE TABLE planned_sessions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id  INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    language   TEXT    NOT NULL CHECK (language IN ('fr', 'en')),
    signing    TEXT    NOT NULL CHECK (signing IN ('signed', 'masked')),
    recipe     TEXT    NOT NULL,          -- JSON: frozen when it is planned
    scenario   TEXT,                      -- JSON, likewise
    planned_by INTEGER NOT NULL,
    due_at     TEXT    NOT NULL,
    event_id   INTEGER,                   -- the event that Discord shows, if it could be made
    told       INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
) STRICT;

CREATE INDEX planned_due ON planned_sessions (due_at);
CREATE INDEX planned_untold ON planned_sessions (told, due_at);
CREATE INDEX planned_of_server ON planned_sessions (server_id, due_at);
CREATE INDEX planned_in_channel ON planned_sessions (channel_id, due_at);

-- When it was to open, of a session that was planned.
ALTER TABLE sessions ADD COLUMN planned_for TEXT;

-- A step that was open before the meeting, and how many people had written by the time it closed.
CREATE TABLE steps_ahead (
    step_id    INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    opened_at  TEXT    NOT NULL,
    closes_at  TEXT    NOT NULL,
    closed_at  TEXT,
    people     INTEGER
) STRICT;

CREATE INDEX steps_ahead_of_session ON steps_ahead (session_id);

-- Who asked to be reminded of it. Gone when it closes.
CREATE TABLE ahead_reminders (
    step_id    INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ahead_reminders_of_session ON ahead_reminders (session_id);

-- Whose private messages are post-its of which step: the last that they chose, `since` we wrote to
-- them. Gone when it closes.
CREATE TABLE private_writers (
    user_id    INTEGER PRIMARY KEY,
    step_id    INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    since      INTEGER
) STRICT;

CREATE INDEX private_writers_of_session ON private_writers (session_id);
CREATE INDEX private_writers_of_step ON private_writers (step_id);

-- Private messages that are post-its of a signed session: they are in none of its channels. Of a
-- masked one nothing is kept that leads from a message to a post-it.
CREATE TABLE private_messages (
    message_id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX private_messages_of_session ON private_messages (session_id);

