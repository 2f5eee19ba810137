-- How many people are in the room without Discord, as those who lead say; once the session has ended, at
-- least as many as answered through them.
ALTER TABLE sessions ADD COLUMN in_room INTEGER NOT NULL DEFAULT 0;

-- How many people one answer stands for, and whether a facilitator gave it for people in the room.
ALTER TABLE consent_answers ADD COLUMN weight INTEGER NOT NULL DEFAULT 1;
ALTER TABLE consent_answers ADD COLUMN in_room INTEGER NOT NULL DEFAULT 0 CHECK (in_room IN (0, 1));
