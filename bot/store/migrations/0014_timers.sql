-- A timer whose act fails is tried a few times, then kept with its failure for the operator.
ALTER TABLE timers ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE timers ADD COLUMN failure TEXT;

DROP INDEX timers_due;
CREATE INDEX timers_due ON timers (due_at) WHERE failure IS NULL;
CREATE INDEX timers_given_up ON timers (id) WHERE failure IS NOT NULL;
