-- An action may have no date yet. The column is made again, without touching the others.
ALTER TABLE actions ADD COLUMN due_day TEXT;  -- ISO date
UPDATE actions SET due_day = due;
DROP INDEX actions_of_session;
ALTER TABLE actions DROP COLUMN due;
ALTER TABLE actions RENAME COLUMN due_day TO due;
CREATE INDEX actions_of_session ON actions (session_id, due);

-- Whose day is today: a name of the IANA database, such as Europe/Paris.
ALTER TABLE servers ADD COLUMN timezone TEXT;
