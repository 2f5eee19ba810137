-- A late masked post-it waits for company on the wall, unless its writer agrees that it stands
-- alone; how many of a step had none at the end of the session.
ALTER TABLE postits ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE steps ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
