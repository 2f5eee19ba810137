-- The card of a step comes back to the bottom of its channel, as another message. What is typed is
-- of the step from its first card on.
ALTER TABLE steps ADD COLUMN since_message_id INTEGER;

UPDATE steps SET since_message_id = card_message_id;

-- A new version of a proposal is another card, at the bottom: the one before shows what it was.
ALTER TABLE consent_versions ADD COLUMN message_id INTEGER;

-- Opened by a command for one vote or one proposal: it leaves one message, which becomes its result.
ALTER TABLE sessions ADD COLUMN quick INTEGER NOT NULL DEFAULT 0 CHECK (quick IN (0, 1));

-- The message that asks, once in a step, for the columns of what was typed without: 0 while it waits
-- to be said.
ALTER TABLE steps ADD COLUMN column_asked INTEGER;

-- What those who lead say in a step that takes what is typed is no post-it unless they say so: it is
-- known as talk, by its number alone. They are told once.
ALTER TABLE set_aside ADD COLUMN talk INTEGER NOT NULL DEFAULT 0 CHECK (talk IN (0, 1));

CREATE TABLE told_of_talk (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (session_id, user_id)
) STRICT, WITHOUT ROWID;
