-- A part of the wall that was published alone: a theme, or the rank of a column or dimension.
ALTER TABLE wall_messages ADD COLUMN theme INTEGER;
ALTER TABLE wall_messages ADD COLUMN lane INTEGER;
