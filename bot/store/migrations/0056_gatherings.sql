-- Where people came from, and the rooms and threads that are ours: kept until everyone is back and
-- nothing is left, after the session too.
CREATE TABLE gatherings (
    session_id INTEGER PRIMARY KEY,
    server_id  INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    home_id    INTEGER                                -- the voice channel of the meeting
) STRICT;
CREATE TABLE group_places (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES gatherings (session_id) ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number > 0),
    kind       TEXT    NOT NULL CHECK (kind IN ('room', 'thread')),
    asked_at   TEXT    NOT NULL,                      -- before Discord is asked to make it
    channel_id INTEGER,                               -- once it is known to be there
    step_id    INTEGER,                               -- whose card stands in it
    card_message_id INTEGER,
    UNIQUE (session_id, number, kind)
) STRICT;
CREATE INDEX group_places_by_channel ON group_places (channel_id) WHERE channel_id IS NOT NULL;
