-- Names of themes that the room proposes before it sorts, and how many would use each.

-- Identifiers are drawn at random. Who proposed a name, and who would use it, is a keyed hash, with
-- the key of the step's sorting: all of it leaves with the step.
CREATE TABLE proposed_names (
    id      INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    name    TEXT    NOT NULL,
    folded  TEXT    NOT NULL,                     -- what names that read the same share
    person  TEXT    NOT NULL,
    UNIQUE (step_id, folded)
) STRICT;

CREATE TABLE wanted_names (
    name_id INTEGER NOT NULL REFERENCES proposed_names (id) ON DELETE CASCADE,
    person  TEXT    NOT NULL,
    PRIMARY KEY (name_id, person)
) STRICT, WITHOUT ROWID;
