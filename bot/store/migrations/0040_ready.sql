-- People who say that they are ready in the step under way, in no order; 0 stands for those in the
-- room without Discord, `people` of whom are. Gone once the step is left.
CREATE TABLE ready (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    people  INTEGER NOT NULL DEFAULT 1 CHECK (people > 0),
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;

-- How often those who are awaited were reminded in the step under way.
CREATE TABLE ready_reminders (
    step_id INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    times   INTEGER NOT NULL
) STRICT;

-- How many people a reaction stands for: one, or so many in the room without Discord.
ALTER TABLE reactions ADD COLUMN people INTEGER NOT NULL DEFAULT 1;
