-- For how many days after its end what people wrote in a session is kept: said when it opens.
ALTER TABLE sessions ADD COLUMN kept_days INTEGER NOT NULL DEFAULT 90
    CHECK (kept_days BETWEEN 1 AND 365);
-- Those of a server, and those of which something is kept.
CREATE INDEX sessions_of_server ON sessions (server_id, raw_deleted_at);
