-- Who opened a ballot and never cast it can be reminded of it, and has contributed nothing: they are
-- not among those who took part.
ALTER TABLE participants ADD COLUMN contributed INTEGER NOT NULL DEFAULT 1
    CHECK (contributed IN (0, 1));
