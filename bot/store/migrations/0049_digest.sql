-- The digest of each month is posted where coordinators read.
ALTER TABLE servers ADD COLUMN monthly INTEGER NOT NULL DEFAULT 0 CHECK (monthly IN (0, 1));
-- What left when, of a server.
CREATE INDEX sessions_released ON sessions (server_id, released_at) WHERE released_at IS NOT NULL;
