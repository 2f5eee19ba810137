-- Sessions that came from elsewhere, by the digest of their file: the same file is one session.
-- `hidden` tells how much was hidden there (JSON), of which nothing came.
CREATE TABLE imported_sessions (
    session_id  INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    digest      TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    hidden      TEXT
) STRICT;
CREATE INDEX imported_sessions_by_digest ON imported_sessions (digest);

-- What their votes came with in the place of rows: what few ballots add up to, and the themes that
-- options had joined (both JSON).
CREATE TABLE imported_votes (
    step_id INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    totals  TEXT,
    merged  TEXT
) STRICT;

-- The same session, whatever its file, was created at one moment.
CREATE INDEX sessions_by_creation ON sessions (created_at);

-- The file of post-its that somebody who leads is looking at, until they bring it in or let it go.
CREATE TABLE postit_files (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    content TEXT    NOT NULL,                        -- JSON: the rows, the names of columns first
    mapping TEXT    NOT NULL,                        -- JSON: which column is what
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;

-- The post-its that came from one file, so that they can be taken back together.
CREATE TABLE postits_brought (
    postit_id INTEGER PRIMARY KEY REFERENCES postits (id) ON DELETE CASCADE,
    step_id   INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    batch     INTEGER NOT NULL
) STRICT;
CREATE INDEX postits_brought_of_step ON postits_brought (step_id, batch);
