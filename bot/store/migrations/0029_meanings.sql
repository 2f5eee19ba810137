-- What each post-it means, as the optional sentence encoder reads it: kept while its session runs,
-- so that a wall is read once. It leaves with the post-it, when its words change, and at the end.
CREATE TABLE postit_meanings (
    postit_id INTEGER PRIMARY KEY REFERENCES postits (id) ON DELETE CASCADE,
    meaning   BLOB NOT NULL
) STRICT;
