-- What a post-it tells of (step, lever, obstacle, actor), where its writer said so.
ALTER TABLE postits ADD COLUMN kind TEXT;
ALTER TABLE drafts ADD COLUMN kind TEXT;
