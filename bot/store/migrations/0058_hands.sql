-- Hands are raised: whether they may be, and who has the floor or a chair. Nothing of it that names
-- anyone outlives the session.
CREATE TABLE hands (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    open       INTEGER NOT NULL CHECK (open IN (0, 1)),
    next_rank  INTEGER NOT NULL CHECK (next_rank > 0),
    turn       INTEGER NOT NULL  -- counts each time that the floor or a chair changes hands
) STRICT;
-- `point` is answered first. `absent` was passed over: not where the meeting is held.
CREATE TABLE raised_hands (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('hand', 'point')),
    name       TEXT    NOT NULL,
    rank       INTEGER NOT NULL,
    absent     INTEGER NOT NULL DEFAULT 0 CHECK (absent IN (0, 1)),
    PRIMARY KEY (session_id, user_id, kind)
) STRICT, WITHOUT ROWID;
-- Place 0 is the floor, the others are chairs. `since` is NULL while the session is paused; `kind`
-- and `rank` are those of the hand for which it was given, if there was one.
CREATE TABLE floor_seats (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL CHECK (place >= 0),
    user_id    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    step_id    INTEGER NOT NULL,
    since      TEXT,
    seconds    INTEGER NOT NULL CHECK (seconds >= 0),
    kind       TEXT,
    rank       INTEGER,
    PRIMARY KEY (session_id, place)
) STRICT, WITHOUT ROWID;
-- Who has answered on the point that is talked about.
CREATE TABLE answered_points (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
-- Who had the floor in a step, as long as the session lives: they are counted once.
CREATE TABLE step_speakers (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;
-- How many people had the floor in a step, and how many turns there were: all that is kept.
CREATE TABLE step_floors (
    step_id INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    people  INTEGER NOT NULL CHECK (people >= 0),
    turns   INTEGER NOT NULL CHECK (turns >= 0)
) STRICT;
