-- What a session that came from elsewhere said of its series, and of actions of the sessions before
-- it (both JSON): these may not be here.
ALTER TABLE imported_sessions ADD COLUMN series TEXT;
ALTER TABLE imported_sessions ADD COLUMN followed TEXT;
-- Those of one series are in one again.
CREATE INDEX series_by_title ON series (server_id, title);

-- What was done in a while.
CREATE INDEX actions_changed ON actions (changed_at) WHERE changed_at IS NOT NULL;
