-- A speaking round: its turn, and how many did what, which stays.
CREATE TABLE turn_rounds (
    step_id      INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    turn         INTEGER NOT NULL DEFAULT 0 CHECK (turn >= 0),
    each_seconds INTEGER NOT NULL CHECK (each_seconds > 0),
    started      INTEGER NOT NULL DEFAULT 0 CHECK (started >= 0), -- seconds spent in the step
    allowed      INTEGER NOT NULL DEFAULT 0 CHECK (allowed >= 0),
    over         INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1)),
    last_id      INTEGER,                                         -- who had the floor before
    lasted       INTEGER NOT NULL DEFAULT 0 CHECK (lasted >= 0),  -- for so many seconds
    voice_id     INTEGER,                                         -- where people are, if in voice
    words_read   INTEGER NOT NULL DEFAULT 0 CHECK (words_read IN (0, 1)), -- masked ones, together
    people       INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0),
    spoke        INTEGER NOT NULL DEFAULT 0 CHECK (spoke >= 0),
    passed       INTEGER NOT NULL DEFAULT 0 CHECK (passed >= 0),
    skipped      INTEGER NOT NULL DEFAULT 0 CHECK (skipped >= 0),
    gone         INTEGER NOT NULL DEFAULT 0 CHECK (gone >= 0)
) STRICT;
CREATE INDEX turn_rounds_by_voice ON turn_rounds (voice_id) WHERE voice_id IS NOT NULL;
-- Who is in it, in which order, as long as the session lives.
CREATE TABLE turn_seats (
    step_id   INTEGER NOT NULL REFERENCES turn_rounds (step_id) ON DELETE CASCADE,
    user_id   INTEGER NOT NULL,
    place     INTEGER NOT NULL,
    stands    TEXT    NOT NULL
              CHECK (stands IN ('waiting', 'speaking', 'spoke', 'passed', 'skipped', 'gone')),
    voice     INTEGER NOT NULL DEFAULT 0 CHECK (voice IN (0, 1)),
    away      INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1)),
    pings     INTEGER NOT NULL DEFAULT 0 CHECK (pings IN (0, 1)),
    volunteer INTEGER NOT NULL DEFAULT 0 CHECK (volunteer IN (0, 1)),
    backs     INTEGER NOT NULL DEFAULT 0 CHECK (backs >= 0),
    people    INTEGER NOT NULL DEFAULT 1 CHECK (people > 0),
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;
-- The word, or the emoji, that each leaves: in an order drawn by lot.
CREATE TABLE turn_words (
    id          INTEGER PRIMARY KEY,
    step_id     INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    author      TEXT,
    author_name TEXT,
    text        TEXT    NOT NULL CHECK (length(text) > 0),
    UNIQUE (step_id, author)
) STRICT;
