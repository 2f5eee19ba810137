-- What each typed message says, idea by idea, as it was last read: an edit is compared with it, so
-- that post-its stay with their words. Several lines may say one post-it; it stays as long as one
-- of them stands. A line without a post-it was withdrawn by hand (an edit of the message leaves it
-- out), or, `refused`, found no room (an edit may bring it in).
CREATE TABLE message_lines (
    message_id  INTEGER NOT NULL,
    rank        INTEGER NOT NULL,
    session_id  INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    postit_id   INTEGER REFERENCES postits (id) ON DELETE SET NULL,
    refused     INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
    text        TEXT    NOT NULL,
    column_name TEXT,
    year        INTEGER,
    PRIMARY KEY (message_id, rank)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_lines_of_postit ON message_lines (postit_id) WHERE postit_id IS NOT NULL;
CREATE INDEX message_lines_of_session ON message_lines (session_id);

-- The post-its of a message are found by its lines.
DROP INDEX postits_of_message;

INSERT INTO message_lines (message_id, rank, session_id, postit_id, text, column_name, year)
SELECT postits.message_id, CAST(substr(submission, instr(submission, ':') + 1) AS INTEGER),
    session_id, postits.id, text, column_name, year
FROM postits JOIN sessions ON sessions.id = postits.session_id
WHERE postits.message_id IS NOT NULL AND submission IS NOT NULL AND sessions.state <> 'ended';

INSERT OR IGNORE INTO message_lines (message_id, rank, session_id, text)
SELECT message_id, rank, session_id, '' FROM set_aside WHERE rank >= 0;

-- From now on only whole messages are set aside.
CREATE TABLE set_aside_whole (
    message_id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
) STRICT;
INSERT INTO set_aside_whole SELECT message_id, session_id FROM set_aside WHERE rank = -1;
DROP TABLE set_aside;
ALTER TABLE set_aside_whole RENAME TO set_aside;
CREATE INDEX set_aside_of_session ON set_aside (session_id);

-- Whether the room was told that what it typed meanwhile cannot be read.
ALTER TABLE steps ADD COLUMN unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1));
