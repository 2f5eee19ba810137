-- Every statement that people wait for finds its rows by an index; each index costs at every
-- insertion, so one serves several statements where it can.

-- Post-its of a writer are looked for step by step: at each post-it, and before each form.
DROP INDEX postits_of_author;
CREATE INDEX postits_of_writer ON postits (step_id, author);

-- A session has a few milestones: the index of their numbers finds them too.
DROP INDEX milestones_of_session;
CREATE INDEX milestones_of_postit ON milestones (postit_id) WHERE postit_id IS NOT NULL;

-- What begins a milestone is looked for when the milestone goes.
CREATE INDEX actions_of_milestone ON actions (milestone_id) WHERE milestone_id IS NOT NULL;

CREATE INDEX notes_of_session ON notes (session_id);

-- A session has a few timers: those of its steps are among them.
CREATE INDEX timers_of_session ON timers (session_id);

-- Of hundreds of ballots, those recorded for people in the room are few.
CREATE INDEX ballots_in_room ON cast_ballots (step_id) WHERE in_room = 1;
