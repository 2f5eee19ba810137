-- Recipes that a server writes for itself, kept as its scenarios are. `sketch` is what is being
-- written, gaps included; `saved` is what `/session new` offers: a whole recipe, or nothing yet.
CREATE TABLE recipes (
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
    submission TEXT UNIQUE,                         -- the same delivery twice is one recipe
    UNIQUE (server_id, slug)
) STRICT;

-- The session that was led last in a channel: a recipe may begin from its plan.
CREATE INDEX sessions_led_in_channel ON sessions (channel_id) WHERE state = 'ended' AND quick = 0;
