-- The box of a sealed vote that is open: one row, written again whole at each ballot, closed under a
-- key that stands outside of the database (bot.store.sealing). Inside, ballots are sorted, without
-- voter, number, time or order. How many people in the room have one is no secret.
CREATE TABLE sealed_boxes (
    step_id      INTEGER PRIMARY KEY REFERENCES steps (id) ON DELETE CASCADE,
    key          TEXT    NOT NULL,                -- the name of the file that holds it
    content      BLOB    NOT NULL,
    room_ballots INTEGER NOT NULL DEFAULT 0 CHECK (room_ballots >= 0),
    room_people  INTEGER NOT NULL DEFAULT 0 CHECK (room_people >= 0),
    -- Why it cannot be opened, once who leads was told.
    shut         TEXT    CHECK (shut IN ('gone', 'stuck'))
) STRICT;

-- Beside secret: the votes of a server are sealed where whoever opens one does not say.
ALTER TABLE servers ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));
