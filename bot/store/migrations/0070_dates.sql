-- Options that are dates: when each begins and ends (UTC), whether it is a day without an hour, and
-- whether it had gone by when people could still vote: it can be chosen no more.
ALTER TABLE vote_options ADD COLUMN starts TEXT;
ALTER TABLE vote_options ADD COLUMN ends TEXT;
ALTER TABLE vote_options ADD COLUMN all_day INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1));
ALTER TABLE vote_options ADD COLUMN passed INTEGER NOT NULL DEFAULT 0 CHECK (passed IN (0, 1));

-- The Discord event made of the date that a vote found: the row stands before Discord is asked, so
-- that an event which was made and never noted is looked for, and not made twice.
CREATE TABLE date_events (
    step_id   INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    event_id  INTEGER
) STRICT;
