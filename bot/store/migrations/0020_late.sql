-- When a step was last left: a form that was opened before is taken for two minutes more.
ALTER TABLE steps ADD COLUMN left_at TEXT;

-- Kept after its step was left. Never in a masked session, where it would tell who was slow.
ALTER TABLE postits ADD COLUMN late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1));

-- The stage that a round of consent left last, and when, for the same reason.
ALTER TABLE consents ADD COLUMN left_stage TEXT;
ALTER TABLE consents ADD COLUMN left_at TEXT;
