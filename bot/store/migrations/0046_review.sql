-- A summary that is read again before it leaves: since when, with what is put right in it. The
-- message is the line that the room read; the revision tells two who read it at once apart.
ALTER TABLE sessions ADD COLUMN review_since TEXT;
ALTER TABLE sessions ADD COLUMN review_message_id INTEGER;
ALTER TABLE sessions ADD COLUMN review_revision INTEGER NOT NULL DEFAULT 0;
-- The post of a session where the coordinators' place is a forum.
ALTER TABLE sessions ADD COLUMN post_id INTEGER;

-- What those who lead put right: never over what people wrote, each undone by itself. An empty
-- field leaves the whole item out; `which` is the row that it is about, or the step, of which it is
-- the `nth` thing.
CREATE TABLE corrections (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    what       TEXT NOT NULL,
    which      INTEGER NOT NULL,
    nth        INTEGER NOT NULL,
    field      TEXT NOT NULL,
    text       TEXT,
    UNIQUE (session_id, what, which, nth, field)
) STRICT;

-- Those that wait in a channel are found there.
CREATE INDEX sessions_in_review ON sessions (channel_id)
    WHERE review_since IS NOT NULL AND released_at IS NULL;
