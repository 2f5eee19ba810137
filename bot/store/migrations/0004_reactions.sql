-- What people answer to revealed post-its. `author` is what post-its keep: an identifier, or a keyed
-- hash, replaced by chance (reactions) or by nothing (comments) when a masked session ends.

CREATE TABLE reactions (
    postit_id INTEGER NOT NULL REFERENCES postits (id) ON DELETE CASCADE,
    author    TEXT    NOT NULL,
    emoji     TEXT    NOT NULL CHECK (emoji IN ('👍', '❤️', '❓')),
    PRIMARY KEY (postit_id, author, emoji)
) STRICT, WITHOUT ROWID;

-- Identifiers are drawn at random, as for post-its.
CREATE TABLE comments (
    id          INTEGER PRIMARY KEY,
    postit_id   INTEGER NOT NULL REFERENCES postits (id) ON DELETE CASCADE,
    author      TEXT,
    author_name TEXT,
    text        TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
    submission  TEXT UNIQUE
) STRICT;

CREATE INDEX comments_of_postit ON comments (postit_id);
