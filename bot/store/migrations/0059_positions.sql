-- A claim and a line on which people stand and move.

-- One more purpose of a key: what stands for a person on the line of a step.
CREATE TABLE keys_new (
    purpose TEXT    NOT NULL CHECK (purpose IN ('session', 'vote', 'sorting', 'rate', 'position')),
    ref     INTEGER NOT NULL,
    key     BLOB    NOT NULL,
    PRIMARY KEY (purpose, ref)
) STRICT, WITHOUT ROWID;
INSERT INTO keys_new SELECT * FROM keys;
DROP TABLE keys;
ALTER TABLE keys_new RENAME TO keys;

-- `person` is a keyed hash, `name` is kept only where the line tells names. All of it leaves when
-- the line is closed.
CREATE TABLE positions (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    person  TEXT    NOT NULL,
    name    TEXT,
    began   INTEGER NOT NULL CHECK (began BETWEEN 0 AND 10),
    place   INTEGER NOT NULL CHECK (place BETWEEN 0 AND 10),
    moves   INTEGER NOT NULL CHECK (moves >= 0),
    remark  TEXT    CHECK (length(remark) BETWEEN 1 AND 200),
    PRIMARY KEY (step_id, person)
) STRICT, WITHOUT ROWID;

-- How many people in the room stand at each place, and stood there as they began.
CREATE TABLE position_in_room (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    place   INTEGER NOT NULL CHECK (place BETWEEN 0 AND 10),
    began   INTEGER NOT NULL CHECK (began BETWEEN 0 AND 999),
    people  INTEGER NOT NULL CHECK (people BETWEEN 0 AND 999),
    PRIMARY KEY (step_id, place)
) STRICT, WITHOUT ROWID;

-- How a line that is drawn live was, after so many seconds of its step: a JSON list.
CREATE TABLE position_moments (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    second  INTEGER NOT NULL CHECK (second >= 0),
    spread  TEXT    NOT NULL,
    PRIMARY KEY (step_id, second)
) STRICT, WITHOUT ROWID;

-- What was told with a closed line, in the order of a number drawn by lot: what moved people, of
-- nobody; with the name and the places of each where the line tells names.
CREATE TABLE position_told (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    id      INTEGER NOT NULL,
    text    TEXT    CHECK (length(text) BETWEEN 1 AND 200),
    name    TEXT,
    began   INTEGER CHECK (began BETWEEN 0 AND 10),
    place   INTEGER CHECK (place BETWEEN 0 AND 10),
    PRIMARY KEY (step_id, id)
) STRICT, WITHOUT ROWID;
