-- An option keeps the name of the theme in which its post-it stood when the vote opened, and its place
-- among the options: those of one theme stand together.
ALTER TABLE vote_options ADD COLUMN theme TEXT;
ALTER TABLE vote_options ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
UPDATE vote_options SET rank = number;

-- The theme that a milestone or an action was born of, by its name then; a milestone also keeps the
-- post-its that stood in it.
ALTER TABLE milestones ADD COLUMN theme TEXT;
ALTER TABLE actions ADD COLUMN theme TEXT;
CREATE TABLE milestone_sources (
    milestone_id INTEGER NOT NULL REFERENCES milestones (id) ON DELETE CASCADE,
    postit_id    INTEGER NOT NULL REFERENCES postits (id) ON DELETE CASCADE,
    PRIMARY KEY (milestone_id, postit_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX milestone_sources_of_postit ON milestone_sources (postit_id);
