-- Actions live on after their session: how each stands, since when, and what it was before its last
-- change, so that the change can be undone.
ALTER TABLE actions
    ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped'));
ALTER TABLE actions ADD COLUMN changed_at TEXT;
CREATE INDEX actions_open ON actions (session_id) WHERE state = 'open';
CREATE INDEX actions_of_owner ON actions (owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE action_changes (
    action_id  INTEGER PRIMARY KEY REFERENCES actions (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    changed_at TEXT,
    due        TEXT,
    owner      TEXT    NOT NULL,
    owner_id   INTEGER
) STRICT;

-- Who asked to be reminded, each week, of the actions that are theirs in a server.
CREATE TABLE action_reminders (
    server_id INTEGER NOT NULL,
    user_id   INTEGER NOT NULL,
    PRIMARY KEY (server_id, user_id)
) STRICT, WITHOUT ROWID;

-- Sessions that follow each other.
CREATE TABLE series (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    title     TEXT    NOT NULL
) STRICT;
ALTER TABLE sessions ADD COLUMN series_id INTEGER REFERENCES series (id);
ALTER TABLE sessions ADD COLUMN continues INTEGER REFERENCES sessions (id) ON DELETE SET NULL;
CREATE INDEX sessions_of_series ON sessions (series_id, id) WHERE series_id IS NOT NULL;
CREATE INDEX sessions_continued ON sessions (continues) WHERE continues IS NOT NULL;
ALTER TABLE planned_sessions ADD COLUMN continues INTEGER;

-- What a step says of each action that it was shown; NULL as long as nothing was said.
CREATE TABLE followed (
    step_id   INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    action_id INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
    said      TEXT CHECK (said IN ('done', 'going_on', 'dropped')),
    PRIMARY KEY (step_id, action_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX followed_of_action ON followed (action_id);

-- What a session took up from the one before it, until it starts: it can be put back.
CREATE TABLE taken_up (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('milestones', 'parked', 'postits')),
    made       INTEGER NOT NULL,
    PRIMARY KEY (session_id, kind, made)
) STRICT, WITHOUT ROWID;
