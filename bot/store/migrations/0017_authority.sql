-- What the facilitators have hidden: why, in a few words or in none; NULL where it is shown.
ALTER TABLE postits ADD COLUMN hidden TEXT;
ALTER TABLE comments ADD COLUMN hidden TEXT;
ALTER TABLE actions ADD COLUMN hidden TEXT;

-- The participant who proposed it, as in milestones: it lets them take it back, and is taken off when
-- the session ends.
ALTER TABLE actions ADD COLUMN author TEXT;

-- The pages of the wall that the room was shown: each is shown again without what is hidden since.
-- `page` is that of a wall by theme; the others go from one number to another.
CREATE TABLE wall_messages (
    message_id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    page       INTEGER,
    first      INTEGER,
    last       INTEGER
) STRICT;

CREATE INDEX wall_messages_of_session ON wall_messages (session_id);

-- What is hidden and whose writer was not told yet. It names the text, never the person: whoever comes
-- back is asked for by what stands for them there.
CREATE TABLE untold (
    what       TEXT    NOT NULL CHECK (what IN ('postit', 'comment', 'action')),
    ref        INTEGER NOT NULL,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    PRIMARY KEY (session_id, what, ref)
) STRICT, WITHOUT ROWID;
