-- Scenarios that a server writes for itself. `sketch` is what is being prepared, gaps included;
-- `saved` is what `/session new` offers: a whole scenario, or nothing yet.
CREATE TABLE scenarios (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: buttons name it
    server_id  INTEGER NOT NULL,
    slug       TEXT    NOT NULL CHECK (length(slug) BETWEEN 1 AND 60),
    title      TEXT    NOT NULL,
    language   TEXT    NOT NULL CHECK (language IN ('fr', 'en')),
    sketch     TEXT    NOT NULL,                    -- JSON
    saved      TEXT,                                -- JSON
    revision   INTEGER NOT NULL DEFAULT 0,          -- how many times the sketch was changed
    stamps     TEXT    NOT NULL DEFAULT '{}',       -- JSON: piece → the revision that changed it last
    created_by INTEGER NOT NULL,
    updated_at TEXT    NOT NULL,
    submission TEXT UNIQUE,                         -- the same delivery twice is one scenario
    UNIQUE (server_id, slug)
) STRICT;

-- Files of scenarios, by the SHA-256 of what they contain: the same recording is kept once, for as
-- long as a scenario or a session refers to it.
CREATE TABLE media (
    digest  TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;
