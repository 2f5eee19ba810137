-- A letter that Discord refuses for now is tried again for a day, and says meanwhile what lacks.
ALTER TABLE outbox DROP COLUMN attempted_at;
-- The last message of the channel before the letter was first sent: it stands after it, if at all.
ALTER TABLE outbox ADD COLUMN after_message INTEGER;
-- The first refusal since it was last asked for, and what the latest one said.
ALTER TABLE outbox ADD COLUMN refused_at TEXT;
ALTER TABLE outbox ADD COLUMN refusal TEXT;
-- Whether somebody was told of it.
ALTER TABLE outbox ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));
-- Attempts in a row of which no end was seen: the program was killed, perhaps by the drawing.
ALTER TABLE outbox ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;

UPDATE outbox SET refused_at = created_at, told = 1 WHERE failure IS NOT NULL;

DROP INDEX outbox_given_up;
CREATE INDEX outbox_refused ON outbox (session_id, channel_id) WHERE refused_at IS NOT NULL;
