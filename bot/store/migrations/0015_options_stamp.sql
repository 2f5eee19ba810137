-- Changes whenever the options of a vote do, and is never the same twice: what was read of them
-- under a stamp is still so.
ALTER TABLE steps ADD COLUMN options_stamp INTEGER NOT NULL DEFAULT 0;

UPDATE steps SET options_stamp = random() WHERE id IN (SELECT step_id FROM vote_options);
