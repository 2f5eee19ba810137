-- Marks from 1 to 5, revealed together.

-- One more purpose of a key: what stands for a person among the marks of a step.
CREATE TABLE keys_new (
    purpose TEXT    NOT NULL CHECK (purpose IN ('session', 'vote', 'sorting', 'rate')),
    ref     INTEGER NOT NULL,
    key     BLOB    NOT NULL,
    PRIMARY KEY (purpose, ref)
) STRICT, WITHOUT ROWID;
INSERT INTO keys_new SELECT * FROM keys;
DROP TABLE keys;
ALTER TABLE keys_new RENAME TO keys;

-- `rater` is a keyed hash. All of it leaves when the marks are revealed; who gave one stands apart,
-- in `turnout`.
CREATE TABLE rate_marks (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    rater   TEXT    NOT NULL,
    mark    INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
    remark  TEXT    CHECK (length(remark) BETWEEN 1 AND 200),
    PRIMARY KEY (step_id, rater)
) STRICT, WITHOUT ROWID;

-- How many people in the room give each mark.
CREATE TABLE rate_in_room (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    mark    INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
    people  INTEGER NOT NULL CHECK (people BETWEEN 1 AND 999),
    PRIMARY KEY (step_id, mark)
) STRICT, WITHOUT ROWID;

-- What was told with the marks, of nobody: in the order of a number drawn by lot at the reveal.
CREATE TABLE rate_remarks (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    id      INTEGER NOT NULL,
    text    TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
    PRIMARY KEY (step_id, id)
) STRICT, WITHOUT ROWID;
