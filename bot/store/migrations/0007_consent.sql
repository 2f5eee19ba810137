-- Consent: one round for each step of that kind. `author` is what post-its keep: an identifier, or a
-- keyed hash that leaves when a masked session ends. Identifiers are drawn at random, as for post-its.

CREATE TABLE consents (
    step_id     INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    stage       TEXT NOT NULL CHECK (stage IN ('proposal', 'questions', 'reactions', 'objections')),
    author      TEXT,                                -- who brings the proposal, where that was said
    author_name TEXT
) STRICT;

CREATE TABLE consent_versions (
    step_id INTEGER NOT NULL REFERENCES consents (step_id) ON DELETE CASCADE,
    number  INTEGER NOT NULL CHECK (number >= 1),
    text    TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 1500),
    PRIMARY KEY (step_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_remarks (
    id          INTEGER PRIMARY KEY,
    step_id     INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('question', 'reaction')),
    author      TEXT,
    author_name TEXT,
    text        TEXT    NOT NULL CHECK (length(text) > 0),
    answer      TEXT CHECK (answer IS NULL OR kind = 'question'),
    submission  TEXT UNIQUE,                         -- the same delivery twice is one question
    FOREIGN KEY (step_id, version) REFERENCES consent_versions (step_id, number) ON DELETE CASCADE
) STRICT;

CREATE INDEX consent_remarks_of_version ON consent_remarks (step_id, version);

-- One reaction a person to each version.
CREATE UNIQUE INDEX consent_reactions ON consent_remarks (step_id, version, author)
    WHERE kind = 'reaction';

CREATE TABLE consent_answers (
    id          INTEGER PRIMARY KEY,
    step_id     INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    author      TEXT,
    author_name TEXT,
    stance      TEXT    NOT NULL CHECK (stance IN ('consent', 'concern', 'objection', 'aside')),
    reason      TEXT,
    lifted      INTEGER NOT NULL DEFAULT 0 CHECK (lifted = 0 OR (lifted = 1 AND stance = 'objection')),
    CHECK ((reason IS NOT NULL) = (stance IN ('concern', 'objection'))),
    FOREIGN KEY (step_id, version) REFERENCES consent_versions (step_id, number) ON DELETE CASCADE
) STRICT;

CREATE INDEX consent_answers_of_version ON consent_answers (step_id, version);

-- One answer a person to each version; objections that were lifted are kept beside it.
CREATE UNIQUE INDEX consent_stances ON consent_answers (step_id, version, author) WHERE lifted = 0;

-- Facilitators who were asked whether they take part too.
CREATE TABLE consent_facilitators (
    step_id    INTEGER NOT NULL REFERENCES consents (step_id) ON DELETE CASCADE,
    author     TEXT    NOT NULL,
    takes_part INTEGER NOT NULL CHECK (takes_part IN (0, 1)),
    PRIMARY KEY (step_id, author)
) STRICT, WITHOUT ROWID;
