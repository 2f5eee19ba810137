-- An option keeps the name of the theme in which its post-it stood when the vote opened, and its place
-- among the options: those of one theme stand together.
ALTER TABLE vote_options ADD COLUMN theme TEXT;
ALTER TABLE vote_options ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
UPDATE vote_options SET rank = number;
