-- A post-it that the facilitators said stays without a theme: nothing is left to say of it.
ALTER TABLE sorting_by_hand ADD COLUMN apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1));
