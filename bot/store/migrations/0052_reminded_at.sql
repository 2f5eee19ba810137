-- When those who are awaited were reminded last: not again at once.
ALTER TABLE ready_reminders ADD COLUMN at TEXT;
