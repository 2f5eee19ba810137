-- Pictures that those who lead put in, shown to the room with numbers when a step opens. What they
-- contain is a file, as for scenarios. One that was taken away after the room knew its number
-- leaves its number, which no other picture gets: it has no digest and no name any more.
CREATE TABLE session_pictures (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 20),
    digest     TEXT,
    name       TEXT,
    numbered   INTEGER NOT NULL DEFAULT 0 CHECK (numbered IN (0, 1)), -- the room knows its number
    shown_in   INTEGER,                                               -- the last step that had it
    UNIQUE (session_id, digest)
) STRICT;
CREATE INDEX session_pictures_by_digest ON session_pictures (digest);

-- The messages of the channel in which a picture stands.
CREATE TABLE picture_messages (
    message_id INTEGER NOT NULL,
    picture_id INTEGER NOT NULL REFERENCES session_pictures (id) ON DELETE CASCADE,
    PRIMARY KEY (message_id, picture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_messages_by_picture ON picture_messages (picture_id);
