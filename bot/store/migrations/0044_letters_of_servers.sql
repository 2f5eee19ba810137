-- A letter or a timer may be of a server alone: a digest, what is overdue. Exactly one of `session_id`
-- and `server_id` stands. Identifiers go on from where they were: messages carry those of letters.
CREATE TABLE letters_new (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id    INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    server_id     INTEGER,
    channel_id    INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    payload       TEXT    NOT NULL DEFAULT '{}',
    created_at    TEXT    NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    failure       TEXT,
    after_message INTEGER,
    refused_at    TEXT,
    refusal       TEXT,
    told          INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    unfinished    INTEGER NOT NULL DEFAULT 0,
    CHECK ((session_id IS NULL) <> (server_id IS NULL))
) STRICT;
INSERT INTO letters_new
SELECT id, session_id, NULL, channel_id, kind, payload, created_at, attempts, failure,
    after_message, refused_at, refusal, told, unfinished
FROM outbox;
INSERT INTO sqlite_sequence (name, seq)
SELECT 'letters_new', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'letters_new');
UPDATE sqlite_sequence
SET seq = max(seq, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0))
WHERE name = 'letters_new';
DROP TABLE outbox;
ALTER TABLE letters_new RENAME TO outbox;
CREATE INDEX outbox_pending ON outbox (channel_id, id) WHERE failure IS NULL;
CREATE INDEX outbox_refused ON outbox (session_id, channel_id) WHERE refused_at IS NOT NULL;

CREATE TABLE timers_new (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    server_id  INTEGER,
    step_id    INTEGER REFERENCES steps (id) ON DELETE CASCADE,
    due_at     TEXT    NOT NULL,
    payload    TEXT    NOT NULL DEFAULT '{}',
    attempts   INTEGER NOT NULL DEFAULT 0,
    failure    TEXT,
    CHECK ((session_id IS NULL) <> (server_id IS NULL))
) STRICT;
INSERT INTO timers_new
SELECT id, kind, session_id, NULL, step_id, due_at, payload, attempts, failure FROM timers;
DROP TABLE timers;
ALTER TABLE timers_new RENAME TO timers;
CREATE INDEX timers_due ON timers (due_at) WHERE failure IS NULL;
CREATE INDEX timers_given_up ON timers (id) WHERE failure IS NOT NULL;
CREATE INDEX timers_of_session ON timers (session_id);
CREATE INDEX timers_of_server ON timers (server_id) WHERE server_id IS NOT NULL;
