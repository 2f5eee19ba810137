-- What becomes of summaries: which documents come with them, who reads those of before, and whether
-- they are read again before they leave.
ALTER TABLE servers ADD COLUMN coordinators_role_id INTEGER;
ALTER TABLE servers ADD COLUMN documents TEXT;  -- JSON, kinds of documents; NULL: the report alone
ALTER TABLE servers ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1));
ALTER TABLE servers ADD COLUMN participants_read INTEGER NOT NULL DEFAULT 0
    CHECK (participants_read IN (0, 1));

-- When the summary of a session left: from then on it can be found.
ALTER TABLE sessions ADD COLUMN released_at TEXT;
UPDATE sessions SET released_at = ended_at WHERE state = 'ended';
