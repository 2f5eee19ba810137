-- What the summaries of a server tell, to be found again.

-- One row a session whose summary left, small enough for all those of a server to be read at once.
-- `due` until the index holds what the summary tells now; `stamp` grows when that changes.
CREATE TABLE remembered (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    server_id  INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    ended_at   TEXT    NOT NULL,
    title      TEXT    NOT NULL,  -- as its summary tells it
    recipe     TEXT    NOT NULL,  -- its title in both languages, as JSON
    parent_id  INTEGER,           -- of a thread
    private    INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),   -- a thread one must be in
    was_open   INTEGER CHECK (was_open IN (0, 1)),  -- everyone could see it; NULL: not known
    stamp      INTEGER NOT NULL DEFAULT 0,
    due        INTEGER NOT NULL DEFAULT 1 CHECK (due IN (0, 1))
) STRICT;
CREATE INDEX remembered_of_server ON remembered (server_id, ended_at);
CREATE INDEX remembered_due ON remembered (session_id) WHERE due = 1;

-- The words that the index holds of a session, to take exactly those out of it: folded, sorted,
-- each once, compressed (zlib).
CREATE TABLE remembered_words (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    words      BLOB NOT NULL
) STRICT;

-- Which sessions have a word: nothing else. What they say of it is read where it stands.
CREATE VIRTUAL TABLE memory USING fts5 (
    words, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);

-- What someone looks for, while they turn the pages of what was found.
CREATE TABLE searches (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    user_id   INTEGER NOT NULL,
    asked     TEXT    NOT NULL,  -- JSON
    made_at   TEXT    NOT NULL
) STRICT;
CREATE INDEX searches_of_person ON searches (user_id, server_id);
CREATE INDEX searches_made ON searches (made_at);

-- Summaries that wait to be read again before they leave: few.
CREATE INDEX sessions_unreleased ON sessions (server_id)
    WHERE state = 'ended' AND released_at IS NULL;

INSERT INTO remembered (session_id, server_id, channel_id, ended_at, title, recipe)
SELECT id, server_id, channel_id, ended_at, title, json_extract(recipe, '$.title')
FROM sessions AS s
WHERE released_at IS NOT NULL AND ended_at IS NOT NULL
    AND (started_at IS NOT NULL OR EXISTS (SELECT 1 FROM steps_ahead WHERE session_id = s.id))
    AND NOT (quick = 1 AND NOT EXISTS (
        SELECT 1 FROM steps WHERE session_id = s.id AND kind <> 'discuss'));
