-- What the room calls a milestone: given once, never changed.
ALTER TABLE milestones ADD COLUMN number INTEGER;
UPDATE milestones SET number = (
    SELECT count(*) FROM milestones AS m
    WHERE m.session_id = milestones.session_id AND m.id <= milestones.id
);
CREATE UNIQUE INDEX milestones_number ON milestones (session_id, number);

-- The participant who placed it, as in post-its: an identifier, or a keyed hash where the session is
-- masked. It lets them change it, and is taken off when the session ends.
ALTER TABLE milestones ADD COLUMN author TEXT;

-- What had to be true just before: `after_id` rests on `before_id`. Which links may be made is a
-- rule of bot.workshop.roadmap.dependencies.
CREATE TABLE milestone_links (
    before_id INTEGER NOT NULL REFERENCES milestones (id) ON DELETE CASCADE,
    after_id  INTEGER NOT NULL REFERENCES milestones (id) ON DELETE CASCADE,
    PRIMARY KEY (after_id, before_id),
    CHECK (before_id <> after_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX milestone_links_before ON milestone_links (before_id);

-- The milestone that an action begins.
ALTER TABLE actions ADD COLUMN milestone_id INTEGER REFERENCES milestones (id) ON DELETE SET NULL;
