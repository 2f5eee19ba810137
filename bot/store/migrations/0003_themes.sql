-- Themes: named groups of post-its. Names are results and stay; links leave with the post-its.
CREATE TABLE themes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: undo brings a theme back
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    folded     TEXT    NOT NULL,                    -- the name without case
    UNIQUE (session_id, folded)
) STRICT;

-- A post-it stands in one theme at most.
CREATE TABLE theme_postits (
    postit_id INTEGER PRIMARY KEY REFERENCES postits (id) ON DELETE CASCADE,
    theme_id  INTEGER NOT NULL REFERENCES themes (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX theme_postits_of_theme ON theme_postits (theme_id);

-- How many times the sorting of a session was changed, undo and redo included: what a button
-- names to act once.
CREATE TABLE sortings (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    revision   INTEGER NOT NULL
) STRICT;

-- What each change touched, before and after. Who made it is not kept.
CREATE TABLE theme_changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    before     TEXT    NOT NULL,                    -- JSON: themes and places
    after      TEXT    NOT NULL,
    undone     INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE INDEX theme_changes_of_session ON theme_changes (session_id, id);

-- Suggestions that were refused, never made again. `low` and `high` are post-its or themes.
CREATE TABLE refused_pairs (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    about      TEXT    NOT NULL CHECK (about IN ('postits', 'themes')),
    low        INTEGER NOT NULL,
    high       INTEGER NOT NULL CHECK (low < high),
    PRIMARY KEY (session_id, about, low, high)
) STRICT, WITHOUT ROWID;

-- What a facilitator holds while sorting: post-its chosen and the word searched for.
CREATE TABLE sorting_hands (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    postits    TEXT    NOT NULL DEFAULT '[]',       -- JSON: identifiers
    word       TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
