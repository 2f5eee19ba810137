-- What a project costs, in hundredths of the currency of its vote, where a budget is shared.
ALTER TABLE vote_options ADD COLUMN cost INTEGER CHECK (cost > 0);
