-- What a form refused, kept for its writer until it is sent again or the session ends.
-- `author` is what stands for the writer in post-its: masked, a keyed hash.
CREATE TABLE drafts (
    step_id     INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    author      TEXT    NOT NULL,
    text        TEXT    NOT NULL CHECK (length(text) > 0),
    column_name TEXT,
    dimension   TEXT,
    year        INTEGER,
    PRIMARY KEY (step_id, author)
) STRICT, WITHOUT ROWID;

-- Ideas of typed messages that were withdrawn by hand: an edit of the message leaves them out.
-- `rank` counts the ideas of the message from 0; -1 is the whole message.
CREATE TABLE set_aside (
    message_id INTEGER NOT NULL,
    rank       INTEGER NOT NULL,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    PRIMARY KEY (message_id, rank)
) STRICT, WITHOUT ROWID;

CREATE INDEX set_aside_of_session ON set_aside (session_id);
