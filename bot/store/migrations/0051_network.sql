-- Summaries that a server shares with another, each side of a link in the database of its server.
CREATE TABLE network_links (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- letters name it: a number never comes back
    side        TEXT    NOT NULL CHECK (side IN ('receives', 'gives')),
    server_id   INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    webhook_id  INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('invited', 'pasted', 'asked', 'active', 'ended')),
    made_at     TEXT    NOT NULL,
    expires_at  TEXT    NOT NULL,
    request_id  INTEGER,
    question_id INTEGER,
    active_at   TEXT,
    last_at     TEXT
) STRICT;
CREATE INDEX network_links_of_server ON network_links (server_id);
CREATE UNIQUE INDEX network_links_webhook ON network_links (webhook_id, side, server_id);
CREATE INDEX network_links_invited ON network_links (state) WHERE state IN ('invited', 'asked');

-- What lets a server write in the channel of another: a secret, in a table that stays small.
CREATE TABLE network_tokens (
    link_id INTEGER PRIMARY KEY REFERENCES network_links (id) ON DELETE CASCADE,
    token   TEXT    NOT NULL
) STRICT;

-- What was shared, once for each link; `message_id` as soon as its place in the other channel is
-- taken, `shared_at` once it stands there.
CREATE TABLE network_shares (
    id         INTEGER PRIMARY KEY,
    link_id    INTEGER NOT NULL REFERENCES network_links (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    message_id INTEGER,
    shared_at  TEXT,
    UNIQUE (link_id, session_id)
) STRICT;
CREATE INDEX network_shares_of_session ON network_shares (session_id);

-- What those who lead a session said of sharing its summary; no row where they said nothing.
CREATE TABLE network_choices (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    shared     INTEGER NOT NULL CHECK (shared IN (0, 1))
) STRICT;

