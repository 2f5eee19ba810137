-- Why an option can be chosen no more, said in its own words: who withdrew what, and who hid or merged
-- it, are not the same thing for those who voted.
ALTER TABLE vote_options ADD COLUMN gone TEXT CHECK (gone IN ('withdrawn', 'hidden', 'merged'));
UPDATE vote_options SET gone = CASE WHEN EXISTS (
    SELECT 1 FROM postits AS p JOIN steps AS s ON s.id = vote_options.step_id
    WHERE p.id = vote_options.source_id AND p.hidden IS NOT NULL
    AND json_extract(s.plan, '$.on') = 'postits') THEN 'hidden' ELSE 'withdrawn' END
WHERE withdrawn = 1;
ALTER TABLE vote_options DROP COLUMN withdrawn;
