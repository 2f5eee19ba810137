-- Where people came from, and the rooms and threads that are ours: kept until everyone is back and
-- nothing is left, after the session too.
CREATE TABLE gatherings (
    session_id INTEGER PRIMARY KEY,
    server_id  INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    home_id    INTEGER,                               -- the voice channel of the meeting
    refusal    TEXT,                                  -- what is in the way of bringing all back
    refused_at TEXT
) STRICT;
CREATE INDEX gatherings_of_server ON gatherings (server_id);
CREATE TABLE group_places (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES gatherings (session_id) ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number > 0),
    kind       TEXT    NOT NULL CHECK (kind IN ('room', 'thread')),
    name       TEXT    NOT NULL,
    asked_at   TEXT    NOT NULL,                      -- before Discord is asked to make it
    after_id   INTEGER NOT NULL,                      -- the newest channel that was known then
    channel_id INTEGER,                               -- once it is known to be there
    refusal    TEXT,                                  -- why there is none
    step_id    INTEGER,                               -- whose card stands in it
    card_message_id INTEGER,
    status_step_id  INTEGER,                          -- whose task its status says
    idle_at    TEXT,                                  -- since when no group meets there
    UNIQUE (session_id, number, kind)
) STRICT;
CREATE INDEX group_places_by_channel ON group_places (channel_id) WHERE channel_id IS NOT NULL;
-- Who was brought to the room of their group: they are, or they refused, or they left since. Who
-- leaves of their own is not brought there again.
CREATE TABLE group_moves (
    session_id INTEGER NOT NULL REFERENCES gatherings (session_id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    step_id    INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('there', 'left', 'refused')),
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
-- Who was let into a thread.
CREATE TABLE group_guests (
    place_id INTEGER NOT NULL REFERENCES group_places (id) ON DELETE CASCADE,
    user_id  INTEGER NOT NULL,
    PRIMARY KEY (place_id, user_id)
) STRICT, WITHOUT ROWID;
