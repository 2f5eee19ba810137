-- What was deleted and has still to leave every file of the database: a promise, written with the
-- deletion, gone once it is kept (bot.store.erasing). Numbers are never given twice.
CREATE TABLE erasures (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT    NOT NULL CHECK (what IN ('secrets', 'media', 'pages'))
) STRICT;

-- Ballots in the box, those of votes that are open: few, and all that tells whose they are. They are
-- written again each time that a key is destroyed, so nothing else may stand in their table.
CREATE TABLE cast_ballots (
    id         INTEGER PRIMARY KEY,               -- random, as for post-its
    step_id    INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    voter      TEXT,                              -- keyed hash; NULL for those recorded in the room
    content    TEXT    NOT NULL,                  -- JSON
    voter_name TEXT,                              -- kept by signed votes alone
    weight     INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 9999),
    in_room    INTEGER NOT NULL DEFAULT 0 CHECK (in_room IN (0, 1)),
    UNIQUE (step_id, voter)
) STRICT;

-- Ballots of counted votes, under identifiers drawn anew.
CREATE TABLE counted_ballots (
    step_id    INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    id         INTEGER NOT NULL,
    content    TEXT    NOT NULL,
    voter_name TEXT,
    weight     INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 9999),
    in_room    INTEGER NOT NULL CHECK (in_room IN (0, 1)),
    PRIMARY KEY (step_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO counted_ballots
    SELECT step_id, b.id, content, voter_name, weight, in_room
    FROM ballots AS b JOIN steps AS s ON s.id = step_id WHERE s.outcome IS NOT NULL;
INSERT INTO cast_ballots
    SELECT b.id, step_id, voter, content, voter_name, weight, in_room
    FROM ballots AS b JOIN steps AS s ON s.id = step_id WHERE s.outcome IS NULL;
DROP TABLE ballots;

-- Every ballot, wherever it is kept.
CREATE VIEW ballots AS
    SELECT id, step_id, voter, content, voter_name, weight, in_room FROM cast_ballots
    UNION ALL
    SELECT id, step_id, NULL, content, voter_name, weight, in_room FROM counted_ballots;

-- What was deleted under the older schema may have left copies; recordings leave much room.
INSERT INTO erasures (what) SELECT 'secrets' WHERE EXISTS (SELECT 1 FROM sessions);
INSERT INTO erasures (what) SELECT 'pages'
    WHERE EXISTS (SELECT 1 FROM sessions) OR EXISTS (SELECT 1 FROM media);

-- Recordings and pictures stand in files of their own, named by their digests, where they were
-- written before this script ran (bot.store.files). The rows say how large they are.
CREATE TABLE media_new (
    digest TEXT PRIMARY KEY,
    size   INTEGER NOT NULL CHECK (size > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO media_new SELECT digest, length(content) FROM media;
DROP TABLE media;
ALTER TABLE media_new RENAME TO media;

-- What refers to a file.
CREATE INDEX scenarios_sketched_media ON scenarios (json_extract(sketch, '$.media.digest'));
CREATE INDEX scenarios_saved_media ON scenarios (json_extract(saved, '$.media.digest'));
CREATE INDEX sessions_media ON sessions (json_extract(scenario, '$.media.digest'))
    WHERE state <> 'ended' AND scenario IS NOT NULL;
