-- For how many days after its end what people wrote in a session is kept: said when it opens.
ALTER TABLE sessions ADD COLUMN kept_days INTEGER NOT NULL DEFAULT 90
    CHECK (kept_days BETWEEN 1 AND 365);
-- Those of a server, and those of which something is kept.
CREATE INDEX sessions_of_server ON sessions (server_id, raw_deleted_at);
-- Servers that the bot has left: all that is of them is deleted a while after.
CREATE TABLE servers_left (
    server_id INTEGER PRIMARY KEY,
    left_at   TEXT NOT NULL
) STRICT;
-- What one looked for, and what coordinators were told, of a server that was left.
CREATE INDEX searches_of_server ON searches (server_id);
CREATE INDEX outbox_of_server ON outbox (server_id) WHERE server_id IS NOT NULL;
-- What leaves with the steps of a session is found by them.
CREATE INDEX notes_of_step ON notes (step_id);
CREATE INDEX timers_of_step ON timers (step_id) WHERE step_id IS NOT NULL;
