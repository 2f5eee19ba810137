-- The card of a step comes back to the bottom of its channel, as another message. What is typed is
-- of the step from its first card on.
ALTER TABLE steps ADD COLUMN since_message_id INTEGER;

UPDATE steps SET since_message_id = card_message_id;

-- A new version of a proposal is another card, at the bottom: the one before shows what it was.
ALTER TABLE consent_versions ADD COLUMN message_id INTEGER;
