-- Any language that has catalogues: the two that once were the only ones are named in no column.
-- A column cannot lose its CHECK: another takes its place and its name.
ALTER TABLE sessions ADD COLUMN tongue TEXT NOT NULL DEFAULT 'en';
UPDATE sessions SET tongue = language;
ALTER TABLE sessions DROP COLUMN language;
ALTER TABLE sessions RENAME COLUMN tongue TO language;

ALTER TABLE planned_sessions ADD COLUMN tongue TEXT NOT NULL DEFAULT 'en';
UPDATE planned_sessions SET tongue = language;
ALTER TABLE planned_sessions DROP COLUMN language;
ALTER TABLE planned_sessions RENAME COLUMN tongue TO language;

ALTER TABLE scenarios ADD COLUMN tongue TEXT NOT NULL DEFAULT 'en';
UPDATE scenarios SET tongue = language;
ALTER TABLE scenarios DROP COLUMN language;
ALTER TABLE scenarios RENAME COLUMN tongue TO language;

ALTER TABLE recipes ADD COLUMN tongue TEXT NOT NULL DEFAULT 'en';
UPDATE recipes SET tongue = language;
ALTER TABLE recipes DROP COLUMN language;
ALTER TABLE recipes RENAME COLUMN tongue TO language;
