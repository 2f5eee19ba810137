-- A vote that is being prepared on the workbench, before anyone else sees it: one a person and channel.

CREATE TABLE drafted_votes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id  INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    decision   TEXT    NOT NULL,                  -- a kind of decision, by its name
    fields     TEXT    NOT NULL,                  -- JSON: what its form held, to be opened again
    plan       TEXT    NOT NULL,                  -- JSON: the step that it makes
    drafted_at TEXT    NOT NULL,
    UNIQUE (channel_id, user_id)
) STRICT;
CREATE INDEX drafted_votes_of_server ON drafted_votes (server_id, drafted_at);
CREATE INDEX drafted_votes_of_person ON drafted_votes (user_id);
