-- A step may have columns (keep, drop, try); a typed message may bring files along.
ALTER TABLE postits ADD COLUMN column_name TEXT;
ALTER TABLE postits ADD COLUMN files TEXT;         -- names of the files of the message, one a line
