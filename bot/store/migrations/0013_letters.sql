-- Letters leave once they are said. What was read from them lives where it belongs.

-- How many parts of a story were told, and whether the room was reminded that its messages are no
-- post-its.
ALTER TABLE steps ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE steps ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0 CHECK (reminded IN (0, 1));

UPDATE steps SET told = beats.told FROM (
    SELECT json_extract(payload, '$.step') AS step_id, count(*) AS told
    FROM outbox WHERE kind = 'beat' GROUP BY 1
) AS beats WHERE steps.id = beats.step_id;

UPDATE steps SET reminded = 1 WHERE id IN (
    SELECT json_extract(payload, '$.step') FROM outbox WHERE kind = 'reminder'
);

-- Who was reminded of a vote, until it is counted.
CREATE TABLE ballot_reminders (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (step_id, user_id)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO ballot_reminders
SELECT steps.id, json_extract(outbox.payload, '$.person') FROM outbox
JOIN steps ON steps.id = json_extract(outbox.payload, '$.step')
JOIN sessions ON sessions.id = steps.session_id
WHERE outbox.kind = 'ballot_awaited' AND steps.outcome IS NULL AND sessions.state <> 'ended';

-- A letter that was given up stays until another is said in the same place.
DROP INDEX outbox_pending;
CREATE INDEX outbox_said ON outbox (session_id, channel_id, id) WHERE sent_at IS NOT NULL;
DELETE FROM outbox WHERE failure IS NOT NULL AND EXISTS (
    SELECT 1 FROM outbox AS later
    WHERE later.session_id = outbox.session_id AND later.channel_id = outbox.channel_id
    AND later.id > outbox.id AND later.sent_at IS NOT NULL
);
DROP INDEX outbox_said;
DELETE FROM outbox WHERE sent_at IS NOT NULL;
ALTER TABLE outbox DROP COLUMN sent_at;
ALTER TABLE outbox DROP COLUMN message_id;

CREATE INDEX outbox_pending ON outbox (channel_id, id) WHERE failure IS NULL;
CREATE INDEX outbox_given_up ON outbox (session_id, channel_id) WHERE failure IS NOT NULL;
