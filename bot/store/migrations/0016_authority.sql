-- What the facilitators have hidden: why, in a few words or in none; NULL where it is shown.
ALTER TABLE postits ADD COLUMN hidden TEXT;
ALTER TABLE comments ADD COLUMN hidden TEXT;
ALTER TABLE actions ADD COLUMN hidden TEXT;

-- The participant who proposed it, as in milestones: it lets them take it back, and is taken off when
-- the session ends.
ALTER TABLE actions ADD COLUMN author TEXT;
