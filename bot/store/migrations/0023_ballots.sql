-- What an option may not be named without: its column, its theme or its dimension. Options of older
-- votes are named with their dimension.
ALTER TABLE vote_options ADD COLUMN place TEXT;

-- An option that was withdrawn once ballots were cast stays on them, with its words, marked so.
-- `removed` is for those that left before anyone had voted.
ALTER TABLE vote_options ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));

-- When a ballot went into the box, for its voter alone: it stays in this table, and leaves with it.
ALTER TABLE cast_ballots ADD COLUMN cast_at TEXT;
