-- The place that a step had when it was taken out of the plan; what was made in it is kept. Its
-- position is then one that no plan has.
ALTER TABLE steps ADD COLUMN was_at INTEGER;
-- The timebox that was planned when the session was made; NULL for a step that was added since.
ALTER TABLE steps ADD COLUMN first_minutes REAL;
UPDATE steps SET first_minutes = json_extract(plan, '$.minutes');
-- Opened before the meeting: the time that it stays open is not the meeting's.
ALTER TABLE steps ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0 CHECK (ahead IN (0, 1));
-- When those who lead want to end; NULL for the planned length after the start.
ALTER TABLE sessions ADD COLUMN ends_by TEXT;
-- The end of a timebox is heard.
ALTER TABLE sessions ADD COLUMN sound INTEGER NOT NULL DEFAULT 0 CHECK (sound IN (0, 1));
