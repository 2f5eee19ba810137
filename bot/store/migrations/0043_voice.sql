-- The voice channel in which the end of a timebox is heard too; NULL for none.
ALTER TABLE sessions ADD COLUMN voice_channel_id INTEGER;
