-- What is stored of one person is found by who they are, without reading every row.
CREATE INDEX sessions_with_raw ON sessions (server_id) WHERE raw_deleted_at IS NULL;
CREATE INDEX scenarios_of_person ON scenarios (created_by);
CREATE INDEX recipes_of_person ON recipes (created_by);
CREATE INDEX planned_of_person ON planned_sessions (planned_by);
CREATE INDEX action_reminders_of_person ON action_reminders (user_id);
-- Whose a signed ballot was, and whose a place on a closed line that tells names: beside the name,
-- which two people may share. NULL wherever there is no name.
ALTER TABLE counted_ballots ADD COLUMN voter_id INTEGER;
ALTER TABLE position_told ADD COLUMN person_id INTEGER;
