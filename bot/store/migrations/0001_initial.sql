-- Times are UTC, ISO 8601 with milliseconds: they sort as text.
-- Identifiers from Discord (server, channel, message, user, role) are 64-bit integers.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE servers (
    server_id               INTEGER PRIMARY KEY,
    language                TEXT,
    facilitator_role_id     INTEGER,
    coordinators_channel_id INTEGER
) STRICT;

CREATE TABLE sessions (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id        INTEGER NOT NULL,
    channel_id       INTEGER NOT NULL,
    title            TEXT    NOT NULL,
    language         TEXT    NOT NULL CHECK (language IN ('fr', 'en')),
    signing          TEXT    NOT NULL CHECK (signing IN ('signed', 'masked')),
    recipe           TEXT    NOT NULL,           -- JSON: frozen when the session is created
    scenario         TEXT,                       -- JSON, likewise
    state            TEXT    NOT NULL CHECK (state IN ('lobby', 'running', 'ended')),
    position         INTEGER,
    paused           INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    created_by       INTEGER NOT NULL,
    created_at       TEXT    NOT NULL,
    started_at       TEXT,
    ended_at         TEXT,
    lobby_message_id INTEGER,
    took_part        INTEGER,                   -- how many people, once the session has ended
    raw_deleted_at   TEXT
) STRICT;

-- One session at a time in a channel.
CREATE UNIQUE INDEX sessions_live_in_channel ON sessions (channel_id) WHERE state <> 'ended';

CREATE TABLE facilitators (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;

-- Who took part, kept apart from what was said.
CREATE TABLE participants (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id      INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    plan            TEXT    NOT NULL,            -- JSON: the step of the recipe
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'open', 'closed', 'skipped')),
    closes_at       TEXT,
    left_seconds    INTEGER,
    running_since   TEXT,
    spent_seconds   INTEGER NOT NULL DEFAULT 0,
    card_message_id INTEGER,
    outcome         TEXT,
    UNIQUE (session_id, position)
) STRICT;

-- Keys of masked authors and secret ballots. Deleting one unlinks people from content for good.
CREATE TABLE keys (
    purpose TEXT    NOT NULL CHECK (purpose IN ('session', 'vote')),
    ref     INTEGER NOT NULL,
    key     BLOB    NOT NULL,
    PRIMARY KEY (purpose, ref)
) STRICT, WITHOUT ROWID;

-- Identifiers are drawn at random: the order of rows says nothing of who wrote when.
CREATE TABLE postits (
    id          INTEGER PRIMARY KEY,
    session_id  INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    step_id     INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    author      TEXT,
    author_name TEXT,
    text        TEXT    NOT NULL CHECK (length(text) > 0),
    dimension   TEXT,
    year        INTEGER,
    source      TEXT    NOT NULL CHECK (source IN ('form', 'typed')),
    number      INTEGER,                          -- its place on the wall, from the reveal on
    message_id  INTEGER,
    submission  TEXT UNIQUE                       -- the same delivery twice is one post-it
) STRICT;

CREATE INDEX postits_of_session ON postits (session_id, number);
CREATE INDEX postits_of_author ON postits (session_id, author);
CREATE INDEX postits_of_message ON postits (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE vote_options (
    step_id   INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    label     TEXT    NOT NULL,
    dimension TEXT,
    year      INTEGER,
    PRIMARY KEY (step_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballots (
    id      INTEGER PRIMARY KEY,                  -- random, as for post-its
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    voter   TEXT,                                 -- keyed hash; NULL once the vote is closed
    content TEXT    NOT NULL,                     -- JSON: option number → dots
    UNIQUE (step_id, voter)
) STRICT;

CREATE TABLE turnout (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    step_id    INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    text       TEXT    NOT NULL,
    submission TEXT UNIQUE
) STRICT;

CREATE TABLE milestones (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    year       INTEGER NOT NULL,
    dimension  TEXT    NOT NULL,
    statement  TEXT    NOT NULL,
    who        TEXT,
    enablers   TEXT,
    obstacles  TEXT,
    postit_id  INTEGER,
    submission TEXT UNIQUE
) STRICT;

CREATE INDEX milestones_of_session ON milestones (session_id, year);

CREATE TABLE actions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    what       TEXT    NOT NULL,
    owner      TEXT    NOT NULL,
    owner_id   INTEGER,
    due        TEXT    NOT NULL,                  -- ISO date
    first_step TEXT,
    submission TEXT UNIQUE
) STRICT;

CREATE INDEX actions_of_session ON actions (session_id, due);

-- What must happen later. A row leaves in the transaction that does what it asks.
CREATE TABLE timers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    step_id    INTEGER REFERENCES steps (id) ON DELETE CASCADE,
    due_at     TEXT    NOT NULL,
    payload    TEXT    NOT NULL DEFAULT '{}'
) STRICT;

CREATE INDEX timers_due ON timers (due_at);

-- What must be said. A row is written with the change it announces and stays until it is said.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id   INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    channel_id   INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    payload      TEXT    NOT NULL DEFAULT '{}',
    created_at   TEXT    NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    attempted_at TEXT,
    sent_at      TEXT,
    message_id   INTEGER,
    failure      TEXT
) STRICT;

CREATE INDEX outbox_pending ON outbox (channel_id, id) WHERE sent_at IS NULL AND failure IS NULL;
